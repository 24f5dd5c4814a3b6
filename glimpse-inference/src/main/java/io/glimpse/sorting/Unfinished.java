package io.glimpse.sorting;

import io.glimpse.progress.Notes;
import io.glimpse.sorting.SortedEntry.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Finds out what became of pictures that a journal has begun with and not ended. By a journal that
 * came with its folder nothing outside of that folder is touched.
 */
final class Unfinished {

  private Unfinished() {}

  /**
   * Ends all of them, one way or the other, and writes it down.
   *
   * @param shown the folder as it was given
   */
  static void settle(Path shown, SortingJournal journal, Carrier carrier, Notes notes)
      throws IOException {
    boolean refused = false;
    for (SortedEntry entry : journal.state().entries()) {
      if (entry.state() == State.BEGUN || entry.state() == State.GOING_BACK) {
        boolean foreign = entry.placing() == Placing.MOVE && !journal.isKnown();
        refused |= foreign;
        SortedEntry settled = foreign ? settleInside(entry, carrier) : settle(entry, carrier);
        switch (settled.state()) {
          case DONE -> journal.done(settled, settled.digest());
          case UNDONE -> journal.undone(settled);
          default -> journal.failed(settled);
        }
      }
    }
    if (refused) {
      notes.note(
          shown
              + ": this journal was made elsewhere, or is not remembered here; what it began to move"
              + " and did not end stays as it is outside of the folder");
    }
  }

  /**
   * Ends one of a journal that is one's own, or of those that are no moves.
   *
   * @return it, as done or failed; or of what was going back, as undone or still done
   */
  static SortedEntry settle(SortedEntry entry, Carrier carrier) throws IOException {
    if (leadsElsewhere(entry)
        || (entry.placing() == Placing.MOVE && !Carrier.isPlain(entry.to()))
        || (entry.placing() == Placing.MOVE && !Carrier.isPlain(outside(entry)))) {
      return settleInside(entry, carrier);
    }
    if (entry.state() == State.GOING_BACK) {
      boolean gone =
          entry.placing() == Placing.MOVE
              ? carrier.settleMove(entry.to(), outside(entry), entry.number(), entry.size())
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

  private static Path outside(SortedEntry entry) {
    Path back = entry.back();
    return back == null ? entry.from() : back;
  }

  /** Ends one by what the folder holds. */
  private static SortedEntry settleInside(SortedEntry entry, Carrier carrier) throws IOException {
    if (entry.state() == State.GOING_BACK) {
      return leadsElsewhere(entry) || Carrier.exists(entry.to())
          ? entry.done(entry.digest())
          : entry.with(State.UNDONE);
    }
    return !leadsElsewhere(entry)
            && entry.placing() == Placing.MOVE
            && carrier.settleArrival(entry.from(), entry.to(), entry.number())
        ? entry.done(null)
        : entry.with(State.FAILED);
  }

  /** Whether something else, perhaps a link, has the place of the folder of a class. */
  private static boolean leadsElsewhere(SortedEntry entry) {
    return Carrier.exists(entry.folder())
        && !Files.isDirectory(entry.folder(), LinkOption.NOFOLLOW_LINKS);
  }
}
