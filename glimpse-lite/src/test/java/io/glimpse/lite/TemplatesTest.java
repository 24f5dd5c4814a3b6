package io.glimpse.lite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TemplatesTest {

  private static Templates templates;

  @BeforeAll
  static void open() throws IOException {
    templates = new Templates();
  }

  @Test
  void aNameComesOutOfItsTemplate() {
    assertThat(templates.strip("a photo of a grand piano.")).isEqualTo("grand piano");
    assertThat(templates.strip("itap of my cat.")).isEqualTo("cat");
    assertThat(templates.strip("a tabby in a video game.")).isEqualTo("tabby");
    assertThat(templates.strip("i love my bicycle!")).isEqualTo("bicycle");
    assertThat(templates.strip("banded texture.")).isEqualTo("banded");
  }

  @Test
  void theLongestTemplateWins() {
    assertThat(templates.strip("a photo of a beagle, a type of pet.")).isEqualTo("beagle");
    assertThat(templates.strip("a photo of a person doing karate.")).isEqualTo("karate");
    assertThat(templates.strip("a photo of the hard to see wren.")).isEqualTo("wren");
  }

  @Test
  void aBareNameStaysWhateverItContains() {
    for (String name :
        new String[] {"a photo of a", "photo album", "a toy car", "art of war", ""}) {
      assertThat(templates.strip(name)).isEqualTo(name);
    }
  }

  @Test
  void aTemplateAroundNothingIsText() {
    assertThat(templates.strip("a photo of a .")).isEqualTo("a photo of a .");
  }
}
