package io.glimpse.cli.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.PictureReading;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.CommonOptions;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.Stopwatch;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.Labels;
import io.glimpse.featurefile.FeatureDescription;
import io.glimpse.featurefile.FeatureFiles;
import io.glimpse.featurefile.FeatureOrigin;
import io.glimpse.image.DecodeOptions;
import io.glimpse.input.ClassList;
import io.glimpse.input.LabelledInputs;
import io.glimpse.matrix.Matrix;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.FeatureBankBuilder;
import io.glimpse.shots.PictureReadings;
import io.glimpse.shots.ReadyExamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a bank that is made of features instead of pictures. */
final class ReadyFeatureOptions {

  @Option(
      names = "--features",
      paramLabel = "F",
      description =
          "Unit rows of the encoder, [n, d], instead of pictures: .npy, .npz, .pt or .safetensors, "
              + "one array of several as F.npz#keys.")
  @Nullable Path features;

  @Option(
      names = "--labels",
      paramLabel = "L",
      description = "The classes of the rows, [n], or as shares of 0 and 1, [n, k].")
  @Nullable Path labels;

  @Option(
      names = "--names",
      paramLabel = "FILE",
      description = "The names of the classes, label 0 first; numbers without it.")
  @Nullable Path names;

  @Option(
      names = "--text",
      paramLabel = "W",
      description =
          "Unit rows of the classes' texts, [k, d], or of all their prompts, [k, p, d]; without it the "
              + "names are encoded.")
  @Nullable Path text;

  /**
   * Checks what goes together.
   *
   * @param folder of pictures; null where none was given
   */
  void check(@Nullable Path folder) {
    if ((folder == null) == (features == null)) {
      throw new UsageException(
          folder == null
              ? "give SHOTS_DIR, or features with --features"
              : "SHOTS_DIR and --features exclude each other");
    }
    if ((features == null) != (labels == null)) {
      throw new UsageException("--features and --labels go together");
    }
    if (features == null && (names != null || text != null)) {
      throw new UsageException("--names and --text go with --features");
    }
  }

  /** The files that are read for them. */
  List<Path> files() {
    return Stream.of(features, labels, names, text)
        .filter(Objects::nonNull)
        .map(Path.class::cast)
        .toList();
  }

  /** Reads the pictures that parameters are chosen on. */
  @FunctionalInterface
  interface Validation {

    /** Those of some classes; null where there are none. */
    @Nullable LabelledInputs of(ClassSet classes) throws IOException;
  }

  /**
   * Makes the bank.
   *
   * @param out its file
   * @param validation reads the pictures that parameters are chosen on
   * @param descriptions what is said of classes
   */
  Bank build(
      BankRecipe recipe,
      Path out,
      Validation validation,
      DescriptionOptions descriptions,
      CommonOptions common,
      Stopwatch watch,
      Console console)
      throws IOException {
    if (features == null || labels == null) {
      throw new IllegalStateException("the options were not checked");
    }
    try (FeatureFiles files = new FeatureFiles(console::note)) {
      Labels classes = files.labels(labels, true);
      if (classes.isSoft()) {
        throw new CommandException(
            labels + ": a bank holds one class a row, not shares of several");
      }
      FeatureOrigin origin = FeatureOrigin.of(features).orElse(null);
      if (origin != null && !origin.ofImages()) {
        throw new CommandException(features + ": these are rows of texts, not of pictures");
      }
      try (Encoder encoder = open(origin, common, console)) {
        FeatureSource rows = files.globals(features, classes.size(), encoder.dimension());
        checkRows(rows, classes);
        ReadyExamples examples =
            new ReadyExamples(
                features.toString(),
                classes(classes),
                rows.globals(),
                classes,
                text == null ? null : files.texts(text, rows.dimension()),
                text == null ? "" : text.toString(),
                RowPictures.of(features, rows.size()),
                reading(origin, common, console));
        requireAsMany(examples);
        return new FeatureBankBuilder(common.pipeline(encoder), console, watch)
            .build(
                recipe.withDescriptions(descriptions.of(examples.classes(), console)),
                out.toString(),
                examples,
                validation.of(examples.classes()));
      }
    }
  }

  /** How the pictures were read: as their description says, or as the user does. */
  private @Nullable PictureReading reading(
      @Nullable FeatureOrigin origin, CommonOptions common, Console console) throws IOException {
    DecodeOptions asked = common.decoding(true);
    if (origin == null) {
      return PictureReadings.of(asked);
    }
    DecodeOptions own =
        PictureReadings.read(
            origin.pictures() == null ? PictureReading.USUAL : origin.pictures(),
            FeatureDescription.beside(origin.file()).toString(),
            asked);
    boolean differs =
        (common.background != null && !Objects.equals(asked.background(), own.background()))
            || (common.scale16 != null && asked.scaling() != own.scaling());
    if (differs) {
      console.note(
          "what lies beside "
              + features
              + " says how its pictures were read, so that --background and --scale16 change"
              + " nothing of the bank");
    }
    return origin.pictures();
  }

  private void checkRows(FeatureSource rows, Labels classes) {
    if (rows.size() != classes.size()) {
      throw new CommandException(
          String.format(
              "%s has %d rows, but %s has %d labels%s",
              features,
              rows.size(),
              labels,
              classes.size(),
              rows.dimension() == classes.size()
                  ? "; it may be stored as [d, n], and must be [n, d]"
                  : ""));
    }
  }

  private ClassSet classes(Labels labelled) throws IOException {
    if (names == null) {
      return ClassSet.numbered(labelled.classCount());
    }
    ClassSet named = ClassList.ofFile(names).classes();
    try {
      labelled.requireBelow(named.size());
    } catch (IllegalArgumentException e) {
      throw new CommandException(labels + ": " + e.getMessage() + " in " + names);
    }
    return named;
  }

  private void requireAsMany(ReadyExamples examples) {
    List<Matrix> texts = examples.texts();
    if (texts != null && texts.size() != examples.classes().size()) {
      throw new CommandException(
          String.format(
              "%s has texts of %d classes, but there are %d",
              text, texts.size(), examples.classes().size()));
    }
  }

  /** The encoder that made the features: as their description says, or as the user does. */
  private Encoder open(@Nullable FeatureOrigin origin, CommonOptions common, Console console)
      throws IOException {
    if (origin == null) {
      if (common.encoder == null) {
        throw new UsageException(
            "nothing beside "
                + features
                + " says which encoder made it; name it with --encoder, and it is taken at your"
                + " word");
      }
      console.note(
          "nothing beside "
              + features
              + " says which encoder made it; that it was '"
              + common.encoder
              + "' is taken at your word");
      return common.open(common.encoder, 1, console);
    }
    Encoder encoder = common.open(common.encoderName(origin.encoder()), 1, console);
    Map<String, Object> opened = FeatureDescription.encoderOfImages(encoder);
    if (!origin.fingerprint().equals(opened.get("fingerprint"))
        || !origin.precision().equals(opened.get("precision"))) {
      encoder.close();
      throw new CommandException(
          String.format(
              "%s was made with encoder '%s' (%.12s, %s), not with '%s' (%.12s, %s)",
              features,
              origin.encoder(),
              origin.fingerprint(),
              origin.precision(),
              opened.get("name"),
              opened.get("fingerprint"),
              opened.get("precision")));
    }
    return encoder;
  }
}
