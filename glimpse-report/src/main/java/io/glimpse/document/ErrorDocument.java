package io.glimpse.document;

/**
 * A file that could not be used.
 *
 * @param error a sentence that names it and the remedy
 */
public record ErrorDocument(String path, String error) {}
