package io.glimpse.database;

import java.time.Instant;

/**
 * A version of a bank that somebody gave a name, to come back to.
 *
 * @param name that was given
 * @param version of the bank
 * @param at when it was named
 * @param who named it; empty where nobody is known
 */
public record NamedVersion(String name, long version, Instant at, String who) {}
