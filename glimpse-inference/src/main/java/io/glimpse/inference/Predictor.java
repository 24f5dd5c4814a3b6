package io.glimpse.inference;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.calibration.CalibratedAnswers;
import io.glimpse.calibration.Calibration;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.NoPlacesException;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.image.ImageException;
import io.glimpse.input.CloudRendering;
import io.glimpse.local.LocalClassifier;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Prediction;
import io.glimpse.method.Sees;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.SeenBy;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankKind;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is in images and point clouds: the one way for the library, the command line,
 * services and Spark. Immutable; many threads may share one as long as its encoder is open.
 */
public final class Predictor {

  private final ImagePipeline pipeline;
  private final Classifier classifier;
  private final TextFeatures text;
  private final @Nullable Bank bank;

  /** What the bank holds; null where there is none. */
  private final @Nullable BankKind kind;

  private final CloudRendering clouds;
  private final Supplier<Calibration> calibration;
  private final AnswerRules rules;

  /** Null until somebody asks: a bank that grows shot by shot is not calibrated at every shot. */
  private volatile @Nullable CalibratedAnswers answers;

  /**
   * A predictor.
   *
   * @param pipeline into the encoder; its kind of rows, and who reads point clouds, is chosen here
   * @param text the classes' texts
   * @param bank null where there are no examples
   * @param clouds how point clouds become images
   * @param calibration how far the classifier can be trusted; asked for with the first answer
   * @param notes hear what is done to point clouds and found of pictures
   */
  Predictor(
      ImagePipeline pipeline,
      Classifier classifier,
      TextFeatures text,
      @Nullable Bank bank,
      CloudRendering clouds,
      Supplier<Calibration> calibration,
      Notes notes) {
    this(
        pipeline
            .withViews(clouds.views(notes))
            .withNotes(notes)
            .withLocal(classifier instanceof LocalClassifier),
        classifier,
        text,
        bank,
        clouds,
        calibration,
        AnswerRules.usual());
  }

  private Predictor(
      ImagePipeline pipeline,
      Classifier classifier,
      TextFeatures text,
      @Nullable Bank bank,
      CloudRendering clouds,
      Supplier<Calibration> calibration,
      AnswerRules rules) {
    NoPlacesException.requirePlaces(pipeline.encoder(), classifier.method());
    this.pipeline = pipeline;
    this.clouds = clouds;
    this.classifier = classifier;
    this.text = text;
    this.bank = bank;
    this.kind = bank == null ? null : BankKind.of(bank);
    this.calibration = calibration;
    this.rules = rules;
  }

  /**
   * The same with other rules for its answers.
   *
   * @throws InputException if too few pictures are known for what was asked, saying how many it
   *     takes
   */
  public Predictor with(AnswerRules other) throws InputException {
    Objects.requireNonNull(other, "other");
    Predictor same =
        new Predictor(pipeline, classifier, text, bank, clouds, this::calibration, other);
    try {
      same.answers();
      return same;
    } catch (IllegalArgumentException e) {
      throw new InputException("", String.valueOf(e.getMessage()), e);
    }
  }

  /** How far its answers can be trusted, and why. */
  public Calibration calibration() {
    return answers().calibration();
  }

  /** What was asked of its answers. */
  public AnswerRules rules() {
    return rules;
  }

  /** The score below which a picture is taken for none of the classes; null where none is told. */
  public @Nullable Double unknownThreshold() {
    return answers().threshold();
  }

  private CalibratedAnswers answers() {
    CalibratedAnswers ready = answers;
    if (ready == null) {
      ready = new CalibratedAnswers(classifier.classes(), calibration.get(), text.weights(), rules);
      answers = ready;
    }
    return ready;
  }

  /** What features come from. */
  public Encoder encoder() {
    return pipeline.encoder();
  }

  /** What answers by features. */
  public Classifier classifier() {
    return classifier;
  }

  /** The classes' texts. */
  public TextFeatures text() {
    return text;
  }

  /** The bank that answers; null where there are no examples. */
  public @Nullable Bank bank() {
    return bank;
  }

  /** Whether a bank of one class answers, which says how like its examples something is. */
  public boolean isOfOneClass() {
    return bank != null && bank.classes().isSingle();
  }

  /** How many images a point cloud becomes. */
  public int views() {
    return clouds.preset().views();
  }

  /** How point clouds become images. */
  CloudRendering clouds() {
    return clouds;
  }

  /**
   * The pipeline that makes of inputs what this is asked with.
   *
   * @param tokens whether spatial tokens are wanted though the method does without
   */
  public ImagePipeline pipeline(boolean tokens) {
    Method method = classifier.method();
    ImagePipeline wanted = pipeline.globalsOnly(!tokens && !method.needs(Need.TOKENS));
    // A cloud's views are fused as unit rows.
    return method.needs(Need.RAW) && drawing() == null ? wanted.raw() : wanted;
  }

