package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.bank.Bank;
import io.glimpse.review.LeakedPicture;
import java.util.List;

/**
 * Pictures that were to be new, and are shots of the bank.
 *
 * @param total how many
 * @param sameFile how many of them are a shot byte for byte
 * @param correctOfOthers right answers to the pictures that are no shots
 * @param totalOfOthers how many pictures are no shots
 * @param pictures each with its shot
 * @param notCompared ids of shots that pictures are near to, whose own picture could not be looked
 *     at
 */
public record LeakedDocument(
    int total,
    @JsonProperty("same_file") int sameFile,
    @JsonProperty("correct_of_others") int correctOfOthers,
    @JsonProperty("total_of_others") int totalOfOthers,
    List<BankCheckDocument.Leak> pictures,
    @JsonProperty("not_compared") List<String> notCompared) {

  public LeakedDocument {
    pictures = List.copyOf(pictures);
    notCompared = List.copyOf(notCompared);
  }

  /**
   * What was found.
   *
   * @param correct right answers to pictures that are no shots
   * @param others how many such pictures there are
   * @param notCompared shots that could not be looked at
   */
  public static LeakedDocument of(
      Bank bank, List<LeakedPicture> leaks, int correct, int others, List<Integer> notCompared) {
    return new LeakedDocument(
        leaks.size(),
        (int) leaks.stream().filter(LeakedPicture::sameFile).count(),
        correct,
        others,
        leaks.stream().map(leak -> BankCheckDocument.Leak.of(bank, leak)).toList(),
        notCompared.stream().map(shot -> bank.shots().get(shot).id()).toList());
  }
}
