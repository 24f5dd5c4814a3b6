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
   * Chooses among pictures; the same content is looked at once.
   *
   * @param predictor of a bank
   * @param inputs those that cannot be used are told to the notes
   * @param most how many to choose at most, at least 0
   * @throws IllegalArgumentException if the predictor has no bank
   */
  public static ShotSuggestions of(
      Predictor predictor, List<? extends Input> inputs, int most, Notes notes) {
    Bank bank = predictor.bank();
    if (bank == null) {
      throw new IllegalArgumentException("there is no bank to suggest pictures for");
    }
    if (most < 0) {
      throw new IllegalArgumentException("at least 0 pictures can be asked for, not " + most);
    }
    Candidates candidates = new Candidates(predictor, bank, notes);
    try (Progress progress = notes.progress("look", inputs.size())) {
      predictor
          .pipeline(false)
          .run(
              inputs,
              image -> {
                candidates.add(image);
                progress.step();
              });
    }
    return candidates.choose(most);
  }

  /**
   * A margin found better pictures than the top probability or the entropy did, and to count what
   * is taken for none of the classes as all doubt did not help.
   */
  private static double doubt(Prediction prediction) {
    List<Prediction.Ranked> best = prediction.top(2);
    return best.size() < 2 ? 1 : 1 - best.get(0).probability() + best.get(1).probability();
  }

  private static final class Candidates {

    private final Predictor predictor;
    private final Bank bank;
    private final Notes notes;
    private final Set<String> seen = new HashSet<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<Matrix> rows = new ArrayList<>();
    private int looked;
    private int known;

    Candidates(Predictor predictor, Bank bank, Notes notes) {
      this.predictor = predictor;
      this.bank = bank;
      this.notes = notes;
    }

    void add(EncodedImage image) {
      Input input = image.input();
      try {
        Prediction prediction = predictor.predict(image);
        looked++;
        String id = ShotId.of(input);
        if (bank.classOf(id).isPresent()) {
          known++;
        } else if (seen.add(id)) {
          inputs.add(input);
          predictions.add(shortened(prediction));
          rows.add(mean(predictor.asked(image.features()).globals()));
        }
      } catch (ImageException e) {
        notes.failed(input.name(), e);
      } catch (IOException e) {
        notes.failed(input.name(), input.name() + ": the file cannot be read again");
      }
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

    ShotSuggestions choose(int most) {
      if (rows.isEmpty()) {
        return new ShotSuggestions(looked, known, List.of());
      }
      Matrix all = new Matrix(rows.size(), rows.get(0).columns());
      double[] doubts = new double[rows.size()];
      for (int i = 0; i < doubts.length; i++) {
        all.setRow(i, rows.get(i), 0);
        doubts[i] = doubt(predictions.get(i));
      }
      List<Suggestion> chosen = new ArrayList<>();
      for (DoubtfulPicks.Pick pick : DoubtfulPicks.of(all, doubts, most)) {
        int i = pick.picture();
        chosen.add(new Suggestion(inputs.get(i), predictions.get(i), doubts[i], pick.novelty()));
      }
      return new ShotSuggestions(looked, known, chosen);
    }
  }
}
