package io.glimpse.inference;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import io.glimpse.review.DoubtfulPicks;
import io.glimpse.shots.ShotId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Pictures without labels that would teach a bank most, were they labelled and added: those that it
 * doubts, that are typical of others, and that are unlike each other.
 *
 * @param looked how many pictures could be looked at, those that the bank holds among them
 * @param known how many of them the bank holds already
 * @param suggestions in the order in which they were chosen
 */
public record ShotSuggestions(int looked, int known, List<Suggestion> suggestions) {

  public ShotSuggestions {
    suggestions = List.copyOf(suggestions);
  }

  /**
   * A picture to label.
   *
   * @param input the picture
   * @param prediction what the bank takes it for: the two likeliest classes
   * @param doubt one less the margin between the two likeliest classes, 0 to 1; 1 where there is
   *     one class
   * @param novelty how unlike it is to those before it, 0 to 1
   */
  public record Suggestion(Input input, Prediction prediction, double doubt, double novelty) {

    /** Whether the bank takes it for none of its classes. */
    public boolean isUnknown() {
      return prediction.isUnknown();
    }
  }

  /**
   * A picture that was looked at.
   *
   * @param input the picture
   * @param id by which the bank would name it
   * @param isKnown whether the bank holds it already
   * @param prediction the two likeliest classes
   * @param row a unit row to compare it with others by
   */
  public record Candidate(
      Input input, String id, boolean isKnown, Prediction prediction, Matrix row) {

    /**
     * Looks at a picture.
     *
     * @param predictor of a bank
     * @param image by {@link Predictor#pipeline}
     * @throws ImageException if it could not be used
     * @throws IOException if it cannot be read again
     * @throws IllegalArgumentException if the predictor has no bank
     */
    public static Candidate of(Predictor predictor, EncodedImage image) throws IOException {
      Bank bank = bank(predictor);
      Prediction prediction = predictor.predict(image);
      String id = ShotId.of(image.input());
      return new Candidate(
          image.input(),
          id,
          bank.classOf(id).isPresent(),
          shortened(prediction),
          mean(predictor.asked(image.features()).globals()));
    }
  }

  /**
   * Chooses among pictures; the same content is looked at once.
   *
   * @param predictor of a bank
   * @param inputs those that cannot be used are told to the notes
   * @param most how many to choose at most, at least 0
   * @throws IllegalArgumentException if the predictor has no bank
   */
  public static ShotSuggestions of(
      Predictor predictor, List<? extends Input> inputs, int most, Notes notes) {
    bank(predictor);
    List<Candidate> candidates = new ArrayList<>();
    try (Progress progress = notes.progress("look", inputs.size())) {
      predictor
          .pipeline(false)
          .run(
              inputs,
              image -> {
                try {
                  candidates.add(Candidate.of(predictor, image));
                } catch (ImageException e) {
                  notes.failed(image.input().name(), e);
                } catch (IOException e) {
                  String name = image.input().name();
                  notes.failed(name, name + ": the file cannot be read again");
                }
                progress.step();
              });
    }
    return among(candidates, most);
  }

  /**
   * As {@link #of}, among pictures that were looked at, in their order.
   *
   * @param most how many to choose at most, at least 0
   */
  public static ShotSuggestions among(List<Candidate> candidates, int most) {
    if (most < 0) {
      throw new IllegalArgumentException("at least 0 pictures can be asked for, not " + most);
    }
    Set<String> seen = new HashSet<>();
    List<Candidate> fresh =
        candidates.stream().filter(one -> !one.isKnown() && seen.add(one.id())).toList();
    int known = (int) candidates.stream().filter(Candidate::isKnown).count();
    if (fresh.isEmpty()) {
      return new ShotSuggestions(candidates.size(), known, List.of());
    }
    Matrix all = new Matrix(fresh.size(), fresh.get(0).row().columns());
    double[] doubts = new double[fresh.size()];
    for (int i = 0; i < doubts.length; i++) {
      all.setRow(i, fresh.get(i).row(), 0);
      doubts[i] = doubt(fresh.get(i).prediction());
    }
    List<Suggestion> chosen = new ArrayList<>();
    for (DoubtfulPicks.Pick pick : DoubtfulPicks.of(all, doubts, most)) {
      Candidate one = fresh.get(pick.picture());
      chosen.add(
          new Suggestion(one.input(), one.prediction(), doubts[pick.picture()], pick.novelty()));
    }
    return new ShotSuggestions(candidates.size(), known, chosen);
  }

  private static Bank bank(Predictor predictor) {
    Bank bank = predictor.bank();
    if (bank == null) {
      throw new IllegalArgumentException("there is no bank to suggest pictures for");
    }
    return bank;
  }

  /**
   * A margin found better pictures than the top probability or the entropy did, and to count what
   * is taken for none of the classes as all doubt did not help.
   */
  private static double doubt(Prediction prediction) {
    List<Prediction.Ranked> best = prediction.top(2);
    return best.size() < 2 ? 1 : 1 - best.get(0).probability() + best.get(1).probability();
  }

  /** All classes of all pictures of a folder would not fit into memory. */
  private static Prediction shortened(Prediction prediction) {
    return new Prediction(
        List.copyOf(prediction.top(2)), prediction.calibrated(), prediction.unknown(), List.of());
  }

  /** Views that are answered one by one are compared by their mean. */
  private static Matrix mean(Matrix views) {
    Matrix mean = new Matrix(1, views.columns());
    for (int j = 0; j < views.columns(); j++) {
      double sum = 0;
      for (int i = 0; i < views.rows(); i++) {
        sum += views.get(i, j) / views.norm(i);
      }
      mean.set(0, j, (float) (sum / views.rows()));
    }
    return mean.normalizeRows();
  }
}
