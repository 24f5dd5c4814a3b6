package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.calibration.CalibrationFit;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.NoPlacesException;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.file.Version;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Parameters;
import io.glimpse.method.Sees;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes banks of examples, and adds examples to banks: the one way for the library, the command
 * line and services.
 *
 * <p>Examples that cannot be used are told to the notes, and the others go on; the same content is
 * used once; parameters are chosen by the recipe's selection, of equally good ones those nearest to
 * the encoder's defaults; every class counts as much.
 */
public final class BankBuilder {

  private final ImagePipeline pipeline;
  private final Notes notes;
  private final Monitor monitor;

  private final AdditionEncoder additions;

  /**
   * A builder that works silently.
   *
   * @param pipeline into the encoder that the banks are for
   */
  public BankBuilder(ImagePipeline pipeline) {
    this(pipeline, Notes.SILENT, Monitor.NONE);
  }

  /**
   * A builder.
   *
   * @param pipeline into the encoder that the banks are for
   * @param notes hear of examples that cannot be used, and how far encoding has come
   * @param monitor hears how parameters are chosen and trained
   */
  public BankBuilder(ImagePipeline pipeline, Notes notes, Monitor monitor) {
    this(pipeline, notes, monitor, CloudRendering.usual());
  }

  private BankBuilder(
      ImagePipeline pipeline, Notes notes, Monitor monitor, CloudRendering otherwise) {
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.notes = Objects.requireNonNull(notes, "notes");
    this.monitor = Objects.requireNonNull(monitor, "monitor");
    this.additions = new AdditionEncoder(pipeline, notes, otherwise);
  }

  /**
   * The same with a way to draw point clouds that are added to a bank, where the bank does not say;
   * points that were not measured are left out where either wants it.
   */
  public BankBuilder withClouds(CloudRendering rendering) {
    return new BankBuilder(
        pipeline, notes, monitor, Objects.requireNonNull(rendering, "rendering"));
  }

  private Encoder encoder() {
    return pipeline.encoder();
  }

  /** See {@link #build(BankRecipe, LabelledInputs, LabelledInputs)}, without validation data. */
  public Bank build(BankRecipe recipe, LabelledInputs examples) throws InputException {
    return build(recipe, examples, null);
  }

