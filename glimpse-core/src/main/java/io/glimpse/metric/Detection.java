package io.glimpse.metric;

import io.glimpse.method.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well answers tell pictures of no class from pictures of the classes: by their own score and,
 * for comparison, by the probability of the likeliest class alone. Not safe for several threads.
 */
public final class Detection {

  private final List<Prediction.Unknown> known = new ArrayList<>();
  private final List<Prediction.Unknown> unknown = new ArrayList<>();
  private final List<Double> knownTops = new ArrayList<>();
  private final List<Double> unknownTops = new ArrayList<>();
  private final Map<String, List<Prediction.Unknown>> byKind = new LinkedHashMap<>();

  /** Nothing is counted yet. */
  public Detection() {}

  /** Counts the answer to a picture of one of the classes. */
  public void addKnown(Prediction prediction) {
    add(prediction, known, knownTops);
  }

  /** Counts the answer to a picture of none of the classes. */
  public void addUnknown(Prediction prediction) {
    add(prediction, unknown, unknownTops);
  }

  /**
   * Counts the answer to a picture of none of the classes.
   *
   * @param kind of thing that it shows, such as the name of its folder
   */
  public void addUnknown(Prediction prediction, String kind) {
    addUnknown(prediction);
    Prediction.Unknown score = prediction.unknown();
    if (score != null) {
      byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(score);
    }
  }

  /**
   * One kind of pictures of no class, told from those of the classes.
   *
   * @param name of the kind
   * @param byScore by the answers' own score
   * @param falseAcceptance the share of them that were taken for one of the classes, 0 to 1: all of
   *     them where there is no threshold
   */
  public record Kind(String name, Separation byScore, double falseAcceptance) {}

  /** The kinds, in the order in which they came; none where answers have no score. */
  public List<Kind> kinds() {
    double[] ofClasses = scores(known);
    return byKind.entrySet().stream()
        .map(
            kind -> {
              List<Prediction.Unknown> some = kind.getValue();
              long passed = some.stream().filter(one -> !one.is()).count();
              return new Kind(
                  kind.getKey(),
                  Separation.of(ofClasses, scores(some)),
                  (double) passed / some.size());
            })
        .toList();
  }

  /** The mean of the AUROC of all kinds, 0 to 1; not a number without any. */
  public double meanAurocOfKinds() {
    return kinds().stream()
        .mapToDouble(kind -> kind.byScore().auroc())
        .average()
        .orElse(Double.NaN);
  }

  private static void add(
      Prediction prediction, List<Prediction.Unknown> scores, List<Double> tops) {
    tops.add(prediction.best().probability());
    Prediction.Unknown score = prediction.unknown();
    if (score != null) {
      scores.add(score);
    }
  }

  /** Pictures of no class that were counted. */
  public int total() {
    return unknownTops.size();
  }

  /** By the answers' own score; null where an answer had none, or none was counted. */
  public @Nullable Separation byScore() {
    int all = knownTops.size() + unknownTops.size();
    return all == 0 || known.size() + unknown.size() < all
        ? null
        : Separation.of(scores(known), scores(unknown));
  }

  private static double[] scores(List<Prediction.Unknown> all) {
    return all.stream().mapToDouble(Prediction.Unknown::score).toArray();
  }

  /** By the probability of the likeliest class. */
  public Separation byTopProbability() {
    return Separation.of(values(knownTops), values(unknownTops));
  }

  private static double[] values(List<Double> all) {
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The score below which answers took a picture for none of the classes; null without one. */
  public @Nullable Double threshold() {
    List<Prediction.Unknown> any = known.isEmpty() ? unknown : known;
    return any.isEmpty() ? null : any.get(0).threshold();
  }

  /**
   * The share of pictures of no class that were taken for one of the classes, 0 to 1: all of them
   * where there is no threshold; NaN without any.
   */
  public double falseAcceptance() {
    long rejected = unknown.stream().filter(Prediction.Unknown::is).count();
    return (double) (total() - rejected) / total();
  }

  /**
   * The share of pictures of the classes that were taken for none of them, 0 to 1: none of them
   * where there is no threshold; NaN without any.
   */
  public double falseRejection() {
    return (double) known.stream().filter(Prediction.Unknown::is).count() / knownTops.size();
  }
}
