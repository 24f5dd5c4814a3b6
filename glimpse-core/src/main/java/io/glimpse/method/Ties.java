package io.glimpse.method;

import java.util.Arrays;
import java.util.List;

/** Which of equally good parameters a search takes. */
public enum Ties {
  /** The first in the order of the published scripts. */
  FIRST("first"),
  /** Those nearest to the values that are the defaults where nothing is chosen. */
  DEFAULT("default");

  private final String label;

  Ties(String label) {
    this.label = label;
  }

  /** The word on the command line. */
  public String label() {
    return label;
  }

  /**
   * The one of that label.
   *
   * @throws ParameterException if there is none, suggesting the nearest
   */
  public static Ties of(String label) {
    List<String> labels = Arrays.stream(values()).map(Ties::label).toList();
    int i = labels.indexOf(label);
    if (i < 0) {
      throw new ParameterException(
          "ties are broken by first or default, not '"
              + label
              + "'"
              + NearestName.hint(label, labels));
    }
    return values()[i];
  }

  @Override
  public String toString() {
    return label;
  }
}
