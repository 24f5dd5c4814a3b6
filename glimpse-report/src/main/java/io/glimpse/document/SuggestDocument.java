package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Pictures that would teach a bank most.
 *
 * @param bank its file
 * @param folder where pictures were looked for
 * @param looked how many were looked at
 * @param known how many of them the bank holds already
 * @param suggestions the most worth first
 */
public record SuggestDocument(
    String bank,
    String folder,
    int looked,
    int known,
    List<Suggestion> suggestions,
    List<ErrorDocument> errors) {

  public SuggestDocument {
    suggestions = List.copyOf(suggestions);
    errors = List.copyOf(errors);
  }

  /**
   * A picture to label.
   *
   * @param guess the class that the bank takes it for
   * @param probability of the guess
   * @param second the next likely class; the guess where there is no other
   * @param unknown whether the bank takes it for none of its classes
   * @param doubt 0 to 1
   * @param novelty how unlike it is to those before it in the list, 0 to 1
   * @param why a few words
   */
  public record Suggestion(
      String path,
      @JsonProperty("class") String guess,
      double probability,
      String second,
      boolean unknown,
      double doubt,
      double novelty,
      String why) {}
}
