package io.glimpse.input;

import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.lexicon.Lexicon;
import io.glimpse.lexicon.NameReader;
import io.glimpse.lexicon.Reading;
import io.glimpse.listing.FewNames;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What names of classes, of which a user says nothing more, were taken for. */
final class NamesRead {

  /** What is said of a class whose name says nothing, so that its text speaks for no class. */
  static final String ANYTHING = "object";

  /** Names in a note; a longer one is not read. */
  private static final int NAMED = 30;

  private final List<Reading> readings;

  private NamesRead(List<Reading> readings) {
    this.readings = readings;
  }

  /** Reads the names that need it; none where an encoder knows all of them by heart. */
  static NamesRead of(Encoder encoder, ClassSet classes, ClassDescriptions said, Notes notes) {
    List<String> names = classes.names().stream().filter(n -> said.of(n) == null).toList();
    if (!encoder.readsEnglishAlone() || names.stream().allMatch(encoder::wasTaught)) {
      return new NamesRead(List.of());
    }
    Optional<Lexicon> lexicon = lexicon(notes);
    return new NamesRead(
        lexicon.isEmpty()
            ? List.of()
            : new NameReader(lexicon.get(), encoder::wasTaught, encoder::knowsWord).read(names));
  }

  /** All that the name of a class may have become, with an encoder that reads English. */
  static List<String> phrases(List<String> names, int label) {
    List<String> phrases = new ArrayList<>(List.of(names.get(label), ANYTHING));
    lexicon(Notes.SILENT)
        .map(lexicon -> new NameReader(lexicon, name -> false, word -> false).read(names))
        .ifPresent(readings -> phrases.add(readings.get(label).words()));
    return phrases;
  }

  private static Optional<Lexicon> lexicon(Notes notes) {
    try {
      Optional<Lexicon> lexicon = Lexicon.open();
      if (lexicon.isEmpty()) {
        notes.note("the lexicon is not part of this program, so names are taken as they are");
      } else if (!lexicon.get().isMultilingual()) {
        notes.note(
            "the lexicon's table of other languages is not part of this program, so names are"
                + " taken for English");
      }
      return lexicon;
    } catch (IOException e) {
      notes.note("the lexicon cannot be read, so names are taken as they are: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** That of one name alone. */
  NamesRead of(String name) {
    return new NamesRead(readings.stream().filter(r -> r.name().equals(name)).toList());
  }

  /** The names that say nothing. */
  List<String> mute() {
    return names(reading -> !reading.isMeaningful());
  }

  /**
   * What to say of the classes instead of their names.
   *
   * @param examples whether they have examples, beside which a name that says nothing had better be
   *     still
   */
  ClassDescriptions words(boolean examples) {
    Map<String, String> phrases = new LinkedHashMap<>();
    for (Reading reading : readings) {
      if (examples && !reading.isMeaningful()) {
        phrases.put(reading.name(), ANYTHING);
      } else if (reading.english() != null) {
        phrases.put(reading.name(), reading.english());
      }
    }
    return ClassDescriptions.ofPhrases(phrases);
  }

  /** Says what names were taken for, and how to say otherwise. */
  void tell(boolean examples, Notes notes) {
    List<String> read =
        readings.stream()
            .filter(reading -> reading.english() != null)
            .map(reading -> ClassSet.shortened(reading.name()) + "=" + reading.english())
            .toList();
    if (!read.isEmpty()) {
      notes.note(
          "read in English: "
              + listed(read)
              + "; to say otherwise, give a class words of its own"
              + " in the same way");
    }
    List<String> unknown = names(reading -> reading.sense() == Reading.Sense.UNKNOWN);
    List<String> codes = names(reading -> reading.sense() == Reading.Sense.CODE);
    if (!examples) {
      if (!unknown.isEmpty()) {
        notes.note(
            named(
                unknown,
                "is neither English nor in the lexicon, so that the encoder may make nothing of it",
                "are neither English nor in the lexicon, so that the encoder may make nothing of"
                    + " them"));
      }
      if (!codes.isEmpty()) {
        notes.note(
            named(
                codes,
                "says nothing of what is to be seen, so that an answer with it is chance",
                "say nothing of what is to be seen, so that answers with them are chance"));
      }
    } else if (!mute().isEmpty()) {
      notes.note(
          named(
              mute(),
              "says nothing of what is to be seen, or not in a language that is known, so that"
                  + " examples alone speak for it",
              "say nothing of what is to be seen, or not in a language that is known, so that"
                  + " examples alone speak for them"));
    }
  }

  private static String named(List<String> names, String one, String several) {
    boolean single = names.size() == 1;
    return "%s %s; give %s words of %s own, as in %s=what it looks like"
        .formatted(
            listed(names),
            single ? one : several,
            single ? "it" : "them",
            single ? "its" : "their",
            ClassSet.shortened(names.get(0)));
  }

  private List<String> names(Predicate<Reading> which) {
    return readings.stream().filter(which).map(Reading::name).toList();
  }

  /** Long names are cut, so that a note has an end. */
  private static String listed(List<String> some) {
    return FewNames.of(some.stream().map(ClassSet::shortened).toList(), NAMED);
  }
}
