package io.glimpse.cli;

import io.glimpse.bank.Provenance;

/**
 * What stands for a picture: itself, or augmented views of it.
 *
 * @param count 1 for the picture itself, else the number of views
 * @param seed of the views
 */
record ShotViews(int count, long seed) {

  private static final int MOST = 1000;

  /** Every picture as it is. */
  static final ShotViews PLAIN = new ShotViews(1, 0);

  /** Those that a command line asks for. */
  static ShotViews ofOption(int count, long seed) {
    if (count < 1 || count > MOST) {
      throw new UsageException("--views must be 1 to " + MOST + ", not " + count);
    }
    return new ShotViews(count, seed);
  }

  /** Those that the shots of a bank were made of. */
  static ShotViews ofBank(Provenance how, Object file) {
    if (how.views() < 1 || how.views() > MOST) {
      throw new CommandException(
          file
              + ": the provenance says "
              + how.views()
              + " views a shot; 1 to "
              + MOST
              + " can be");
    }
    return new ShotViews(how.views(), how.seed());
  }

  boolean isPlain() {
    return count == 1;
  }
}
