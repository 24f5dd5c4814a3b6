package io.glimpse.local;

import io.glimpse.auto.Spread;
import io.glimpse.auto.WeightFit;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.LocalTokens;
import io.glimpse.matrix.Elementwise;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import io.glimpse.method.Classifier;
import io.glimpse.method.LogitParts;
import io.glimpse.method.Method;
import io.glimpse.method.Parameters;
import io.glimpse.method.UnseenAnswers;
import io.glimpse.method.Vote;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A classifier that also looks at places: the method's own logits and the scores of a {@link
 * LocalFit}, weighed by the likelihood of the shots, each answered by both without itself.
 *
 * <pre>logits = w_m method(f) + w_l places(t)</pre>
 *
 * <p>Of one class there is nothing to weigh, and the logits are the method's own; places then tell
 * what is not like it.
 */
public final class LocalClassifier implements Classifier {

  /** The weight of an expert before anything is learned, in units of its spread. */
  private static final double START = 0.7;

  private static final int LEAST_TO_CALIBRATE = 4;

  private final Classifier whole;
  private final LocalFit places;
  private final UnseenAnswers leftOut;
  private final double ofWhole;
  private final double ofPlaces;

  private LocalClassifier(
      Classifier whole, LocalFit places, UnseenAnswers leftOut, double ofWhole, double ofPlaces) {
    this.whole = whole;
    this.places = places;
    this.leftOut = leftOut;
    this.ofWhole = ofWhole;
    this.ofPlaces = ofPlaces;
  }

  /**
   * Adds places to a classifier.
   *
   * @param whole made of these very shots
   * @param shots their keys and classes
   * @param local their local tokens, in the same order
   * @return empty where the method cannot tell what it answers to shots that are left out, and
   *     there are several classes
   */
  public static Optional<LocalClassifier> of(Classifier whole, Cache shots, LocalShots local) {
    if (whole.classes().isSingle()) {
      return Optional.of(ofOne(whole, shots, local));
    }
    Optional<UnseenAnswers> unseen = whole.leaveOneOut();
    if (unseen.isEmpty()) {
      return Optional.empty();
    }
    int[] labels = shots.labels();
    int k = whole.classes().size();
    LocalFit places = LocalFit.of(shots.keys().toMatrix(), local.asList(), labels, k);
    Matrix scores = scores(places.leftOut(), labels.length, k);
    Matrix logits = unseen.get().logits();
    double wholeSpread = Spread.of(logits, labels);
    double placesSpread = Spread.of(scores, labels);
    int[] fair = unseen.get().fair();
    // Of a method whose softmax is a probability already, nothing is to be changed without cause.
    double[] weights = {whole.isProbabilistic() ? wholeSpread : START, 0};
    if (fair.length > 0) {
      weights =
          WeightFit.best(
              new BothExperts(logits, wholeSpread, scores, placesSpread, labels, fair),
              new double[] {weights[0], START},
              1.0 / fair.length);
    }
    double ofWhole = weights[0] / wholeSpread;
    double ofPlaces = weights[1] / placesSpread;
    Matrix both = Elementwise.scale(logits.copy(), ofWhole);
    Elementwise.addScaled(ofPlaces, scores, both);
    return Optional.of(
        new LocalClassifier(
            whole,
            places,
            UnseenAnswers.ofShots(both, Labels.of(labels), fair),
            ofWhole,
            ofPlaces));
  }

  private static LocalClassifier ofOne(Classifier whole, Cache shots, LocalShots local) {
    int[] labels = shots.labels();
    return new LocalClassifier(
        whole,
        LocalFit.of(shots.keys().toMatrix(), local.asList(), labels, 1),
        UnseenAnswers.ofShots(new Matrix(labels.length, 1), Labels.of(labels)),
        1,
        0);
  }

