package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.glimpse.metric.Detection;
import io.glimpse.metric.Evaluation;
import io.glimpse.metric.Reliability;
import io.glimpse.metric.RiskCoverage;
import io.glimpse.metric.Separation;
import io.glimpse.metric.SetCoverage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many answers are right, and how far they can be trusted.
 *
 * @param params the method's parameters: numbers, or words
 * @param reference null where nothing was chosen on what is tested
 * @param correct right answers
 * @param total answers
 * @param accuracy 0 to 1
 * @param topFive the share of answers of whose five likeliest classes one is right, 0 to 1
 * @param meanOfClasses the mean of every class's accuracy, 0 to 1
 * @param ece expected calibration error, 0 to 1
 * @param nll the mean of {@code -ln p} of the true class
 * @param brier the Brier score over all classes, 0 to 2
 * @param calibrated whether probabilities were fitted to answers to unseen pictures
 * @param calibration what they were fitted to, or why they were not
 * @param confusion rows are true classes, columns answers
 * @param perClass every class, in the order of {@code classes}
 * @param untested classes without a picture
 * @param leaked pictures that are shots of the bank; left out where there is no bank that learns
 *     from them
 * @param reliability every bin of probabilities, also those without answers
 * @param riskCoverage at every tenth of the answers
 * @param sets null where answers have none
 * @param unknown null where no pictures of no class were shown
 * @param wrong every wrong answer, in the order of the pictures
 * @param seconds that the answers took
 */
