package io.glimpse.report;

import io.glimpse.page.Crop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file and what was answered for it.
 *
 * @param file its path, as the user gave it
 * @param truth the class that it is of; null where nobody knows
 * @param views what the encoder saw of it: one crop of a picture, every depth view of a point
 *     cloud; at least one
 * @param answers one a method, at least one
 */
public record Evidence(
    String file, @Nullable String truth, List<Crop> views, List<Answer> answers) {

  public Evidence {
    views = List.copyOf(views);
    answers = List.copyOf(answers);
    if (views.isEmpty() || answers.isEmpty()) {
      throw new IllegalArgumentException(file + ": there is no view or no answer to show");
    }
    for (Answer answer : answers) {
      for (ViewAttention map : answer.attention()) {
        if (map.view() < 0 || map.view() >= views.size()) {
          throw new IllegalArgumentException(
              "%s: attention over view %d of %d".formatted(file, map.view() + 1, views.size()));
        }
      }
    }
  }

  /** What was answered for a picture. */
  public static Evidence ofPicture(
      String file, @Nullable String truth, Crop crop, List<Answer> answers) {
    return new Evidence(file, truth, List.of(crop), answers);
  }

  /** Whether it was seen from more than one side, as point clouds are. */
  boolean hasViews() {
    return views.size() > 1;
  }

  /** Whether the truth is known and an answer misses it. */
  boolean hasWrongAnswer() {
    return answers.stream().anyMatch(answer -> answer.verdict(truth) == Verdict.WRONG);
  }
}