  /**
   * A classifier that looks at places where it can: with places if there are such and the method
   * can leave shots out, else as it was.
   *
   * @param shots its keys and classes
   * @param local their local tokens, in the same order; null for none
   */
  public static Classifier with(Classifier whole, Cache shots, @Nullable LocalShots local) {
    return local == null ? whole : of(whole, shots, local).<Classifier>map(c -> c).orElse(whole);
  }

  private static Matrix scores(double[] values, int rows, int columns) {
    Matrix scores = new Matrix(rows, columns);
    for (int i = 0; i < values.length; i++) {
      scores.set(i / columns, i % columns, (float) values[i]);
    }
    return scores;
  }

  /** What places say, and how much better the shots are answered with them. */
  public LocalFit places() {
    return places;
  }

  /** What the scores of places are multiplied by; 0 where they are not believed. */
  public double weightOfPlaces() {
    return ofPlaces;
  }

  @Override
  public ClassSet classes() {
    return whole.classes();
  }

  @Override
  public Method method() {
    return whole.method();
  }

  @Override
  public Parameters parameters() {
    return whole.parameters();
  }

  @Override
  public Matrix logits(FeatureBatch queries) {
    return weighed(whole.logits(queries), ofPlaces(queries));
  }

  /**
   * The logits of a picture whose places were asked already.
   *
   * @param picture 1 picture
   * @param said what {@link #answerOfPlaces} gave for it
   * @return 1 x k, to the bit those of {@link #logits(FeatureBatch)}
   */
  public Matrix logits(FeatureBatch picture, LocalAnswer said) {
    return weighed(whole.logits(picture), scores(said.scores(), 1, classes().size()));
  }

  private Matrix weighed(Matrix logits, Matrix scores) {
    Matrix both = Elementwise.scale(logits.copy(), ofWhole);
    Elementwise.addScaled(ofPlaces, scores, both);
    return both;
  }

  private Matrix ofPlaces(FeatureBatch queries) {
    List<LocalTokens> local = queries.local();
    if (local.size() != queries.size()) {
      throw new IllegalArgumentException(
          "this classifier looks at places, and these features come without local tokens; ask it"
              + " about the pictures themselves");
    }
    Matrix scores = new Matrix(queries.size(), classes().size());
    if (classes().isSingle()) {
      return scores;
    }
    Matrix globals = keys(queries);
    Workers.shared()
        .forEach(
            queries.size(),
            i -> {
              double[] answer = places.answer(globals, i, local.get(i)).scores();
              for (int c = 0; c < answer.length; c++) {
                scores.set(i, c, (float) answer[c]);
              }
            });
    return scores;
  }

  /** As the shots' keys are, whatever rows the method takes. */
  private static Matrix keys(FeatureBatch queries) {
    return queries.globals().copy().normalizeRows();
  }

  /**
   * What the places of a picture say.
   *
   * @param picture 1 picture with its local tokens
   */
  public LocalAnswer answerOfPlaces(FeatureBatch picture) {
    return places.answer(keys(picture), 0, picture.local().get(0));
  }

  /** Places belong to the shots' part. */
  @Override
  public Optional<LogitParts> parts(FeatureBatch queries) {
    return whole
        .parts(queries)
        .map(
            parts ->
                new LogitParts(
                    Elementwise.scale(parts.texts().copy(), ofWhole),
                    weighed(parts.shots(), ofPlaces(queries))));
  }

  /** The method's own; places are fitted anew. */
  @Override
  public Map<String, Matrix> weights() {
    return whole.weights();
  }

  @Override
  public List<Vote> nearestShots(FeatureBatch query, int most) {
    return whole.nearestShots(query, most);
  }

  @Override
  public Optional<UnseenAnswers> leaveOneOut() {
    return Optional.of(leftOut);
  }

  /** With fewer, the weight of places is too large: the shots that it is learned of are few. */
  @Override
  public int leastToCalibrate() {
    return LEAST_TO_CALIBRATE;
  }

  /** Its weights are those of the greatest likelihood of shots that were left out. */
  @Override
  public boolean isProbabilistic() {
    return true;
  }
}
