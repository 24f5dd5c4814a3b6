package io.glimpse.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What came out of one experiment: one line of {@code results.jsonl}.
 *
 * @param version of the Glimpse that ran it
 * @param key tells it from all others; of several lines with one key the last counts
 * @param dataset its name
 * @param encoder its name
 * @param fingerprint of the encoder; null for ready features, which do not say
 * @param text what the classes' texts are made of: templates, or the file of ready texts
 * @param method its name
 * @param variant the method with what was set
 * @param shots a class; 0 for a method that uses none
 * @param seed of sample and training; 0 without shots
 * @param views of each shot; 1 without augmentation
 * @param clouds how point clouds were drawn; null for pictures
 * @param protocol {@code honest} or {@code reference}
 * @param selection how parameters were chosen: {@code fixed}, {@code val}, {@code loo}, {@code
 *     reference}
 * @param selectedOn what they were chosen on, such as {@code 1649 validation pictures}
 * @param params the values in use
 * @param score right answers; null where it failed
 * @param cost time and memory; null where it failed
 * @param epochs of training, where there was some
 * @param sensitivity right answers over alpha and beta, where that was asked for
 * @param warnings of the method
 * @param inputs SHA-256 of what went in, by part
 * @param finished when, ISO 8601
 * @param error one sentence where it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record CellResult(
    String version,
    String key,
    String dataset,
    String encoder,
    @Nullable String fingerprint,
    List<String> text,
    String method,
    String variant,
    int shots,
    long seed,
    int views,
    @Nullable String clouds,
    String protocol,
    String selection,
    String selectedOn,
    Map<String, Object> params,
    @Nullable Score score,
    @Nullable Cost cost,
    List<Epoch> epochs,
    @Nullable Sensitivity sensitivity,
    List<String> warnings,
    Map<String, String> inputs,
    String finished,
    @Nullable String error) {

  /**
   * How right the answers were.
   *
   * @param accuracy correct / total
   * @param meanOfClasses the mean of the classes' accuracies
   * @param classCorrect by label
   * @param classTotal by label
   * @param confusions {@code [truth, answer, count]} of wrong answers, the most frequent first
   * @param trust how far the answers could be trusted; null in results of an older Glimpse
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Score(
      int correct,
      int total,
      double accuracy,
      double meanOfClasses,
      List<Integer> classCorrect,
      List<Integer> classTotal,
      List<List<Integer>> confusions,
      @Nullable Trust trust) {

    public Score {
      classCorrect = List.copyOf(classCorrect);
      classTotal = List.copyOf(classTotal);
      confusions = confusions.stream().map(List::copyOf).toList();
      int classes = classTotal.size();
      boolean labelled =
          confusions.stream()
              .allMatch(
                  c -> c.size() == 3 && isLabel(c.get(0), classes) && isLabel(c.get(1), classes));
      if (classCorrect.size() != classes || !labelled) {
        throw new IllegalArgumentException("a score does not fit its " + classes + " classes");
      }
    }

    private static boolean isLabel(int label, int classes) {
      return label >= 0 && label < classes;
    }
  }

  /**
   * What it took.
   *
   * @param fit seconds of preparation and training
   * @param select seconds of the search for parameters
   * @param predict seconds of all answers, features being ready
   * @param perQuery seconds of one answer within a batch
   * @param peakHeapBytes the largest heap in use meanwhile; null where other experiments ran at the
   *     same time
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Cost(
      double fit, double select, double predict, double perQuery, @Nullable Long peakHeapBytes) {}

  /**
   * An epoch of training.
   *
   * @param loss mean cross-entropy
   * @param accuracy on the shots, 0 to 1
   * @param seconds since training began
   */
  public record Epoch(double loss, double accuracy, double seconds) {}

  /**
   * Right answers on the selection data over a grid.
   *
   * @param correct one row a beta, one column an alpha
   * @param total rows of selection data
   * @param on what the selection data are
   */
  public record Sensitivity(
      List<Double> beta, List<Double> alpha, List<List<Integer>> correct, int total, String on) {

    public Sensitivity {
      beta = List.copyOf(beta);
      alpha = List.copyOf(alpha);
      correct = correct.stream().map(List::copyOf).toList();
      int columns = alpha.size();
      if (beta.isEmpty()
          || columns == 0
          || correct.size() != beta.size()
          || correct.stream().anyMatch(row -> row.size() != columns)) {
        throw new IllegalArgumentException("a map of alpha and beta has gaps");
      }
    }
  }

  public CellResult {
    for (String needed :
        Arrays.asList(
            version, key, dataset, encoder, method, variant, protocol, selection, selectedOn)) {
      if (needed == null) {
        throw new IllegalArgumentException("a result lacks what it is a result of");
      }
    }
    text = text == null ? List.of() : List.copyOf(text);
    epochs = epochs == null ? List.of() : List.copyOf(epochs);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    Objects.requireNonNull(params, "params");
    Objects.requireNonNull(inputs, "inputs");
  }

  /** Whether there are answers. */
  @JsonIgnore
  public boolean isDone() {
    return score != null;
  }
}