  /**
   * Makes a bank.
   *
   * @param examples at least one of each class that can be used
   * @param validation what parameters are chosen on; null to choose them on the examples
   * @throws InputException if a class has no example, or there is no validation data, that can be
   *     used
   * @throws io.glimpse.method.ParameterException if the recipe does not go with such examples
   * @throws NoTextsException if the method goes by texts, or something is said of a class, and the
   *     encoder takes none
   */
  public Bank build(BankRecipe recipe, LabelledInputs examples, @Nullable LabelledInputs validation)
      throws InputException {
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(examples, "examples");
    Method method = Methods.of(recipe.method());
    NoTextsException.requireTexts(encoder(), method);
    NoPlacesException.requirePlaces(encoder(), method);
    Selection selection = recipe.selection(validation != null);
    BankKind kind = BankKind.of(examples.inputs());
    ShotRecipe shotRecipe = recipe.shots(kind);
    CloudRendering clouds = recipe.clouds();
    boolean oneByOne = kind == BankKind.CLOUDS && method.sees() == Sees.EACH_VIEW;
    boolean tokens =
        method.needs(Need.SHOT_TOKENS) || (method.needs(Need.TOKENS) && validation == null);
    boolean places =
        PlaceChoice.isAsked(
            recipe.local(),
            kind,
            encoder(),
            method,
            examples,
            validation == null ? 0 : validation.inputs().size());
    if (!places && !recipe.tiles().isOne()) {
      notes.note("small places are not looked at here, so that tiles change nothing");
    }
    ImagePipeline reading =
        pipeline
            .withViews(clouds.views(notes))
            .withNotes(notes)
            .withTiles(recipe.tiles())
            .withLocal(places);
    EncodedShots encoded =
        EncodedShots.of(
            examples, null, new ShotEncoding(shotRecipe, reading.globalsOnly(!tokens)), notes);
    requireEveryClass(encoded, examples.classes());
    ClassTexts texts =
        ClassPrompts.encodeBesideExamples(
            encoder(),
            examples.classes(),
            recipe.said(),
            recipe.templates(),
            clouds.templates(examples.inputs()),
            notes);
    TextFeatures text = fused(texts, shotRecipe, clouds);
    Shots shots = encoded.toShots(false);
    BankShots kept = BankShots.of(shots.cache(), encoded.shots());
    LabelledFeatures data =
        validation == null
            ? null
            : ValidationPictures.encode(
                validation.as(examples.classes()), kept, shotRecipe, method, reading, notes);
    SelectionWatch watch = new SelectionWatch(monitor);
    Parameters parameters =
        UsualParameters.of(
            encoder(),
            method,
            kind == BankKind.CLOUDS ? clouds : null,
            Map.of(),
            shots.labels(),
            recipe.parameters());
    Function<Shots, Classifier> fit =
        some ->
            method.fit(
                Task.of(text)
                    .shots(some)
                    .validation(data)
                    .selection(selection)
                    .seed(recipe.seed())
                    .parameters(parameters)
                    .preferring(parameters)
                    .monitor(watch)
                    .build());
    ViewFit fitted =
        oneByOne
            ? ViewFit.of(
                encoded.drawn(),
                encoded.labels(),
                recipe.heldOutViewWeights(),
                recipe.seed(),
                fit,
                watch)
            : new ViewFit(fit.apply(method.needs(Need.RAW) ? encoded.toShots(true) : shots), null);
    PlaceChoice choice =
        PlaceChoice.of(recipe.local(), fitted.classifier(), shots.cache(), encoded.places(), notes);
    Classifier classifier = choice.classifier();
    return new Bank(
        encoderId(),
        new BankTexts(text, texts.prompts(), texts.templates()),
        kept.withLocal(choice.places()),
        new Fitted(
            recipe.method(),
            classifier.parameters().asText(),
            classifier.weights(),
            oneByOne ? null : CalibrationFit.ofBank(classifier, shots.cache(), text, data)),
        new Provenance(
            Version.current(),
            watch.selected() ? selection.label() : Selection.FIXED.label(),
            !watch.selected() ? 0 : data != null ? data.size() : shots.size(),
            recipe.seed(),
            recipe.augmentations(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            kind == BankKind.IMAGES ? PictureReadings.of(pipeline.reader().options()) : null),
        kind == BankKind.CLOUDS ? clouds.drawing(shotRecipe.fusion(), fitted.weights()) : null);
  }

  /**
   * Encodes examples for a bank, which may change meanwhile: what comes out is put into whatever it
   * is then.
   *
   * @param bank what the examples are for
   * @param name of the bank, for messages
   * @param className a class of the bank, spelled like it but for case, blanks, hyphens and
   *     underscores, or a new one
   * @throws IOException if the bank is of another encoder, or its clouds cannot be drawn any more
   * @throws IllegalArgumentException if the bank was trained on the examples that it has
   */
  public BankAddition encode(
      Bank bank, String name, String className, List<? extends Input> examples) throws IOException {
    return encode(bank, name, className, ClassDescriptions.NONE, examples);
  }

  /**
   * As {@link #encode(Bank, String, String, List)}.
   *
   * @param said of the class, if it is a new one
   * @throws IllegalArgumentException if the class has texts already, too
   */
  public BankAddition encode(
      Bank bank,
      String name,
      String className,
      ClassDescriptions said,
      List<? extends Input> examples)
      throws IOException {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(said, "said");
    Objects.requireNonNull(examples, "examples");
    ShotEncoding encoding = additions.encoding(bank, name);
    return additions.of(
        bank,
        name,
        className,
        said,
        one ->
            EncodedShots.of(LabelledInputs.of(List.copyOf(examples), one), bank, encoding, notes));
  }

  /**
   * How examples are encoded for a bank, by callers that have threads of their own.
   *
   * @param name of the bank, for messages
   * @throws IOException if the bank is of another encoder, or its clouds cannot be drawn any more
   * @throws IllegalArgumentException if the bank was trained on the examples that it has
   */
  public ShotEncoding encoding(Bank bank, String name) throws IOException {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(name, "name");
    return additions.encoding(bank, name);
  }

  /**
   * As {@link #encode(Bank, String, String, List)}, of examples that are encoded already.
   *
   * @param encoding that they come from
   */
  public BankAddition addition(
      Bank bank, String name, String className, ShotEncoding encoding, List<EncodedImage> examples)
      throws IOException {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(examples, "examples");
    return additions.of(
        bank,
        name,
        className,
        ClassDescriptions.NONE,
        one -> EncodedShots.of(examples, one, bank, encoding, notes));
  }

  /**
   * Refuses a bank of another encoder.
   *
   * @param name of the bank
   * @throws InputException naming both, with what can be done
   */
  public static void requireSameEncoder(Bank bank, Encoder encoder, String name)
      throws InputException {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(name, "name");
    requireSameEncoder(bank, encoder.id(), name);
  }

  /** As {@link #requireSameEncoder(Bank, Encoder, String)}, of an encoder that is not open. */
  public static void requireSameEncoder(Bank bank, EncoderId encoder, String name)
      throws InputException {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(name, "name");
    try {
      bank.encoder().requireSame(encoder, name);
    } catch (IllegalArgumentException e) {
      // One name is that of another precision, or of other weights.
      String target = bank.encoder().name().equals(encoder.name()) ? "" : encoder.name();
      Remedy remedy = new Remedy(Remedy.Kind.MIGRATE_BANK, name, target);
      throw new InputException("", e.getMessage() + "; " + remedy.phrase(), remedy);
    }
  }

  private EncoderId encoderId() {
    return encoder().id();
  }

  /** The texts that go with the features of the shots. */
  static TextFeatures fused(ClassTexts texts, ShotRecipe recipe, CloudRendering clouds) {
    return recipe.kind() == BankKind.CLOUDS
        ? recipe.fusion().fuse(texts.features(), clouds.preset().views())
        : texts.features();
  }

  private static void requireEveryClass(EncodedShots shots, ClassSet classes)
      throws InputException {
    int[] counts = shots.size() == 0 ? new int[classes.size()] : shots.counts(classes.size());
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        throw new InputException(
            "",
            "class '"
                + classes.name(c)
                + "' has no picture that can be used; add one or leave the class out");
      }
    }
  }
}
