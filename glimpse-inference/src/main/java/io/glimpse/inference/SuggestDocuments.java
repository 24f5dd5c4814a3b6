package io.glimpse.inference;

import io.glimpse.document.ErrorDocument;
import io.glimpse.document.SuggestDocument;
import io.glimpse.method.Prediction.Ranked;
import io.glimpse.page.Numbers;
import java.util.List;

/** Suggestions as a document, the same for every front. */
public final class SuggestDocuments {

  private SuggestDocuments() {}

  /**
   * What was found.
   *
   * @param bank its name or file
   * @param folder where pictures were looked for; empty where they were sent
   * @param errors of pictures that could not be used
   */
  public static SuggestDocument document(
      String bank, String folder, ShotSuggestions found, List<ErrorDocument> errors) {
    return new SuggestDocument(
        bank,
        folder,
        found.looked(),
        found.known(),
        found.suggestions().stream().map(SuggestDocuments::entry).toList(),
        errors);
  }

  private static SuggestDocument.Suggestion entry(ShotSuggestions.Suggestion one) {
    List<Ranked> best = one.prediction().top(2);
    return new SuggestDocument.Suggestion(
        one.input().name(),
        best.get(0).name(),
        best.get(0).probability(),
        best.get(best.size() - 1).name(),
        one.isUnknown(),
        one.doubt(),
        one.novelty(),
        why(one));
  }

  /** Why a picture is among them, in a few words. */
  public static String why(ShotSuggestions.Suggestion one) {
    List<Ranked> best = one.prediction().top(2);
    if (one.isUnknown()) {
      return "like none of the classes";
    }
    if (best.size() < 2) {
      return "unlike those before it";
    }
    return "or %s, %s".formatted(best.get(1).name(), percent(best.get(1).probability()));
  }

  private static String percent(double share) {
    return Numbers.percent(share).replace('\u00a0', ' ');
  }
}
