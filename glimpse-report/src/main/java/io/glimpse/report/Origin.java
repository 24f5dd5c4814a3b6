package io.glimpse.report;

import java.time.Instant;

/**
 * Where the figures of a report come from.
 *
 * @param version of Glimpse
 * @param encoder its name
 * @param fingerprint SHA-256 of its weights and preprocessing, in hex
 * @param command the command line that was run, as typed
 * @param time when; shown in UTC, to the second
 */
public record Origin(
    String version, String encoder, String fingerprint, String command, Instant time) {}
