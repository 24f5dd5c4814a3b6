package io.glimpse.method;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Monitor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a method is given: classes, texts, shots, validation data, and how to choose parameters. */
public final class Task {

  private final ClassSet classes;
  private final @Nullable TextFeatures text;
  private final @Nullable Shots shots;
  private final @Nullable LabelledFeatures validation;
  private final Selection selection;
  private final long seed;
  private final Monitor monitor;
  private final @Nullable Parameters parameters;
  private final @Nullable Parameters preferred;

  private Task(Builder b) {
    this.classes = b.classes;
    this.text = b.text;
    this.shots = b.shots;
    this.validation = b.validation;
    this.selection = b.selection;
    this.seed = b.seed;
    this.monitor = b.monitor;
    this.parameters = b.parameters;
    this.preferred = b.preferred;
  }

  /**
   * Starts a task on classes that have a text each; if there is none, on their shots alone, as with
   * {@link #of(ClassSet)}.
   */
  public static Builder of(TextFeatures text) {
    Builder b = new Builder(text.classes());
    b.text = text.isNone() ? null : text;
    return b;
  }

  /** Starts a task on classes that are known by their shots alone. */
  public static Builder of(ClassSet classes) {
    return new Builder(classes);
  }

  public ClassSet classes() {
    return classes;
  }

  public @Nullable TextFeatures text() {
    return text;
  }

  public @Nullable Shots shots() {
    return shots;
  }

  public @Nullable LabelledFeatures validation() {
    return validation;
  }

  public Selection selection() {
    return selection;
  }

  /**
   * How a method chooses its parameters: as the task says if the method can, else not at all. The
   * monitor hears of either that a user should know.
   */
  public Selection selection(Method method) {
    if (!method.selections().contains(selection)) {
      monitor.warn(
          "method '"
              + method.name()
              + "' chooses nothing by selection '"
              + selection
              + "'; its parameters stay as they are");
      return Selection.FIXED;
    }
    if (selection == Selection.REFERENCE) {
      monitor.warn(
          "reference: parameters are chosen on the test data themselves, as the published scripts"
              + " do, so the accuracy is too high");
    }
    return selection;
  }

  public long seed() {
    return seed;
  }

  public Monitor monitor() {
    return monitor;
  }

  /** This task with nothing left to choose. */
  Task fixed() {
    Builder b = new Builder(classes);
    b.text = text;
    b.shots = shots;
    b.validation = validation;
    b.seed = seed;
    b.monitor = monitor;
    b.parameters = parameters;
    return new Task(b);
  }

  /** The values given for the method's parameters, or its defaults. */
  public Parameters parameters(Method method) {
    return parameters == null ? Parameters.defaults(method) : parameters;
  }

  /**
   * What a search takes of equally good parameters.
   *
   * @param searched the parameters that it searches
   * @return a value for each, near which it shall end; empty where the first in the published order
   *     is taken
   */
  public double[] preferred(Parameter... searched) {
    if (preferred == null) {
      return new double[0];
    }
    Parameters near = preferred;
    return Arrays.stream(searched).mapToDouble(near::number).toArray();
  }

  /** The texts of a method that cannot do without. */
  public TextFeatures requireText(Method method) {
    if (text == null) {
      throw new IllegalArgumentException("method '" + method.name() + "' needs texts");
    }
    return text;
  }

  /** The shots of a method that cannot do without. */
  public Shots requireShots(Method method) {
    if (shots == null) {
      throw new IllegalArgumentException("method '" + method.name() + "' needs shots");
    }
    return shots;
  }

  /**
   * The prompts' rows of a method that cannot do without, per class.
   *
   * @throws IllegalArgumentException if there is only a text row a class, or no text
   */
  public List<Matrix> requirePrompts(Method method) {
    List<Matrix> prompts = requireText(method).prompts();
    if (prompts.isEmpty()) {
      throw new IllegalArgumentException(
          "method '" + method.name() + "' needs the rows of all prompts, not a text row a class");
    }
    return prompts;
  }

  /**
   * The shots of a method that takes one class a shot, and at least one shot of every class.
   *
   * @throws IllegalArgumentException if there are none, their labels are soft, or naming the first
   *     class without one
   */
  public Cache requireWholeShots(Method method) {
    Cache cache = requireShots(method).cache();
    if (cache.isSoft()) {
      throw new IllegalArgumentException(
          "method '" + method.name() + "' takes one class a shot, not shares of several");
    }
    requireEveryClass(cache);
    return cache;
  }

  /**
   * Refuses a cache in which a class has no shots: the shots alone would never answer with it.
   *
   * @throws IllegalArgumentException naming the first such class
   */
  public void requireEveryClass(Cache cache) {
    boolean[] seen = new boolean[classes.size()];
    for (int shot = 0; shot < cache.size(); shot++) {
      seen[cache.label(shot)] = true;
      for (int c = 0; cache.isSoft() && c < seen.length; c++) {
        seen[c] |= cache.share(shot, c) > 0;
      }
    }
    for (int c = 0; c < seen.length; c++) {
      if (!seen[c]) {
        throw new IllegalArgumentException(
            "class '" + classes.name(c) + "' has no shots; give at least one");
      }
    }
  }

  /** The data that parameters are chosen on, where the selection takes such. */
  public LabelledFeatures requireValidation() {
    if (validation == null) {
      throw new IllegalArgumentException("selection '" + selection + "' needs validation data");
    }
    return validation;
  }

  /** Puts a task together. */
  public static final class Builder {
    private final ClassSet classes;
    private @Nullable TextFeatures text;
    private @Nullable Shots shots;
    private @Nullable LabelledFeatures validation;
    private Selection selection = Selection.FIXED;
    private long seed = 1;
    private Monitor monitor = Monitor.NONE;
    private @Nullable Parameters parameters;
    private @Nullable Parameters preferred;

    private Builder(ClassSet classes) {
      this.classes = classes;
    }

    public Builder shots(@Nullable Shots shots) {
      this.shots = shots;
      return this;
    }

    public Builder validation(@Nullable LabelledFeatures validation) {
      this.validation = validation;
      return this;
    }

    public Builder selection(Selection selection) {
      this.selection = selection;
      return this;
    }

    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    public Builder monitor(Monitor monitor) {
      this.monitor = monitor;
      return this;
    }

    public Builder parameters(Parameters parameters) {
      this.parameters = parameters;
      return this;
    }

    /**
     * Lets a search end near these values, of equally good ones, and not at the first in the
     * published order, which is a corner of its grid.
     */
    public Builder preferring(Parameters values) {
      this.preferred = values;
      return this;
    }

    /**
     * The task, whole and checked.
     *
     * @throws IllegalArgumentException if widths or classes do not fit together, naming which
     */
    public Task build() {
      if (shots != null) {
        shots.labels().requireBelow(classes.size());
        requireWidth("shots", shots.dimension());
      }
      if (validation != null) {
        validation.labels().requireBelow(classes.size());
        requireWidth("validation features", validation.features().dimension());
        if (shots != null && text == null) {
          requireSame(
              "validation features", validation.features().dimension(), "shots", shots.dimension());
        }
      }
      return new Task(this);
    }

    private void requireWidth(String what, int width) {
      if (text != null) {
        requireSame(what, width, "texts", text.dimension());
      }
    }

    private static void requireSame(String a, int widthA, String b, int widthB) {
      if (widthA != widthB) {
        throw new IllegalArgumentException(
            a + " are " + widthA + " wide, but " + b + " are " + widthB + " wide");
      }
    }
  }
}
