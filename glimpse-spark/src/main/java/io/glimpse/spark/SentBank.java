package io.glimpse.spark;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import java.io.IOException;

/**
 * Examples.
 *
 * @param name for messages
 * @param file as {@link BankFile} writes it; not modified
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
record SentBank(String name, byte[] file) implements SentClassifier {

  private static final long serialVersionUID = 1L;

  @Override
  public Bank bank() throws IOException {
    return BankFile.read(name, file);
  }
}
