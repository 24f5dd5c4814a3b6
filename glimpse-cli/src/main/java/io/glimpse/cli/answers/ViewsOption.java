package io.glimpse.cli.answers;

import io.glimpse.cli.console.UsageException;
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
    if (views < 1 || views > BankRecipe.MOST_AUGMENTATIONS) {
      throw new UsageException(
          "--views must be 1 to " + BankRecipe.MOST_AUGMENTATIONS + ", not " + views);
    }
    return views;
  }
}
