package io.glimpse.database;

import java.util.List;

/**
 * What came of a change that is on the disk.
 *
 * @param snapshot the bank as the change left it; as it is now where the request was repeated
 * @param entry of the history: the change, or the one that left the bank as it is where there was
 *     nothing to change
 * @param added the ids of the shots that it added, in order
 * @param outcome whether it was made now
 */
public record ChangeResult(
    BankSnapshot snapshot, HistoryEntry entry, List<String> added, Outcome outcome) {

  /** Whether a change was made now. */
  public enum Outcome {
    /** It was. */
    CHANGED,
    /** The bank was already as it should be. */
    UNCHANGED,
    /** It was made when the same key came before; entry and ids are of then. */
    REPEATED
  }

  public ChangeResult {
    added = List.copyOf(added);
  }

  /** The version that the change made. */
  public long version() {
    return entry.version();
  }
}
