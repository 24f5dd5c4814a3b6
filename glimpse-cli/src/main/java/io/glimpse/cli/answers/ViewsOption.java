package io.glimpse.cli.answers;

import io.glimpse.cli.console.UsageException;
import io.glimpse.method.ParameterException;
import io.glimpse.shots.BankRecipe;

/** What {@code --views} may be. */
public final class ViewsOption {

  private ViewsOption() {}

  /**
   * The number, checked.
   *
   * @throws UsageException naming the option
   */
  public static int checked(int views) {
    try {
      BankRecipe.requireAugmentations(views);
    } catch (ParameterException e) {
      throw new UsageException("--" + e.getMessage());
    }
    return views;
  }
}
