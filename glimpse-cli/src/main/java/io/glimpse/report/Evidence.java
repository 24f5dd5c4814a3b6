package io.glimpse.report;

import io.glimpse.page.Crop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One picture and what was answered for it.
 *
 * @param picture its path, as the user gave it
 * @param truth the class that it is of; null where nobody knows
 * @param crop what the encoder saw of it
 * @param answers one a method, at least one
 */
public record Evidence(String picture, @Nullable String truth, Crop crop, List<Answer> answers) {

  public Evidence {
    answers = List.copyOf(answers);
    if (answers.isEmpty()) {
      throw new IllegalArgumentException(picture + ": there is no answer to show");
    }
  }

  /** Whether the truth is known and an answer misses it. */
  boolean hasWrongAnswer() {
    return answers.stream().anyMatch(answer -> answer.verdict(truth) == Verdict.WRONG);
  }
}
