package io.glimpse.shots;

import io.glimpse.bank.Shot;

/**
 * A shot that cannot be encoded anew.
 *
 * @param shot what is left of it
 * @param className its class
 * @param why its picture is not to be had
 */
public record LostShot(Shot shot, String className, Why why) {

  /** Why a picture is not to be had. */
  public enum Why {
    /** There is no regular file at its path. */
    GONE("the file is gone"),
    /** The file is there and holds something else. */
    CHANGED("the file has changed since it was encoded"),
    /** The file is there and cannot be read. */
    UNREADABLE("the file cannot be read"),
    /** There never was a picture. */
    FEATURES("the shot was a row of features, which has no picture"),
    /** Its thumbnail is smaller than what the encoder looks at. */
    SMALL("the file is not there as it was, and its thumbnail is smaller than the encoder's input"),
    /** Its thumbnail cannot be read. */
    BROKEN("the file is not there as it was, and its thumbnail cannot be read");

    private final String sentence;

    Why(String sentence) {
      this.sentence = sentence;
    }

    /** For people, without a full stop. */
    public String sentence() {
      return sentence;
    }
  }

  /** The path, what is wrong with it, and the shot. */
  public String sentence() {
    return String.format(
        "%s: %s (shot %s of '%s')", shot.source(), why.sentence(), shot.id(), className);
  }
}
