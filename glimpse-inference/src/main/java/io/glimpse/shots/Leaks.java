package io.glimpse.shots;

import io.glimpse.listing.FewNames;
import io.glimpse.review.LeakedPicture;
import java.util.List;

/**
 * Pictures that were to be new to a bank, and are among its shots.
 *
 * @param tested how many were looked at
 * @param pictures those that are shots, in their order, each with one shot
 * @param notCompared shots that a picture is near to, whose own picture could not be looked at, in
 *     the order of the bank: of them only copies and the same features are found
 */
public record Leaks(int tested, List<LeakedPicture> pictures, List<Integer> notCompared) {

  public Leaks {
    pictures = List.copyOf(pictures);
    notCompared = List.copyOf(notCompared);
  }

  /** Nothing was looked at. */
  public static Leaks none() {
    return new Leaks(0, List.of(), List.of());
  }

  public boolean isEmpty() {
    return pictures.isEmpty();
  }

  /** How many of them are a shot byte for byte. */
  public int sameFiles() {
    return (int) pictures.stream().filter(LeakedPicture::sameFile).count();
  }

  /**
   * For example {@code LEAK: 24 of 24 test pictures are shots of the bank, so that the figure is
   * too high: a.jpg, b.jpg, c.jpg and 21 more}.
   *
   * @param what the pictures are for, such as {@code test}
   * @param so what follows
   */
  public String sentence(String what, String so) {
    int near = pictures.size() - sameFiles();
    String which =
        near == 0
            ? ""
            : near == pictures.size()
                ? " in another size or quality, or mirrored"
                : " (%d of them in another size or quality, or mirrored)".formatted(near);
    return "LEAK: %d of %d %s pictures %s of the bank%s, %s: %s"
        .formatted(
            pictures.size(),
            tested,
            what,
            pictures.size() == 1 ? "is a shot" : "are shots",
            which,
            so,
            FewNames.of(pictures.stream().map(LeakedPicture::path).toList()));
  }
}
