package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.Cache;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Version;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.LabelledInputs;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Selection;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes banks of features that are ready, as {@link BankBuilder} does of pictures. That they are
 * the encoder's own is for the caller to know; here their width and length are checked.
 */
public final class FeatureBankBuilder {

  private static final Pattern ROW = Pattern.compile(".+, row \\d+(\\.\\d+)?");

  private final ImagePipeline pipeline;
  private final Notes notes;
  private final Monitor monitor;

  /**
   * A builder.
   *
   * @param pipeline into the encoder that made the features, which encodes names and validation
   *     pictures
   * @param notes hear of rows that are used once, and of pictures that cannot be used
   * @param monitor hears how parameters are chosen
   */
  public FeatureBankBuilder(ImagePipeline pipeline, Notes notes, Monitor monitor) {
    this.pipeline = pipeline;
    this.notes = notes;
    this.monitor = monitor;
  }

  /**
   * Makes a bank.
   *
   * @param name of the bank, for messages
   * @param validation pictures that parameters are chosen on; null to choose them on the rows
   * @throws IOException if the features do not fit the encoder or the classes, naming the row, or
   *     there is no validation picture that can be used
   * @throws ParameterException if the recipe asks for what only pictures have
   */
  public Bank build(
      BankRecipe recipe, String name, ReadyExamples examples, @Nullable LabelledInputs validation)
      throws IOException {
    if (recipe.augmentations() > 1) {
      throw new ParameterException(
          "augmented views are made of pictures; features that are ready have none");
    }
    if (recipe.local() == LocalMode.ON) {
      throw new ParameterException(
          "small places are those of pictures; features that are ready have none");
    }
    if (!recipe.tiles().isOne()) {
      throw new ParameterException("tiles are cut of pictures; features that are ready have none");
    }
    recipe.requireFitting(BankKind.IMAGES);
    Method method = Methods.of(recipe.method());
    requireUnitRowsAlone(method);
    Selection selection = recipe.selection(validation != null);
    Bank untuned = untuned(recipe, examples);
    BankTuner tuner = new BankTuner(pipeline, notes, monitor);
    LabelledFeatures data =
        validation == null ? null : tuner.pictures(untuned, name, recipe.method(), validation);
    return tuner.fitted(untuned, name, method, recipe.parameters(), selection, data);
  }

  /** Of some encoders there are no other rows than unit rows. */
  private void requireUnitRowsAlone(Method method) {
    boolean raw = method.needs(Need.RAW) && !pipeline.encoder().givesUnitRows();
    if (raw || method.needs(Need.SHOT_TOKENS) || method.needs(Need.TOKENS)) {
      throw new ParameterException(
          "'"
              + method.name()
              + "' learns from more of the examples than a unit row each; build the bank of the"
              + " pictures");
    }
  }

  private Bank untuned(BankRecipe recipe, ReadyExamples examples) throws IOException {
    Encoder encoder = pipeline.encoder();
    examples.requireOf(encoder.name(), encoder.dimension());
    Map<Integer, Shot> shots = examples.shots(notes);
    int[] used = shots.keySet().stream().mapToInt(Integer::intValue).toArray();
    return new Bank(
        encoder.id(),
        texts(recipe, examples),
        BankShots.of(
            Cache.of(examples.rows().select(used), examples.labels().select(used)),
            List.copyOf(shots.values())),
        Fitted.of(recipe.method(), Map.of()),
        new Provenance(
            Version.current(),
            Selection.FIXED.label(),
            0,
            recipe.seed(),
            1,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            examples.reading()),
        null);
  }

  private BankTexts texts(BankRecipe recipe, ReadyExamples examples) {
    List<Matrix> rows = examples.texts();
    List<String> templates = recipe.templates();
    if (rows == null) {
      ClassTexts texts =
          ClassPrompts.encodeBesideExamples(
              pipeline.encoder(), examples.classes(), recipe.said(), templates, List.of(), notes);
      return new BankTexts(texts.features(), texts.prompts(), texts.templates());
    }
    return new BankTexts(
        TextFeatures.ofPrompts(examples.classes(), rows),
        prompts(examples.textsName(), rows),
        ClassPrompts.templates(pipeline.encoder(), templates, List.of(), notes));
  }

  /** Whether a prompt says that its text was a row of features, as {@link #prompts} does. */
  static boolean isRow(String prompt) {
    return ROW.matcher(prompt).matches();
  }

  /** What is known of texts that are rows already: where they came from. */
  private static List<List<String>> prompts(String name, List<Matrix> rows) {
    List<List<String>> prompts = new ArrayList<>();
    for (int c = 0; c < rows.size(); c++) {
      int label = c;
      prompts.add(
          IntStream.range(0, rows.get(c).rows())
              .mapToObj(p -> name + ", row " + label + (rows.get(label).rows() == 1 ? "" : "." + p))
              .toList());
    }
    return prompts;
  }
}
