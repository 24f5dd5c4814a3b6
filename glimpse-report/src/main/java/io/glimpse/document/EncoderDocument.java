package io.glimpse.document;

/**
 * Which encoder answered.
 *
 * @param fingerprint of its model and precision
 */
public record EncoderDocument(String name, String fingerprint) {}
