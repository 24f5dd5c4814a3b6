package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.Provenance;
import io.glimpse.file.InputException;
import io.glimpse.multiview.Fusion;

/**
 * What stands for an example: an image itself, augmentations of it, or what the views of a point
 * cloud become.
 *
 * @param augmentations 1 for the example itself, else the number of augmentations whose mean it is
 * @param seed of the augmentations
 * @param kind what the examples are
 * @param fusion how the views of a cloud become one feature
 */
record ShotRecipe(int augmentations, long seed, BankKind kind, Fusion fusion) {

  /**
   * That of the shots of a bank.
   *
   * @param name of the bank, for messages
   * @throws InputException if the bank says what cannot be
   */
  static ShotRecipe ofBank(Bank bank, String name) throws InputException {
    Provenance provenance = bank.provenance();
    if (provenance.views() < 1 || provenance.views() > BankRecipe.MOST_AUGMENTATIONS) {
      throw new InputException(
          name,
          "the provenance says "
              + provenance.views()
              + " views a shot; 1 to "
              + BankRecipe.MOST_AUGMENTATIONS
              + " can be");
    }
    CloudDrawing drawing = bank.clouds();
    return new ShotRecipe(
        provenance.views(),
        provenance.seed(),
        BankKind.of(bank),
        drawing == null ? Fusion.AVERAGED : drawing.fusion());
  }

  /** Whether there are no augmentations. */
  boolean isPlain() {
    return augmentations == 1;
  }

  /** The same without augmentations. */
  ShotRecipe plain() {
    return new ShotRecipe(1, seed, kind, fusion);
  }
}
