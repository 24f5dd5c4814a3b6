package io.glimpse.server.document;

/**
 * Whether the service is well.
 *
 * @param status {@code up}, or {@code stopping}
 */
public record HealthDocument(String status) {}
