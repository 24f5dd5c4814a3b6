package io.glimpse.shots;

import io.glimpse.bank.Bank;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where banks are kept by name. Readers see whole banks; a change is made alone, and either all of
 * it is kept or nothing. Any number of threads and processes may share a store.
 */
public interface BankStore {

  /** The names of all banks, sorted. */
  List<String> names() throws IOException;

  /**
   * A bank as it is now.
   *
   * @return empty if there is none of that name
   * @throws IOException if it cannot be read or is damaged, naming it
   */
  Optional<Bank> find(String name) throws IOException;

  /**
   * A bank as it is now.
   *
   * @throws IOException if there is none of that name, or it cannot be read or is damaged
   */
  Bank read(String name) throws IOException;

  /**
   * What is equal as long as a bank is the same, for whoever keeps what he made of it. A store that
   * can tell without reading the bank does so; otherwise it is the bank itself.
   *
   * @return empty if there is none of that name
   * @throws IOException if it cannot be told
   */
  default Optional<Object> version(String name) throws IOException {
    return find(name).map(Object.class::cast);
  }

  /** Keeps a bank under a name, whether there was one before or not. */
  void put(String name, Bank bank) throws IOException;

  /**
   * Changes a bank: while it is at work nobody else changes the same bank.
   *
   * @param change gets the bank as it is and gives what it shall be; called once, and must not
   *     change a bank of the same store
   * @return what it is now
   * @throws IOException if there is no such bank, or {@code change} or the writing fails; it is as
   *     it was then
   */
  Bank change(String name, Change change) throws IOException;

  /**
   * Removes a bank.
   *
   * @return whether there was one
   */
  boolean remove(String name) throws IOException;

  /** What becomes of a bank. */
  @FunctionalInterface
  interface Change {
    Bank of(Bank bank) throws IOException;
  }
}
