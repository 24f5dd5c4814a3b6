package io.glimpse.review;

/**
 * A class with so few shots that little is known of it.
 *
 * @param label the class
 * @param shots how many it has
 * @param usual how many the classes have, their median
 */
public record ThinClass(int label, int shots, int usual) {

  /** Whether it has one shot only, without which nothing is left of the class but its texts. */
  public boolean isSingle() {
    return shots == 1;
  }
}
