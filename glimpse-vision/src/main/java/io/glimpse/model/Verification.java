package io.glimpse.model;

import java.util.List;

/**
 * What reading a whole model again showed.
 *
 * @param name of the model
 * @param bytes that were read
 * @param problems a sentence for each file that is not as it was; empty if all is well
 */
public record Verification(String name, long bytes, List<String> problems) {

  public Verification {
    problems = List.copyOf(problems);
  }

  /** Whether every file is as it was. */
  public boolean isWhole() {
    return problems.isEmpty();
  }
}
