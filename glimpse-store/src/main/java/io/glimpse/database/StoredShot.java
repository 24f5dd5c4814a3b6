package io.glimpse.database;

import java.time.Instant;

/**
 * A shot as a list shows it.
 *
 * @param id names it within the bank
 * @param className its class
 * @param source where it came from, as it was given
 * @param digest SHA-256 of its file, hexadecimal; empty where it is not known
 * @param hasThumbnail whether there is a picture of it
 * @param addedBy who added it; empty where nobody is known
 * @param added when it came into the bank
 */
public record StoredShot(
    String id,
    String className,
    String source,
    String digest,
    boolean hasThumbnail,
    String addedBy,
    Instant added) {}
