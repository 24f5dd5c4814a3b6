package io.glimpse.input;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.ClassSet;
import io.glimpse.progress.Notes;
import java.util.List;

/**
 * Decides what is said of classes, in which sentences, and encodes it: the one way for classes that
 * are known by name and for those that have examples, too.
 *
 * <p>What a user says of a class holds. Else its name does, in English where it is read as a word
 * of another language. A name that says nothing goes to the encoder as it is where there is nothing
 * else to go by, and counts for nothing beside examples.
 */
public final class ClassPrompts {

  private ClassPrompts() {}

  /**
   * Encodes the texts of classes that are known by them alone.
   *
   * @param said of them by the user
   * @param asked templates of the user's; none for the usual ones
   * @param usual templates; none for the encoder's own
   * @param notes hear what was left aside, what names were taken for, and how far it has come
   */
  public static ClassTexts encode(
      Encoder encoder,
      ClassSet classes,
      ClassDescriptions said,
      List<String> asked,
      List<String> usual,
      Notes notes) {
    return encode(encoder, classes, said, templates(encoder, asked, usual, notes), false, notes);
  }

  /** As {@link #encode}, of classes that have examples, too. */
  public static ClassTexts encodeBesideExamples(
      Encoder encoder,
      ClassSet classes,
      ClassDescriptions said,
      List<String> asked,
      List<String> usual,
      Notes notes) {
    return encode(encoder, classes, said, templates(encoder, asked, usual, notes), true, notes);
  }

  private static ClassTexts encode(
      Encoder encoder,
      ClassSet classes,
      ClassDescriptions said,
      List<String> templates,
      boolean examples,
      Notes notes) {
    said.requireAmong(classes);
    if (!encoder.readsTexts()) {
      return none(encoder, classes, said, examples);
    }
    NamesRead names = NamesRead.of(encoder, classes, said, notes);
    names.tell(examples, notes);
    ClassDescriptions words = names.words(examples).with(said);
    ClassTexts texts = ClassTexts.of(encoder, classes, words, templates, notes);
    SameTexts.tell(encoder.name(), texts, examples ? names.mute() : List.of(), notes);
    return texts;
  }

  /**
   * The texts with an encoder that takes none.
   *
   * @throws NoTextsException if there is nothing else to go by, or the user says something of a
   *     class
   */
  private static ClassTexts none(
      Encoder encoder, ClassSet classes, ClassDescriptions said, boolean examples) {
    if (!examples || !said.isEmpty()) {
      throw new NoTextsException(encoder.name());
    }
    return ClassTexts.none(encoder, classes);
  }

  /** Tells that answers among these classes say nothing, if there is only one. */
  public static void tellOfOne(ClassSet classes, Notes notes) {
    if (classes.size() == 1) {
      notes.note(
          "there is one class only, and every picture is of it: its probability of 100 % says"
              + " nothing; name what else it could be");
    }
  }

  /**
   * Encodes the text of one more class of a bank, in the templates of the others.
   *
   * @param bank whose names tell the language
   * @param said of the class by the user
   */
  public static ClassTexts encodeOneMore(
      Encoder encoder, Bank bank, String className, ClassDescriptions said, Notes notes) {
    return encodeBeside(encoder, bank, bank.classes().with(className), className, said, notes);
  }

  /** As {@link #encodeOneMore}, of a class that the bank has already. */
  public static ClassTexts encodeAnew(
      Encoder encoder, Bank bank, String className, ClassDescriptions said, Notes notes) {
    return encodeBeside(encoder, bank, bank.classes(), className, said, notes);
  }

  private static ClassTexts encodeBeside(
      Encoder encoder,
      Bank bank,
      ClassSet all,
      String className,
      ClassDescriptions said,
      Notes notes) {
    ClassSet one = ClassSet.of(className);
    said.requireAmong(one);
    if (!encoder.readsTexts()) {
      return none(encoder, one, said, true);
    }
    NamesRead names = NamesRead.of(encoder, all, said, notes).of(className);
    names.tell(true, notes);
    ClassTexts texts =
        ClassTexts.of(encoder, one, names.words(true).with(said), bank.templates(), notes);
    if (names.mute().isEmpty()) {
      SameTexts.tell(encoder.name(), texts.prompts().get(0), className, bank, notes);
    }
    return texts;
  }

  /**
   * Whether the texts of a class of a bank are what its name gave, and nobody's own words.
   *
   * @param label of the class
   */
  public static boolean areOfName(Bank bank, int label) {
    List<String> prompts = bank.prompts().get(label);
    return NamesRead.phrases(bank.classes().names(), label).stream()
        .anyMatch(
            phrase ->
                bank.templates().stream()
                    .map(template -> ClassTexts.prompt(template, phrase))
                    .toList()
                    .equals(prompts));
  }

  /**
   * The templates to use: those that were asked for, else {@code usual} ones, else the encoder's
   * own.
   */
  public static List<String> templates(
      Encoder encoder, List<String> asked, List<String> usual, Notes notes) {
    if (asked.isEmpty()) {
      return usual.isEmpty() ? encoder.templates() : usual;
    }
    if (!encoder.readsTexts()) {
      notes.note("encoder '" + encoder.name() + "' takes no texts; templates are left aside");
      return encoder.templates();
    }
    if (encoder.usesBareNames() && !asked.equals(List.of("{}"))) {
      notes.note(
          "encoder '" + encoder.name() + "' does best with bare names; templates are left aside");
      return List.of("{}");
    }
    return asked;
  }
}
