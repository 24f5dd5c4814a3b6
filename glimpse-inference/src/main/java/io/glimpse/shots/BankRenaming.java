package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.CloudRendering;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another name for a class of a bank, which may change meanwhile.
 *
 * <p>Texts that were made of the old name are made of the new one; others were somebody's choice
 * and stay. So do the texts of a bank that was trained with them.
 *
 * @param className the class as it is called
 * @param otherName what it shall be called
 * @param oldPrompts what its text rows were made of
 * @param prompts what its new text rows were made of; {@code oldPrompts} where they stay
 * @param promptRows a unit row of each; null where the texts stay
 */
public record BankRenaming(
    String className,
    String otherName,
    List<String> oldPrompts,
    List<String> prompts,
    @Nullable Matrix promptRows) {

  public BankRenaming {
    oldPrompts = List.copyOf(oldPrompts);
    prompts = List.copyOf(prompts);
  }

  /**
   * Whether the texts of a class are to be encoded anew for another name.
   *
   * @throws IllegalArgumentException if there is no such class
   */
  public static boolean needsTexts(Bank bank, String className) {
    int label = bank.texts().require(className);
    return !bank.fitted().isTrained() && ClassPrompts.areOfName(bank, label);
  }

  /**
   * A renaming under which the texts stay.
   *
   * @throws IllegalArgumentException if there is no such class, or the other name is taken or blank
   */
  public static BankRenaming ofLabel(Bank bank, String className, String otherName) {
    bank.rename(className, otherName);
    List<String> prompts = promptsOf(bank, className);
    return new BankRenaming(className, otherName, prompts, prompts, null);
  }

  /**
   * A renaming with texts of the other name.
   *
   * @param name of the bank, for messages
   * @param said of the class beyond its other name
   * @param notes hear what the other name was taken for
   * @throws IOException if the bank is of another encoder
   * @throws IllegalArgumentException if there is no such class, or the other name is taken or blank
   */
  public static BankRenaming ofTexts(
      Bank bank,
      String name,
      String className,
      String otherName,
      ClassDescriptions said,
      Encoder encoder,
      Notes notes)
      throws IOException {
    BankBuilder.requireSameEncoder(bank, encoder, name);
    Bank renamed = bank.rename(className, otherName);
    ShotRecipe recipe = ShotRecipe.ofBank(bank, name);
    CloudRendering clouds = CloudRendering.ofBank(bank, name, CloudRendering.usual());
    ClassTexts texts = ClassPrompts.encodeAnew(encoder, renamed, otherName, said, notes);
    return new BankRenaming(
        className,
        otherName,
        promptsOf(bank, className),
        texts.prompts().get(0),
        BankBuilder.fused(texts, recipe, clouds).prompts().get(0));
  }

  private static List<String> promptsOf(Bank bank, String className) {
    return bank.prompts().get(bank.texts().require(className));
  }

  /** Whether the class gets other texts. */
  public boolean isOfTexts() {
    return promptRows != null;
  }

  /**
   * A bank with the class by its other name.
   *
   * @param bank that the texts were encoded for, as it is now
   * @throws IllegalArgumentException if the class is gone, the other name was taken, or its texts
   *     were changed meanwhile
   */
  public Bank to(Bank bank) {
    if (promptRows == null) {
      return bank.rename(className, otherName);
    }
    if (!promptsOf(bank, className).equals(oldPrompts)) {
      throw new IllegalArgumentException(
          "the texts of class '" + className + "' were changed meanwhile; rename it again");
    }
    return bank.rename(className, otherName, prompts, promptRows);
  }
}
