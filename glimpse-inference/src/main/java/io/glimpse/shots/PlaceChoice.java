package io.glimpse.shots;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.LocalView;
import io.glimpse.feature.Cache;
import io.glimpse.feature.Labels;
import io.glimpse.input.LabelledInputs;
import io.glimpse.local.LocalClassifier;
import io.glimpse.local.LocalShots;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.ParameterException;
import io.glimpse.progress.Notes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a new bank looks at: whole pictures, or small places as well.
 *
 * @param places of the shots; null where only whole pictures count
 * @param classifier that answers
 */
record PlaceChoice(@Nullable LocalShots places, Classifier classifier) {

  /** More classes make every answer slow, for each has a Gaussian that all places are held to. */
  private static final int MOST_CLASSES = 50;

  /** Shots times classes: the time of a fit, which whoever opens the bank waits for as well. */
  private static final int MOST_WORK = 8_000;

  /**
   * Of the places of shots and validation pictures, which are all in memory until they are told.
   */
  static final long MOST_BYTES = 512L << 20;

  /** With one example a class, leaving it out says nothing. */
  private static final int LEAST_SHOTS = 2;

  /**
   * Whether pictures are to be encoded with their places.
   *
   * @param validation how many pictures parameters are chosen on
   * @throws ParameterException if places are wanted that cannot be had
   */
  static boolean isAsked(
      LocalMode mode,
      BankKind kind,
      Encoder encoder,
      Method method,
      LabelledInputs examples,
      int validation) {
    if (mode == LocalMode.OFF) {
      return false;
    }
    Optional<String> lack = lack(kind, encoder, method, examples, validation);
    if (mode == LocalMode.ON) {
      lack.ifPresent(
          why -> {
            throw refused(why);
          });
      return true;
    }
    int k = examples.classes().size();
    return lack.isEmpty()
        && k <= MOST_CLASSES
        && (long) examples.inputs().size() * k <= MOST_WORK
        && Arrays.stream(counts(examples)).min().orElse(0) >= LEAST_SHOTS;
  }

  private static int[] counts(LabelledInputs examples) {
    return Labels.of(examples.labels().stream().mapToInt(Integer::intValue).toArray())
        .counts(examples.classes().size());
  }

  private static Optional<String> lack(
      BankKind kind, Encoder encoder, Method method, LabelledInputs examples, int validation) {
    if (kind == BankKind.CLOUDS) {
      return Optional.of("point clouds are drawn, and have no small places of their own");
    }
    Optional<LocalView> view = encoder.local();
    if (view.isEmpty()) {
      return Optional.of("encoder '" + encoder.name() + "' gives no tokens of them");
    }
    boolean ofOne = examples.classes().isSingle();
    if (ofOne && examples.inputs().size() < LEAST_SHOTS) {
      return Optional.of("one example does not tell what is usual; give several");
    }
    // What is not like the only class is told by its examples, whatever the method.
    if (!ofOne && !method.leavesOneOut()) {
      return Optional.of(
          "'" + method.name() + "' cannot tell what it would answer to an example left out");
    }
    int pictures = examples.inputs().size() + validation;
    long bytes = LocalShots.bytes(view.get().places(), view.get().width()) * pictures;
    return bytes <= MOST_BYTES
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "those of %d pictures are %d MB, and at most %d are kept",
                pictures,
                bytes >> 20,
                MOST_BYTES >> 20));
  }

  private static ParameterException refused(String why) {
    return new ParameterException("small places cannot be looked at: " + why);
  }

  /**
   * Decides by the shots, and says how.
   *
   * @param whole fitted to these very shots
   * @param places of the shots; null where they were not asked for
   */
  static PlaceChoice of(
      LocalMode mode, Classifier whole, Cache shots, @Nullable LocalShots places, Notes notes) {
    if (places == null) {
      return new PlaceChoice(null, whole);
    }
    Optional<LocalClassifier> found = LocalClassifier.of(whole, shots, places);
    if (found.isEmpty()) {
      if (mode == LocalMode.ON) {
        throw refused("no example can be left out");
      }
      return new PlaceChoice(null, whole);
    }
    LocalClassifier both = found.get();
    if (both.classes().isSingle()) {
      // Nothing but its examples is known, so that nothing can be tried out on them.
      return shots.size() < LEAST_SHOTS
          ? new PlaceChoice(null, whole)
          : new PlaceChoice(places, both);
    }
    boolean helps = both.places().helps() && both.weightOfPlaces() > 0;
    notes.note(
        String.format(
            Locale.ROOT,
            "small places %s: leave-one-out error %.3f with them, %.3f without%s",
            helps ? "help" : "do not help",
            both.places().errorWithPlaces(),
            both.places().errorOfWhole(),
            helps ? "" : mode == LocalMode.ON ? "; they count as asked" : "; they do not count"));
    return helps || mode == LocalMode.ON
        ? new PlaceChoice(places, both)
        : new PlaceChoice(null, whole);
  }
}
