package io.glimpse.review;

import java.util.List;

/**
 * What was found of doubles.
 *
 * @param shots pairs of shots, those of two classes first, then in the order of the second shot; of
 *     each shot at most one earlier double within its class and one of another class
 * @param tested how many pictures to test with were compared with the shots
 * @param test pictures to test with that are shots, in their order; one shot each
 * @param notCompared shots with neighbours near enough to be doubles whose own picture could not be
 *     looked at: of them only the same features are found, in the order of the bank
 */
public record Duplicates(
    List<DuplicateShots> shots, int tested, List<LeakedPicture> test, List<Integer> notCompared) {

  public Duplicates {
    shots = List.copyOf(shots);
    test = List.copyOf(test);
    notCompared = List.copyOf(notCompared);
  }
}
