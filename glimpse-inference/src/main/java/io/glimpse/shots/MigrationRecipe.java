package io.glimpse.shots;

import io.glimpse.argument.Given;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Selection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a bank shall not be as it was when it goes to another encoder, as plain data. The rest is
 * kept: classes, method, augmentations, seed, how pictures are read and clouds are drawn, and those
 * templates, words and parameters that somebody chose.
 *
 * @param selection how parameters are chosen; null for the way of the bank
 * @param templates sentences around the names; none for those that were chosen for the bank, else
 *     the encoder's own
 * @param said of classes, instead of what was said of them before
 * @param local whether small places count, which depends on the encoder
 * @param before what the bank's encoder gave it that nobody asked for
 */
public record MigrationRecipe(
    @Nullable Selection selection,
    List<String> templates,
    ClassDescriptions said,
    LocalMode local,
    EncoderDefaults before) {

  public MigrationRecipe {
    templates = Given.list(templates, "templates");
    Objects.requireNonNull(said, "said");
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(before, "before");
    if (selection == Selection.REFERENCE) {
      throw new ParameterException("a bank is never chosen on test pictures");
    }
  }

  /**
   * All as it was, with small places where they help.
   *
   * @param before see {@link EncoderDefaults#of(io.glimpse.bank.Bank,
   *     io.glimpse.encoder.EncoderOptions)}
   */
  public static MigrationRecipe usual(EncoderDefaults before) {
    return new MigrationRecipe(null, List.of(), ClassDescriptions.NONE, LocalMode.AUTO, before);
  }

  /**
   * The same for thumbnails, which have no more small places than what is left of them.
   *
   * @throws ParameterException if small places are asked for
   */
  MigrationRecipe withoutPlaces() {
    if (local == LocalMode.ON) {
      throw new ParameterException(
          "small places are looked at in the pictures themselves; thumbnails do not show them");
    }
    return new MigrationRecipe(selection, templates, said, LocalMode.OFF, before);
  }
}
