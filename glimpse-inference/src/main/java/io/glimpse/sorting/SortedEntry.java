package io.glimpse.sorting;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One picture's way into a sorted folder and back, as its journal has it.
 *
 * @param number in the journal, from 1
 * @param from where it lay, absolute
 * @param to where it was put, absolute
 * @param size in bytes
 * @param state how far it has come
 * @param digest SHA-256 of a copy, by which one that was changed is known; null for others
 * @param back where it goes when it is taken back; null before
 */
record SortedEntry(
    int number,
    Placing placing,
    Path from,
    Path to,
    long size,
    State state,
    @Nullable String digest,
    @Nullable Path back) {

  /** How far a picture has come. */
  enum State {
    /** It was about to be put there; only the disk knows whether it was. */
    BEGUN,
    DONE,
    /** It is where it was. */
    FAILED,
    /** It was about to be taken back; only the disk knows. */
    GOING_BACK,
    UNDONE
  }

  /** The folder of its class. */
  Path folder() {
    return Objects.requireNonNull(to.getParent());
  }

  SortedEntry with(State other) {
    return new SortedEntry(number, placing, from, to, size, other, digest, back);
  }

  SortedEntry done(@Nullable String sha256) {
    return new SortedEntry(number, placing, from, to, size, State.DONE, sha256, null);
  }

  /** On its way back, as large as it is by now. */
  SortedEntry goingBack(Path target, long now) {
    return new SortedEntry(number, placing, from, to, now, State.GOING_BACK, digest, target);
  }

  /** Whether the folder holds nothing of it. */
  boolean isNowhere() {
    return state == State.FAILED || state == State.UNDONE;
  }

  boolean isDone() {
    return state == State.DONE;
  }
}
