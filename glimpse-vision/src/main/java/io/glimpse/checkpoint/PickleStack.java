package io.glimpse.checkpoint;

import java.util.ArrayList;
import java.util.List;

/** The values that a pickle is working on, and the marks between them. */
final class PickleStack {

  /** Pickles are written in batches of a thousand; this is for long tuples of sizes. */
  private static final int MOST_VALUES = 100_000;

  private static final int MOST_MARKS = 200;

  private final PickleInput input;
  private final List<Object> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();

  PickleStack(PickleInput input) {
    this.input = input;
  }

  void push(Object value) throws CheckpointException {
    if (values.size() == MOST_VALUES) {
      throw input.refusal("keeps more than " + MOST_VALUES + " values waiting");
    }
    values.add(value);
  }

  void mark() throws CheckpointException {
    if (marks.size() == MOST_MARKS) {
      throw input.refusal("nests deeper than " + MOST_MARKS + " levels");
    }
    marks.add(values.size());
  }

  Object pop() throws CheckpointException {
    Object top = top();
    values.remove(values.size() - 1);
    return top;
  }

  /** The topmost value, which stays; a mark hides what lies below it. */
  Object top() throws CheckpointException {
    int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    if (values.size() <= floor) {
      throw input.refusal("takes a value from an empty stack");
    }
    return values.get(values.size() - 1);
  }

  /** Takes all values above the topmost mark, lowest first, and the mark. */
  List<Object> popToMark() throws CheckpointException {
    if (marks.isEmpty()) {
      throw input.refusal("goes back to a mark that is not there");
    }
    List<Object> above = values.subList(marks.remove(marks.size() - 1), values.size());
    List<Object> taken = new ArrayList<>(above);
    above.clear();
    return taken;
  }
}
