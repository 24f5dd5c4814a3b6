package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.Provenance;
import io.glimpse.multiview.Fusion;

/**
 * What stands for an example: a picture itself, augmented views of it, or what the views of a point
 * cloud become.
 *
 * @param count 1 for the example itself, else the number of augmented views
 * @param seed of the augmented views
 * @param kind what the examples are
 * @param fusion how the views of a cloud become one feature
 */
record ShotViews(int count, long seed, BankKind kind, Fusion fusion) {

  private static final int MOST = 1000;

  /** Those that a command line asks for. */
  static ShotViews ofOption(int count, long seed, BankKind kind, Fusion fusion) {
    if (count < 1 || count > MOST) {
      throw new UsageException("--views must be 1 to " + MOST + ", not " + count);
    }
    if (count > 1 && kind == BankKind.CLOUDS) {
      // Crops and mirroring are for pictures.
      throw new UsageException(
          "--views is for pictures; point clouds have the views of their --preset");
    }
    return new ShotViews(count, seed, kind, fusion);
  }

  /** Those that the shots of a bank were made of. */
  static ShotViews ofBank(Bank bank, Object file) {
    Provenance how = bank.provenance();
    if (how.views() < 1 || how.views() > MOST) {
      throw new CommandException(
          file
              + ": the provenance says "
              + how.views()
              + " views a shot; 1 to "
              + MOST
              + " can be");
    }
    CloudDrawing drawing = bank.clouds();
    return new ShotViews(
        how.views(),
        how.seed(),
        BankKind.of(bank),
        drawing == null ? Fusion.AVERAGED : drawing.fusion());
  }

  boolean isPlain() {
    return count == 1;
  }

  /** The same without augmentation. */
  ShotViews plain() {
    return new ShotViews(1, seed, kind, fusion);
  }
}
