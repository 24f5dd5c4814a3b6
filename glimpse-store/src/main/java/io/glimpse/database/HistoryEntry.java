package io.glimpse.database;

import java.time.Instant;

/**
 * One change of a bank.
 *
 * @param version that it made
 * @param at when
 * @param who made it; empty where nobody is known
 * @param kind of change
 * @param what was done, as a clause: {@code added 1 shot to 'cat'}
 * @param target the version that was taken back to, of {@link Kind#UNDO} and {@link Kind#RESTORE};
 *     0 for others, and where a change was undone that others had followed
 * @param undone whether it was undone
 */
public record HistoryEntry(
    long version, Instant at, String who, Kind kind, String what, long target, boolean undone) {

  /** Kinds of changes. */
  public enum Kind {
    /** The bank was made. */
    CREATE,
    /** Shots or classes came, went, or changed. */
    EDIT,
    /** Method, parameters or calibration alone changed. */
    FIT,
    /** Another bank took its place. */
    REPLACE,
    /** A change was undone. */
    UNDO,
    /** An older version was taken back to. */
    RESTORE
  }
}
