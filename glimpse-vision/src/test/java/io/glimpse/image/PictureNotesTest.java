package io.glimpse.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.file.Remedy;
import io.glimpse.progress.Notes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureNotesTest {

  private final List<String> said = new ArrayList<>();
  private final List<Remedy.Kind> remedies = new ArrayList<>();
  private final Notes notes =
      new Notes() {
        @Override
        public void note(String sentence) {
          said.add(sentence);
        }

        @Override
        public void note(String sentence, Remedy remedy) {
          assertThat(sentence).contains(remedy.phrase());
          remedies.add(remedy.kind());
          note(sentence);
        }
      };

  @Test
  void eachKindIsToldOnceOfTheFirstPictureThatHasIt() {
    PictureNotes told = new PictureNotes(notes, DecodeOptions.defaults());
    told.hear("plain.png", Findings.NONE);
    told.hear("whole.png", new Findings(false, 16));
    told.hear("a.png", new Findings(true, 0));
    told.hear("b.png", new Findings(true, 10));
    told.hear("c.png", new Findings(true, 12));

    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("a.png is transparent in parts");
    assertThat(said.get(1)).startsWith("b.png uses 10 of its 16 bits; pictures like it are dark");
    assertThat(remedies)
        .containsExactly(Remedy.Kind.CHOOSE_BACKGROUND, Remedy.Kind.STRETCH_16_BITS);
  }

  @Test
  void whoChoseIsToldWhatBecameOfThem() {
    DecodeOptions chosen =
        DecodeOptions.defaults().withBackground(Background.WHITE).withScale16(Scale16.USED);
    PictureNotes told = new PictureNotes(notes, chosen);
    told.hear("a.png", new Findings(true, 10));

    assertThat(said)
        .containsExactly(
            "a.png is transparent in parts; pictures like it are seen on white",
            "a.png uses 10 of its 16 bits; the bits that a picture uses are stretched to the whole"
                + " range");
    assertThat(remedies).isEmpty();
  }
}
