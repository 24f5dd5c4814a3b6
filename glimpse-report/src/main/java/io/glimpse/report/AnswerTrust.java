package io.glimpse.report;

import io.glimpse.method.Prediction;
import io.glimpse.method.Prediction.Ranked;
import io.glimpse.page.Html;
import io.glimpse.page.Numbers;

/** What is said of an answer beside its bars: how far to trust it, and what it rests on. */
final class AnswerTrust {

  private AnswerTrust() {}

  /** Whether the picture is of any class; nothing where nobody knows. */
  static void unknown(Html html, Prediction prediction) {
    Prediction.Unknown unknown = prediction.unknown();
    Double threshold = unknown == null ? null : unknown.threshold();
    if (unknown == null || threshold == null) {
      return;
    }
    html.open("p", "class", "margin");
    if (unknown.is()) {
      html.element("strong", "None of these classes").text(", as it seems: ");
    } else {
      html.text("Like what is known: ");
    }
    html.text(
            "its score is %s, and below %s a picture is taken for none of them."
                .formatted(Numbers.decimals(unknown.score(), 2), Numbers.decimals(threshold, 2)))
        .close();
  }

  /** What the percentages mean, and the set. */
  static void probabilities(Html html, Prediction prediction) {
    if (prediction.ranked().size() == 1) {
      Prediction.Unknown unknown = prediction.unknown();
      boolean told = unknown != null && unknown.threshold() != null;
      html.element(
          "p",
          "There is one class, so that its percentage is always 100."
              + (told ? " What counts is whether the picture is like it." : ""),
          "class",
          "small");
    } else if (!prediction.calibrated()) {
      html.element(
          "p", "These percentages are not calibrated: they rank the classes.", "class", "small");
    }
    // A set promises nothing of a picture of something else.
    if (!prediction.set().isEmpty() && !prediction.isUnknown()) {
      html.open("p", "class", "small").text("Set that holds the true class as often as asked: ");
      String separator = "";
      for (Ranked one : prediction.set()) {
        html.text(separator).foreign(one.name());
        separator = ", ";
      }
      html.text(".").close();
    }
  }

  /** By how much the answer won, and by what. */
  static void margin(Html html, Answer answer) {
    margin(html, answer.prediction());
    if (answer.split() != null) {
      split(html, answer.split());
    }
  }

  private static void margin(Html html, Prediction prediction) {
    html.open("p", "class", "margin");
    if (prediction.ranked().size() < 2) {
      html.text("There is no runner-up: one class alone was asked for.").close();
      return;
    }
    Ranked best = prediction.best();
    Ranked next = prediction.ranked().get(1);
    html.text("Margin to the runner-up: ");
    html.element("strong", Numbers.decimals(prediction.margin(), 2)).text(" logits (");
    html.foreign(best.name()).text(" " + Numbers.decimals(best.logit(), 2) + ", ");
    html.foreign(next.name()).text(" " + Numbers.decimals(next.logit(), 2) + ").").close();
  }

  private static void split(Html html, Split split) {
    html.open("p", "class", "margin").text("Of the margin, the texts gave ");
    html.element("strong", Numbers.decimals(split.textMargin(), 2)).text(" and the examples ");
    html.element("strong", Numbers.decimals(split.shotMargin(), 2));
    html.text(". By the texts alone the answer would be ").foreign(split.byTexts());
    html.text(", by the examples alone ").foreign(split.byShots()).text(".").close();
  }
}
