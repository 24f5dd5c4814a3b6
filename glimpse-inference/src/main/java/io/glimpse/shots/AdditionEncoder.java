package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.ClassSet;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.CloudRendering;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Encodes examples for a bank that there is, as its own were encoded, and the texts of a class that
 * is new to it.
 *
 * @param otherwise how clouds are drawn where the bank does not say
 */
record AdditionEncoder(ImagePipeline pipeline, Notes notes, CloudRendering otherwise) {

  /** See {@link BankBuilder#encoding}. */
  ShotEncoding encoding(Bank bank, String name) throws IOException {
    bank.requireUntrained();
    BankBuilder.requireSameEncoder(bank, pipeline.encoder(), name);
    return new ShotEncoding(
        ShotRecipe.ofBank(bank, name),
        PictureReadings.alike(bank, name, pipeline, notes)
            .withViews(CloudRendering.ofBank(bank, name, otherwise).views(notes))
            .withLocal(bank.shots().local() != null)
            .globalsOnly(true));
  }

  /**
   * Puts examples and what goes with their class together.
   *
   * @param said of the class, if it is a new one
   * @param encoded gives the examples, of a set of the one class
   */
  BankAddition of(
      Bank bank,
      String name,
      String className,
      ClassDescriptions said,
      Function<ClassSet, EncodedShots> encoded)
      throws IOException {
    OptionalInt found = bank.classes().find(className);
    String known = found.isPresent() ? bank.classes().name(found.getAsInt()) : className;
    if (!known.equals(className)) {
      notes.note("'" + className + "' is the class '" + known + "' of the bank");
    }
    if (!said.isEmpty() && !pipeline.encoder().readsTexts()) {
      throw new NoTextsException(pipeline.encoder().name());
    }
    if (found.isPresent() && !said.isEmpty()) {
      throw new IllegalArgumentException(
          "class '"
              + known
              + "' is in the bank already, with texts of its own: "
              + bank.prompts().get(found.getAsInt()).get(0));
    }
    ClassSet one = ClassSet.of(known);
    ShotRecipe recipe = ShotRecipe.ofBank(bank, name);
    CloudRendering clouds = CloudRendering.ofBank(bank, name, otherwise);
    EncodedShots shots = encoded.apply(one);
    if (shots.size() == 0) {
      return new BankAddition(bank, known, List.of(), null, null, List.of(), null);
    }
    if (found.isPresent()) {
      // No text is encoded twice.
      int label = found.getAsInt();
      return new BankAddition(
          bank,
          known,
          bank.prompts().get(label),
          bank.text().prompts().get(label),
          shots.toShots(false).keys(),
          shots.shots(),
          shots.places());
    }
    ClassTexts texts = ClassPrompts.encodeOneMore(pipeline.encoder(), bank, known, said, notes);
    return new BankAddition(
        bank,
        known,
        texts.prompts().get(0),
        BankBuilder.fused(texts, recipe, clouds).prompts().get(0),
        shots.toShots(false).keys(),
        shots.shots(),
        shots.places());
  }
}
