package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.calibration.CalibrationFit;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.Cache;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.file.Version;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.local.LocalClassifier;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.method.Sees;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the parameters of a bank anew, and learns how far its answers can be trusted, without its
 * pictures: by the examples that it holds, or by validation pictures.
 */
public final class BankTuner {

  private final ImagePipeline pipeline;
  private final Notes notes;
  private final Monitor monitor;

  /**
   * A tuner.
   *
   * @param pipeline into the encoder of the banks
   * @param notes hear of validation pictures that cannot be used
   * @param monitor hears how parameters are chosen
   */
  public BankTuner(ImagePipeline pipeline, Notes notes, Monitor monitor) {
    this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
    this.notes = Objects.requireNonNull(notes, "notes");
    this.monitor = Objects.requireNonNull(monitor, "monitor");
  }

  /**
   * The pictures that parameters are chosen on, encoded for a bank that may change meanwhile.
   *
   * @param pictures of classes of the bank, in any order
   * @param name of the bank, for messages
   * @param method that will be asked for
   * @throws IOException if none can be used, or the bank is of another encoder
   */
  public LabelledFeatures validation(Bank bank, String name, String method, LabelledInputs pictures)
      throws IOException {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(pictures, "pictures");
    BankBuilder.requireSameEncoder(bank, pipeline.encoder(), name);
    requireTunable(bank, Methods.of(method));
    return pictures(bank, name, method, pictures);
  }

  /** {@link #validation} of a method that may be fitted to what the bank keeps. */
  LabelledFeatures pictures(Bank bank, String name, String method, LabelledInputs pictures)
      throws IOException {
    CloudRendering clouds = CloudRendering.ofBank(bank, name, CloudRendering.usual());
    return ValidationPictures.encode(
        pictures.as(bank.classes()),
        bank.shots(),
        ShotRecipe.ofBank(bank, name),
        Methods.of(method),
        PictureReadings.alike(bank, name, pipeline, notes)
            .withViews(clouds.views(notes))
            .withLocal(bank.shots().local() != null),
        notes);
  }

  /**
   * A bank with other parameters, or another method.
   *
   * @param name of the bank, for messages
   * @param method its own, or another
   * @param parameters that are not left to the selection
   * @param selection how the others are chosen
   * @param validation what they are chosen on, see {@link #validation}; null to choose them on the
   *     examples
   * @throws IOException if the bank is of another encoder
   * @throws ParameterException if the method learns from what a bank does not keep, or selection
   *     and validation do not go together
   */
  public Bank tune(
      Bank bank,
      String name,
      String method,
      Map<String, String> parameters,
      Selection selection,
      @Nullable LabelledFeatures validation)
      throws IOException {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(selection, "selection");
    BankBuilder.requireSameEncoder(bank, pipeline.encoder(), name);
    Method made = Methods.of(method);
    requireTunable(bank, made);
    requireTogether(selection, validation != null);
    return fitted(bank, name, made, parameters, selection, validation);
  }

  /** {@link #tune} of a method that may be fitted to what the bank keeps. */
  Bank fitted(
      Bank bank,
      String name,
      Method made,
      Map<String, String> parameters,
      Selection selection,
      @Nullable LabelledFeatures validation)
      throws IOException {
    String method = made.name();
    Cache cache = bank.cache();
    CloudRendering clouds =
        bank.clouds() == null ? null : CloudRendering.ofBank(bank, name, CloudRendering.usual());
    Function<Map<String, String>, Parameters> usual =
        before ->
            UsualParameters.of(
                pipeline.encoder(), made, clouds, before, Labels.of(cache.labels()), parameters);
    SelectionWatch watch = new SelectionWatch(monitor);
    Task.Builder task =
        Task.of(bank.text())
            .validation(validation)
            .selection(selection)
            .seed(bank.provenance().seed())
            .parameters(usual.apply(method.equals(bank.method()) ? bank.parameters() : Map.of()))
            // Not near what was chosen before, of which the bank is to be freed.
            .preferring(usual.apply(Map.of()))
            .monitor(watch);
    if (made.needs(Need.SHOTS)) {
      task.shots(Shots.of(cache));
    }
    Classifier classifier =
        LocalClassifier.with(made.fit(task.build()), cache, bank.shots().local());
    boolean trained = !classifier.weights().isEmpty() && !made.isClosedForm();
    if (trained && bank.provenance().views() > 1) {
      throw refused(made);
    }
    return new Bank(
        bank.encoder(),
        bank.texts(),
        bank.shots(),
        new Fitted(
            method,
            classifier.parameters().asText(),
            classifier.weights(),
            CalibrationFit.ofBank(classifier, cache, bank.text(), validation)),
        provenance(bank.provenance(), selection, watch, validation, cache.size()),
        bank.clouds());
  }

  private static Provenance provenance(
      Provenance before,
      Selection selection,
      SelectionWatch watch,
      @Nullable LabelledFeatures validation,
      int shots) {
    int chosenOn = validation == null ? shots : validation.size();
    return new Provenance(
        Version.current(),
        watch.selected() ? selection.label() : Selection.FIXED.label(),
        watch.selected() ? chosenOn : 0,
        before.seed(),
        before.views(),
        before.created(),
        before.pictures());
  }

  private static void requireTogether(Selection selection, boolean validated) {
    if (selection == Selection.REFERENCE) {
      throw new ParameterException("a bank is never chosen on test pictures");
    }
    if ((selection == Selection.VALIDATION) != validated) {
      throw new ParameterException(
          validated
              ? "there are validation pictures, but the selection is '" + selection + "'"
              : "selection 'val' needs validation pictures");
    }
  }

  /** A bank keeps a unit row of each example, and no more. */
  private static void requireTunable(Bank bank, Method method) {
    boolean more =
        method.needs(Need.RAW) || method.needs(Need.SHOT_TOKENS) || method.needs(Need.TOKENS);
    boolean views = bank.clouds() != null && method.sees() == Sees.EACH_VIEW;
    if (more || views) {
      throw refused(method);
    }
  }

  private static ParameterException refused(Method method) {
    return new ParameterException(
        "'"
            + method.name()
            + "' learns from more of the examples than the bank keeps; build it anew");
  }
}
