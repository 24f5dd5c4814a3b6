package io.glimpse.server.upload;

import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param name of the field
 * @param file the name of the file that it is, as the client says; null if it is none
 * @param bytes its value
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
record Part(String name, @Nullable String file, byte[] bytes) {}
