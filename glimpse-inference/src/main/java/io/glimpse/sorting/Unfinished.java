package io.glimpse.sorting;

import io.glimpse.sorting.SortedEntry.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Finds out what became of pictures that a journal has begun with and not ended. */
final class Unfinished {

  private Unfinished() {}

  /** Ends all of them, one way or the other, and writes it down. */
  static void settle(SortingJournal journal, Carrier carrier) throws IOException {
    for (SortedEntry entry : journal.state().entries()) {
      if (entry.state() == State.BEGUN || entry.state() == State.GOING_BACK) {
        SortedEntry settled = settle(entry, carrier);
        switch (settled.state()) {
          case DONE -> journal.done(settled, settled.digest());
          case UNDONE -> journal.undone(settled);
          default -> journal.failed(settled);
        }
      }
    }
  }

  /**
   * Ends one.
   *
   * @return it, as done or failed; or of what was going back, as undone or still done
   */
  static SortedEntry settle(SortedEntry entry, Carrier carrier) throws IOException {
    if (entry.state() == State.GOING_BACK) {
      Path back = Objects.requireNonNull(entry.back());
      boolean gone =
          entry.placing() == Placing.MOVE
              ? carrier.settleMove(entry.to(), back, entry.number(), entry.size())
              : !Carrier.exists(entry.to());
      return gone ? entry.with(State.UNDONE) : entry.done(entry.digest());
    }
    return switch (entry.placing()) {
      case MOVE ->
          carrier.settleMove(entry.from(), entry.to(), entry.number(), entry.size())
              ? entry.done(null)
              : entry.with(State.FAILED);
      case COPY -> {
        String digest = carrier.settleCopy(entry.from(), entry.to(), entry.number());
        yield digest.isEmpty() ? entry.with(State.FAILED) : entry.done(digest);
      }
      case LINK -> SortUndo.isAsMade(entry) ? entry.done(null) : entry.with(State.FAILED);
    };
  }
}
