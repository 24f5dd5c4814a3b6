package io.glimpse.method;

import java.util.Arrays;
import java.util.List;

/** How a method's parameters are chosen. */
public enum Selection {
  /** Not at all: those given, or the defaults. */
  FIXED("fixed"),
  /** By the accuracy on validation data. */
  VALIDATION("val"),
  /** By the accuracy on the shots, each answered without itself. */
  LEAVE_ONE_OUT("loo"),
  /**
   * By the accuracy on the test data themselves, as the published scripts do. The task's validation
   * data are the test data then, and whatever comes out is labelled so.
   */
  REFERENCE("reference");

  private final String label;

  Selection(String label) {
    this.label = label;
  }

  /** The word on the command line. */
  public String label() {
    return label;
  }

  /**
   * The selection of that label.
   *
   * @throws ParameterException if there is none, suggesting the nearest
   */
  public static Selection of(String label) {
    List<String> labels = Arrays.stream(values()).map(Selection::label).toList();
    int i = labels.indexOf(label);
    if (i < 0) {
      throw new ParameterException(
          "there is no selection '" + label + "'" + NearestName.hint(label, labels));
    }
    return values()[i];
  }

  @Override
  public String toString() {
    return label;
  }
}