  /**
   * The answer for one input.
   *
   * @throws ImageException if it cannot be used, or is not of the kind that the bank holds
   */
  public Prediction predict(Input input) throws ImageException {
    Objects.requireNonNull(input, "input");
    return predict(pipeline(false).run(input));
  }

  /**
   * The answers for many inputs, worked out by all threads of the pipeline as they are read, a few
   * ahead. One that cannot be used has its error for an answer, and the others go on.
   *
   * @param inputs read by one thread at a time
   * @return for one thread
   */
  public Results predict(Iterator<? extends Input> inputs) {
    Objects.requireNonNull(inputs, "inputs");
    return new Results(this, pipeline(false).run(inputs));
  }

  /**
   * The answer for one encoded input, with a map of its small places where they count.
   *
   * @param image by {@link #pipeline}
   * @throws ImageException if it could not be read, or is not of the kind that the bank holds
   */
  public Prediction predict(EncodedImage image) throws ImageException {
    FeatureBatch features = features(image);
    OddPlaces odd = oddPlaces(image).orElse(null);
    if (odd == null || !(classifier instanceof LocalClassifier both)) {
      return predict(features);
    }
    // What places say takes most of the time of such an answer, and is both its logits and its map.
    return answer(both.logits(features, odd.answer()), features).withPlaces(odd.map());
  }

  /**
   * The answer for one image by its feature, or for a point cloud by those of its views, without a
   * map: features do not know where in a picture they were.
   *
   * @param features by {@link #pipeline}
   */
  public Prediction predict(FeatureBatch features) {
    return answer(logits(features), asked(features));
  }

  private Prediction answer(Matrix logits, FeatureBatch asked) {
    return answers().of(logits, asked).get(0);
  }

  /**
   * The logits of one image, or of a point cloud by its views.
   *
   * @param image by {@link #pipeline}
   * @return 1 x k
   * @throws ImageException if it could not be read, or is not of the kind that the bank holds
   */
  public Matrix logits(EncodedImage image) throws ImageException {
    return logits(features(image));
  }

  /**
   * The logits of every view of a point cloud by itself; of an image those of the image.
   *
   * @return views x k
   * @throws ImageException if it could not be read, or is not of the kind that the bank holds
   */
  public Matrix logitsOfViews(EncodedImage image) throws ImageException {
    return classifier.logits(features(image));
  }

  private FeatureBatch features(EncodedImage image) throws ImageException {
    if (kind != null) {
      kind.require(image.input());
    }
    return image.features();
  }

  /**
   * How odd the small places of an image are; empty where answers do not depend on them.
   *
   * @param image by {@link #pipeline}
   * @throws ImageException if it could not be read, or is not of the kind that the bank holds
   */
  Optional<OddPlaces> oddPlaces(EncodedImage image) throws ImageException {
    if (!(classifier instanceof LocalClassifier both)) {
      return Optional.empty();
    }
    FeatureBatch features = features(image);
    return image.local().map(local -> new OddPlaces(local, both.answerOfPlaces(features)));
  }

  /**
   * The logits of one image by its feature, or of a point cloud by those of its views.
   *
   * @param features by {@link #pipeline}
   * @return 1 x k
   */
  public Matrix logits(FeatureBatch features) {
    return seen().logits(features, features.size());
  }

  /** What the classifier is asked with: an image, each view of a cloud, or the views as one. */
  public FeatureBatch asked(FeatureBatch features) {
    return seen().asked(features);
  }

  /** Whether the views of a cloud are answered one by one, and their logits added up. */
  public boolean answersViewByView() {
    return classifier.method().sees() == Sees.EACH_VIEW;
  }

  /** Encoder, method, the first classes and, where there are such, the number of shots. */
  @Override
  public String toString() {
    return "Predictor[" + summary() + "]";
  }

  /** What it is in a line: {@code encoder=lite, method=auto, 2 classes (emu, okapi), shots=8}. */
  public String summary() {
    String shots = bank == null ? "" : ", shots=" + bank.shots().size();
    return "encoder="
        + encoder().name()
        + ", method="
        + classifier.method().name()
        + ", "
        + classifier.classes()
        + shots;
  }

  private @Nullable CloudDrawing drawing() {
    return bank == null ? null : bank.clouds();
  }

  private SeenBy seen() {
    CloudDrawing drawing = drawing();
    return drawing == null
        ? new SeenBy(classifier, Fusion.AVERAGED, null)
        : new SeenBy(classifier, drawing.fusion(), drawing.weights());
  }
}
