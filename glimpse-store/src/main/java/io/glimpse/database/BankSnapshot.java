package io.glimpse.database;

import io.glimpse.bank.Bank;
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

  /** Whether every class has a shot, so that the bank's own method answers. */
  public boolean isTaught() {
    return isTaught(bank);
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
