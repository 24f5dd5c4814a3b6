package io.glimpse.database;

import java.time.Instant;
import java.util.List;

/**
 * A bank in short.
 *
 * @param name of the bank
 * @param version as it is now
 * @param encoder the name of the encoder of its features
 * @param method by which it answers
 * @param changed when it became what it is
 * @param classes in order
 */
public record BankSummary(
    String name,
    long version,
    String encoder,
    String method,
    Instant changed,
    List<ClassSummary> classes) {

  public BankSummary {
    classes = List.copyOf(classes);
  }

  /**
   * A class in short.
   *
   * @param name of the class
   * @param shots how many there are
   */
  public record ClassSummary(String name, int shots) {}
}
