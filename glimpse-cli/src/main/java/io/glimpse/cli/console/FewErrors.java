package io.glimpse.cli.console;

import java.util.HashMap;
import java.util.Map;

/**
 * Which failures of single files are worth a line: a few of each kind, so that fifty thousand files
 * that are no pictures do not hide the one that cannot be read.
 */
final class FewErrors {

  /** Lines of one kind. */
  private static final int OF_A_KIND = 20;

  /** Lines of all kinds together, beside the first of each. */
  private static final int IN_ALL = 50;

  /** Where so many differ, none is a kind any more. */
  private static final int MOST_KINDS = 100;

  private final Map<String, Integer> kinds = new HashMap<>();
  private int shown;
  private long hidden;

  /** Whether a failure is shown; else it is counted. */
  boolean shows(String name, String message) {
    String kind = (name.isEmpty() ? message : message.replace(name, "")).replaceAll("\\d+", "#");
    boolean isNew = !kinds.containsKey(kind) && kinds.size() < MOST_KINDS;
    int count = isNew || kinds.containsKey(kind) ? kinds.merge(kind, 1, Integer::sum) : OF_A_KIND;
    if (isNew || (count <= OF_A_KIND && shown < IN_ALL)) {
      shown++;
      return true;
    }
    hidden++;
    return false;
  }

  /** How many were counted since this was last asked. */
  long takeHidden() {
    long count = hidden;
    hidden = 0;
    return count;
  }
}
