package io.glimpse.method;

/** What a method cannot do without. */
public enum Need {
  /** A text row for every class. */
  TEXT,
  /** The row of every prompt of a class, not only their mean. */
  PROMPTS,
  /** At least one shot. */
  SHOTS,
  /** Spatial tokens of the pictures that are asked about. */
  TOKENS,
  /** Spatial tokens of the shots as well. */
  SHOT_TOKENS,
  /** Features of pictures as the encoder gives them, not unit rows. */
  RAW,
  /** Objects of several views, whose features lie behind each other in one row. */
  VIEWS
}
