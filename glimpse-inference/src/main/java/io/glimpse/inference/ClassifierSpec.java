package io.glimpse.inference;

import io.glimpse.argument.Given;
import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.calibration.Calibration;
import io.glimpse.calibration.CalibrationFit;
import io.glimpse.calibration.Lack;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.LocalView;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.CloudRendering;
import io.glimpse.local.LocalShots;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.method.Sees;
import io.glimpse.method.Task;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankStore;
import io.glimpse.shots.PictureReadings;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What classifies, as plain data that can be sent and kept: the names of classes, or the name of a
 * bank; with a method and its parameters.
 */
public sealed interface ClassifierSpec extends Serializable {

  /**
   * Classes that are known by their names alone.
   *
   * @param classes each once, in the order of the answers
   * @param templates sentences around the names, {@code {}} their place; none for the encoder's own
   * @param method one that needs no examples
   * @param parameters values of its parameters that are not the encoder's own
   * @param said of classes beyond their names
   */
  record OfNames(
      List<String> classes,
      List<String> templates,
      String method,
      Map<String, String> parameters,
      ClassDescriptions said)
      implements ClassifierSpec {

    private static final long serialVersionUID = 1L;

    /** CLIP as it is. */
    public static final String USUAL_METHOD = "zero-shot";

    public OfNames {
      classes = Given.list(classes, "classes");
      templates = Given.list(templates, "templates");
      parameters = Given.map(parameters, "parameters");
      Objects.requireNonNull(method, "method");
      Objects.requireNonNull(said, "said");
      Method made = Methods.of(method);
      if (made.needs(Need.SHOTS)) {
        throw new ParameterException(
            "method '" + method + "' needs examples; build a bank of them");
      }
      Parameters.of(made, parameters);
      for (String template : templates) {
        if (!template.contains("{}")) {
          throw new ParameterException(
              "template '" + template + "' lacks {}, the place of the class name");
        }
      }
    }

    /** By zero-shot, in the encoder's own templates. */
    public OfNames(List<String> classes) {
      this(classes, List.of(), USUAL_METHOD, Map.of(), ClassDescriptions.NONE);
    }

    /** The same with other sentences around the names. */
    public OfNames withTemplates(List<String> sentences) {
      return new OfNames(classes, sentences, method, parameters, said);
    }

    /** The same by another method, with the encoder's own parameters. */
    public OfNames withMethod(String name) {
      return new OfNames(classes, templates, name, Map.of(), said);
    }

    /** The same with values of the method's parameters. */
    public OfNames withParameters(Map<String, String> values) {
      return new OfNames(classes, templates, method, values, said);
    }

    /** The same with something said of classes beyond their names. */
    public OfNames withDescriptions(ClassDescriptions descriptions) {
      Objects.requireNonNull(descriptions, "descriptions");
      return new OfNames(classes, templates, method, parameters, descriptions);
    }

    /** The first classes, the method, and how many templates there are. */
    @Override
    public String toString() {
      return "OfNames["
          + ClassSet.described(classes)
          + ", method="
          + method
          + ", parameters="
          + parameters
          + ", templates="
          + templates.size()
          + "]";
    }

    @Override
    public Predictor open(
        ImagePipeline pipeline, BankStore banks, CloudRendering clouds, Notes notes) {
      return open(pipeline, clouds, List.of(), notes);
    }

    /**
     * Opens it.
     *
     * @param pipeline into the encoder
     * @param expected inputs that will be asked about: where all are point clouds, the template of
     *     their preset is the usual one
     */
    public Predictor open(
        ImagePipeline pipeline,
        CloudRendering clouds,
        List<? extends Input> expected,
        Notes notes) {
      Encoder encoder = pipeline.encoder();
      TextFeatures text = encode(encoder, clouds.templates(expected), notes);
      ClassPrompts.tellOfOne(text.classes(), notes);
      encoder.zeroShotWarning().ifPresent(notes::note);
      return open(pipeline, clouds, text, notes);
    }

    /**
     * The texts of its classes, for whoever opens it more than once.
     *
     * @param usual templates, where none are said; none for the encoder's own
     */
    public TextFeatures encode(Encoder encoder, List<String> usual, Notes notes) {
      return ClassPrompts.encode(encoder, ClassSet.of(classes), said, templates, usual, notes)
          .features();
    }

    /**
     * Opens it with texts that were encoded before.
     *
     * @param text by the encoder of the pipeline, see {@link #encode}
     */
    public Predictor open(
        ImagePipeline pipeline, CloudRendering clouds, TextFeatures text, Notes notes) {
      Encoder encoder = pipeline.encoder();
      Method made = Methods.of(method);
      Classifier classifier =
          made.fit(
              Task.of(text)
                  .parameters(Parameters.of(made, encoder.defaults(method), parameters))
                  .build());
      return new Predictor(
          pipeline,
          classifier,
          text,
          null,
          clouds,
          () -> ofTexts(encoder).orElseGet(() -> CalibrationFit.of(classifier, null, text, null)),
          notes);
    }
  }

