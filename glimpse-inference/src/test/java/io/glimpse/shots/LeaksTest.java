package io.glimpse.shots;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.review.LeakedPicture;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaksTest {

  private static final LeakedPicture COPY = new LeakedPicture("a.jpg", 0, true, 1, null, false);
  private static final LeakedPicture NEAR = new LeakedPicture("b.jpg", 0, false, 0.9, 0.99, true);

  private static String sentence(int tested, List<LeakedPicture> pictures) {
    return new Leaks(tested, pictures, List.of()).sentence("test", "so what");
  }

  @Test
  void theSentenceCountsAndNamesAFew() {
    assertThat(sentence(24, Collections.nCopies(24, COPY)))
        .isEqualTo(
            "LEAK: 24 of 24 test pictures are shots of the bank, so what: a.jpg, a.jpg, a.jpg and"
                + " 21 more");
    assertThat(sentence(3, List.of(COPY)))
        .isEqualTo("LEAK: 1 of 3 test pictures is a shot of the bank, so what: a.jpg");
  }

  @Test
  void itSaysWhatIsNoCopy() {
    assertThat(sentence(3, List.of(NEAR)))
        .isEqualTo(
            "LEAK: 1 of 3 test pictures is a shot of the bank in another size or quality, or"
                + " mirrored, so what: b.jpg");
    assertThat(sentence(3, List.of(COPY, NEAR)))
        .isEqualTo(
            "LEAK: 2 of 3 test pictures are shots of the bank (1 of them in another size or"
                + " quality, or mirrored), so what: a.jpg, b.jpg");
    assertThat(Leaks.none().isEmpty()).isTrue();
  }
}
