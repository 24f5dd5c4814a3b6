package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.local.LocalShots;
import java.util.List;
import java.util.Map;

/**
 * A bank in memory as one version has it. Immutable, and shared by all threads.
 *
 * @param name of the bank
 * @param version of the bank; it grows by one with every change
 * @param bank its whole content; in a bank that is being made, classes may have no shots yet, and
 *     there may be no shot at all
 * @param answering what answers: the bank itself once every class has a shot; until then its texts
 *     alone, by {@code zero-shot}
 */
public record BankSnapshot(String name, long version, Bank bank, Bank answering) {

  /** What a shot takes beside its feature: id, source, and its place among others. */
  private static final int SHOT_BYTES = 400;

  /** What a prompt takes beside its row. */
  private static final int PROMPT_BYTES = 200;

  /** Whether every class has a shot, so that the bank's own method answers. */
  public boolean isTaught() {
    return isTaught(bank);
  }

  /**
   * What it takes in memory, nearly, with a classifier that is a linear layer. Versions that follow
   * each other share most of it.
   */
  public long bytes() {
    long row = Float.BYTES * (long) bank.text().dimension();
    LocalShots local = bank.shots().local();
    long prompts = bank.prompts().stream().mapToLong(List::size).sum();
    return bank.shots().size() * (row + SHOT_BYTES)
        + (prompts + 2L * bank.classes().size()) * (row + PROMPT_BYTES)
        + (local == null ? 0 : local.bytes());
  }

  static boolean isTaught(Bank bank) {
    int[] counts = new int[bank.classes().size()];
    for (int label : bank.cache().labels()) {
      counts[label]++;
    }
    for (int count : counts) {
      if (count == 0) {
        return false;
      }
    }
    return true;
  }

  static BankSnapshot of(String name, long version, Bank bank) {
    return new BankSnapshot(
        name, version, bank, isTaught(bank) ? bank : bank.with("zero-shot", Map.of()));
  }

  /** Name and version. */
  @Override
  public String toString() {
    return "BankSnapshot[" + name + " at " + version + "]";
  }
}