  /**
   * Classes with examples.
   *
   * @param bank its name in a store
   * @param method instead of the bank's own; null for that
   * @param parameters instead of the bank's own, or the encoder's own for another method
   */
  record OfBank(String bank, @Nullable String method, Map<String, String> parameters)
      implements ClassifierSpec {

    private static final long serialVersionUID = 1L;

    public OfBank {
      Objects.requireNonNull(bank, "bank");
      parameters = Given.map(parameters, "parameters");
      if (method != null) {
        Parameters.of(Methods.of(method), parameters);
      }
    }

    /** As the bank was built. */
    public OfBank(String bank) {
      this(bank, null, Map.of());
    }

    @Override
    public Predictor open(
        ImagePipeline pipeline, BankStore banks, CloudRendering clouds, Notes notes)
        throws IOException {
      return open(pipeline, banks.read(bank), clouds, notes);
    }

    /**
     * Opens it.
     *
     * @param opened the bank
     * @throws IOException if it is of another encoder, or its clouds cannot be drawn any more
     * @throws IllegalArgumentException if method or parameters do not go with the bank
     */
    public Predictor open(
        ImagePipeline pipeline, Bank opened, CloudRendering otherwise, Notes notes)
        throws IOException {
      Encoder encoder = pipeline.encoder();
      BankBuilder.requireSameEncoder(opened, encoder, bank);
      CloudRendering clouds = CloudRendering.ofBank(opened, bank, otherwise);
      Bank changed = changed(opened, encoder);
      Method made = Methods.of(changed.method());
      NoTextsException.requireTexts(encoder, made);
      requireFitting(changed, encoder, clouds);
      if (!made.needs(Need.SHOTS)) {
        encoder.zeroShotWarning().ifPresent(notes::note);
      }
      try {
        return opened(
            PictureReadings.alike(opened, bank, pipeline, notes), changed, made, clouds, notes);
      } catch (IllegalArgumentException e) {
        throw new InputException(bank, String.valueOf(e.getMessage()), e);
      }
    }

    private Calibration calibration(Bank changed, Encoder encoder, Notes notes) {
      Calibration known = changed.calibration();
      if (known.lack() == Lack.NO_EXAMPLES) {
        // Its texts alone answer, as names without a bank do.
        return ofTexts(encoder).orElse(known);
      }
      if (known.isOlder() && changed.classes().isSingle()) {
        Remedy tune = new Remedy(Remedy.Kind.TUNE_BANK, bank);
        notes.note(
            ("%s: this bank of one class was made by an older version and does not know what is"
                    + " unlike it; %s")
                .formatted(bank, tune.phrase()),
            tune);
      }
      return known;
    }

    private Predictor opened(
        ImagePipeline pipeline, Bank changed, Method made, CloudRendering clouds, Notes notes) {
      CloudDrawing drawing = changed.clouds();
      if (drawing == null || made.sees() == Sees.ALL_VIEWS) {
        return new Predictor(
            pipeline,
            changed.classifier(),
            changed.text(),
            changed,
            clouds,
            () -> calibration(changed, pipeline.encoder(), notes),
            notes);
      }
      // What answers views one by one takes the texts of one view.
      TextFeatures text = drawing.fusion().single(changed.text(), clouds.preset().views());
      Classifier classifier =
          made.fit(Task.of(text).parameters(changed.checkedParameters()).build());
      return new Predictor(
          pipeline,
          classifier,
          text,
          changed,
          clouds,
          () -> Calibration.none(Lack.NO_EXAMPLES),
          notes);
    }

    /** A bank says what it wants, and would be found out at the first answer only. */
    private void requireFitting(Bank opened, Encoder encoder, CloudRendering clouds)
        throws InputException {
      CloudDrawing drawing = opened.clouds();
      int views = drawing == null ? 1 : clouds.preset().views();
      boolean wide = drawing != null && drawing.fusion() == Fusion.CONCATENATED;
      int width = encoder.dimension() * (wide ? views : 1);
      if (opened.text().dimension() != width) {
        throw new InputException(
            bank,
            "its features are "
                + opened.text().dimension()
                + " wide, but encoder '"
                + encoder.name()
                + "' makes them "
                + width
                + " wide");
      }
      requireSamePlaces(opened, encoder);
      ViewWeights weights = drawing == null ? null : drawing.weights();
      if (weights != null && weights.size() != views) {
        throw new InputException(
            bank, "it has weights of " + weights.size() + " views, but its clouds have " + views);
      }
    }

    private void requireSamePlaces(Bank opened, Encoder encoder) throws InputException {
      LocalShots local = opened.shots().local();
      if (local == null) {
        return;
      }
      Optional<LocalView> view = encoder.local();
      boolean same =
          view.isPresent()
              && view.get().places() == local.places()
              && view.get().widths().equals(local.widths());
      if (!same) {
        throw new InputException(
            bank,
            "it looks at "
                + local.places()
                + " small places of "
                + local.widths()
                + " values, which encoder '"
                + encoder.name()
                + "' does not give");
      }
    }

    private Bank changed(Bank opened, Encoder encoder) {
      if (method != null && !method.equals(opened.method())) {
        return opened.with(
            method,
            Parameters.of(Methods.of(method), encoder.defaults(method), parameters).asText());
      }
      if (parameters.isEmpty()) {
        return opened;
      }
      if (!opened.weights().isEmpty()) {
        throw new ParameterException("the bank was trained; build it anew with other parameters");
      }
      return opened.with(
          opened.method(),
          Parameters.of(Methods.of(opened.method()), opened.parameters(), parameters).asText());
    }
  }

  /** What is known where texts alone answer and the model was trained to tell what matches. */
  private static Optional<Calibration> ofTexts(Encoder encoder) {
    OptionalDouble scale = encoder.logitScale();
    OptionalDouble bias = encoder.logitBias();
    return scale.isPresent() && bias.isPresent()
        ? Optional.of(Calibration.ofMatches(scale.getAsDouble(), bias.getAsDouble()))
        : Optional.empty();
  }

  /**
   * Opens what this describes.
   *
   * @param pipeline into the encoder
   * @param banks where a bank is looked for
   * @param clouds how point clouds become images, where a bank does not say
   * @throws IOException if there is no such bank, or it is of another encoder
   * @throws IllegalArgumentException if method or parameters do not go with the bank
   */
  Predictor open(ImagePipeline pipeline, BankStore banks, CloudRendering clouds, Notes notes)
      throws IOException;
}