public record EvaluateDocument(
    EncoderDocument encoder,
    String method,
    Map<String, Object> params,
    @JsonUnwrapped @Nullable Reference reference,
    int correct,
    int total,
    double accuracy,
    @JsonProperty("top5") double topFive,
    @JsonProperty("mean_of_classes") double meanOfClasses,
    double ece,
    double nll,
    double brier,
    boolean calibrated,
    String calibration,
    List<List<Integer>> confusion,
    List<String> classes,
    @JsonProperty("per_class") List<OfClass> perClass,
    List<String> untested,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LeakedDocument leaked,
    List<Bin> reliability,
    @JsonProperty("risk_coverage") List<Risk> riskCoverage,
    @Nullable Sets sets,
    @Nullable Unknown unknown,
    List<Wrong> wrong,
    double seconds,
    List<ErrorDocument> errors) {

  private static final double[] TENTHS = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1};

  public EvaluateDocument {
    confusion = confusion.stream().map(List::copyOf).toList();
    classes = List.copyOf(classes);
    perClass = List.copyOf(perClass);
    untested = List.copyOf(untested);
    reliability = List.copyOf(reliability);
    riskCoverage = List.copyOf(riskCoverage);
    wrong = List.copyOf(wrong);
    errors = List.copyOf(errors);
  }

  /**
   * What was counted, with how it came about.
   *
   * @param calibration what probabilities were fitted to, or why they were not
   * @param coverage how often sets were to hold the true class
   * @param leaked null where nothing was compared
   */
  public static EvaluateDocument of(
      EncoderDocument encoder,
      String method,
      Map<String, Object> params,
      @Nullable Reference reference,
      Evaluation evaluation,
      String calibration,
      double coverage,
      @Nullable LeakedDocument leaked,
      List<Wrong> wrong,
      double seconds,
      List<ErrorDocument> errors) {
    SetCoverage sets = evaluation.sets();
    Detection detection = evaluation.detection();
    return new EvaluateDocument(
        encoder,
        method,
        params,
        reference,
        evaluation.correct(),
        evaluation.total(),
        evaluation.accuracy(),
        evaluation.topFive(),
        evaluation.meanOfClasses(),
        evaluation.expectedCalibrationError(),
        evaluation.negativeLogLikelihood(),
        evaluation.brier(),
        evaluation.isCalibrated(),
        calibration,
        Arrays.stream(evaluation.confusion())
            .map(row -> Arrays.stream(row).boxed().toList())
            .toList(),
        evaluation.classes().names(),
        IntStream.range(0, evaluation.classes().size())
            .mapToObj(c -> OfClass.of(evaluation, c))
            .toList(),
        evaluation.untested().stream().map(evaluation.classes()::name).toList(),
        leaked,
        evaluation.reliability().bins().stream().map(Bin::of).toList(),
        evaluation.riskCoverage().at(TENTHS).stream().map(Risk::of).toList(),
        sets.total() == 0 ? null : Sets.of(coverage, sets),
        detection.total() == 0 ? null : Unknown.of(detection),
        wrong,
        seconds,
        errors);
  }

  /**
   * What the published protocol chooses on the very inputs that it tests.
   *
   * @param leak a sentence that says so
   * @param viewWeights as text
   */
  public record Reference(
      String protocol, String leak, @JsonProperty("view_weights") String viewWeights) {

    /** Weights of views that were chosen on what is tested. */
    public static Reference of(String leak, String viewWeights) {
      return new Reference("reference", leak, viewWeights);
    }
  }

  /**
   * The answers to pictures of one class.
   *
   * @param correct right answers
   * @param total answers
   * @param accuracy not a number without any
   */
  public record OfClass(
      @JsonProperty("class") String name, int correct, int total, double accuracy) {

    private static OfClass of(Evaluation evaluation, int label) {
      return new OfClass(
          evaluation.classes().name(label),
          evaluation.correct(label),
          evaluation.total(label),
          evaluation.accuracy(label));
    }
  }

  /**
   * Answers of nearly one probability.
   *
   * @param from the least, not itself in the bin
   * @param to the largest
   * @param count answers
   * @param probability their mean; not a number without any
   * @param accuracy the share of right ones; not a number without any
   */
  public record Bin(double from, double to, int count, double probability, double accuracy) {

    private static Bin of(Reliability.Bin bin) {
      return new Bin(bin.from(), bin.to(), bin.count(), bin.probability(), bin.accuracy());
    }
  }

  /**
   * What the surest answers risk.
   *
   * @param coverage their share of all; more than a tenth more where many are equally sure
   * @param risk the share of wrong ones among them
   */
  public record Risk(double coverage, double risk) {

    private static Risk of(RiskCoverage.Point point) {
      return new Risk(point.coverage(), point.risk());
    }
  }

  /**
   * Sets of classes.
   *
   * @param coverageAsked how often they were to hold the true class
   * @param coverage how often they do
   * @param meanSize classes in a set
   * @param single the share of sets of one class
   */
  public record Sets(
      @JsonProperty("coverage_asked") double coverageAsked,
      double coverage,
      @JsonProperty("mean_size") double meanSize,
      double single) {

    private static Sets of(double asked, SetCoverage sets) {
      return new Sets(asked, sets.coverage(), sets.meanSize(), sets.single());
    }
  }

  /**
   * Pictures of no class, told from the others. What is not known is not a number.
   *
   * @param auroc by the score
   * @param aurocTopProbability by the probability of the likeliest class alone
   * @param fpr95 the share of them accepted where 95 % of the others are, by the score
   * @param falseAcceptance the share of them that were taken for a class, by the threshold
   * @param falseRejection the share of the others that were taken for none, by the threshold
   * @param total pictures of no class
   * @param meanAuroc the mean of the AUROC of every folder of them; left out where there is one
   * @param folders each by itself; left out where there is one
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Unknown(
      double auroc,
      @JsonProperty("auroc_top_probability") double aurocTopProbability,
      double fpr95,
      @JsonProperty("false_acceptance") double falseAcceptance,
      @JsonProperty("false_rejection") double falseRejection,
      int total,
      @JsonProperty("auroc_mean_of_folders") @Nullable Double meanAuroc,
      @Nullable List<Folder> folders) {

    public Unknown {
      folders = folders == null ? null : List.copyOf(folders);
    }

    private static Unknown of(Detection detection) {
      Separation score = detection.byScore();
      boolean cut = detection.threshold() != null;
      List<Folder> folders = detection.kinds().stream().map(kind -> Folder.of(kind, cut)).toList();
      boolean several = folders.size() > 1;
      return new Unknown(
          score == null ? Double.NaN : score.auroc(),
          detection.byTopProbability().auroc(),
          score == null ? Double.NaN : score.falsePositivesAt95(),
          cut ? detection.falseAcceptance() : Double.NaN,
          cut ? detection.falseRejection() : Double.NaN,
          detection.total(),
          several ? (Double) detection.meanAurocOfKinds() : null,
          several ? folders : null);
    }
  }

  /**
   * A folder of pictures of no class, told from pictures of the classes.
   *
   * @param falseAcceptance the share of them that were taken for a class; not a number without a
   *     threshold
   */
  public record Folder(
      String folder,
      int total,
      double auroc,
      @JsonProperty("false_acceptance") double falseAcceptance) {

    private static Folder of(Detection.Kind kind, boolean cut) {
      Separation score = kind.byScore();
      return new Folder(
          kind.name(),
          score.unknown().length,
          score.auroc(),
          cut ? kind.falseAcceptance() : Double.NaN);
    }
  }

  /**
   * A wrong answer.
   *
   * @param truth the class of the picture
   * @param answer the class that it was taken for
   * @param probability of the answer
   */
  public record Wrong(
      String path, @JsonProperty("class") String truth, String answer, double probability) {}
}
