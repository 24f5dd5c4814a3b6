package io.glimpse.sorting;

import io.glimpse.method.Prediction;

/**
 * Where an answered picture belongs: with a class, or with those that were not taken for any.
 *
 * @param name of the class; empty for the others
 */
public record Destination(Kind kind, String name) {

  /** What a picture was taken for. */
  public enum Kind {
    /** One of the classes. */
    CLASS,
    /** None of the classes. */
    NONE_OF_THESE,
    /** One of the classes, but with too small a probability. */
    UNSURE
  }

  /** Of pictures of none of the classes. */
  public static final Destination NONE_OF_THESE = new Destination(Kind.NONE_OF_THESE, "");

  /** Of pictures whose class is not sure enough. */
  public static final Destination UNSURE = new Destination(Kind.UNSURE, "");

  /** That of a class. */
  public static Destination ofClass(String name) {
    return new Destination(Kind.CLASS, name);
  }

  /**
   * That of an answer. None of the classes comes before unsure.
   *
   * @param least probability with which a class counts, 0 to 1
   */
  public static Destination of(Prediction prediction, double least) {
    if (prediction.isUnknown()) {
      return NONE_OF_THESE;
    }
    Prediction.Ranked best = prediction.best();
    return best.probability() < least ? UNSURE : ofClass(best.name());
  }
}
