package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.checkpoint.Grid;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.image.Filter;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredPreprocessingTest {

  private static final Preprocessing CLIP = Preprocessing.clip(64);

  /** As it was written when all pictures were prepared alike. */
  private static final String BEFORE =
      "{\"dimension\":64,\"grid\":4,\"context\":77,\"vocabulary\":640,\"preprocessing\":{\"size\":64,"
          + "\"range\":255.0,\"mean\":{\"red\":0.48145467,\"green\":0.4578275,\"blue\":0.40821072},"
          + "\"std\":{\"red\":0.26862955,\"green\":0.2613026,\"blue\":0.2757771}}}";

  @TempDir Path folder;

  @Test
  void whatWasKeptBeforeIsOfClip() throws IOException {
    Files.writeString(folder.resolve("model.json"), BEFORE);

    ModelFacts facts = ModelFacts.read(folder);

    assertThat(facts)
        .isEqualTo(new ModelFacts(64, Grid.square(4), CLIP, TextRules.clip(77, 640), null, null));
    facts.write(folder);
    assertThat(ModelFacts.read(folder)).isEqualTo(facts);
  }

  @Test
  void everyFitComesBack() throws IOException {
    for (Fit fit :
        List.of(
            new Fit.Squash(),
            new Fit.Cover(),
            new Fit.Longest(7),
            new Fit.Shortest(80, Fit.Offset.FLOOR))) {
      Preprocessing kept =
          new Preprocessing(
              32, 64, fit, Filter.BILINEAR, true, CLIP.range(), CLIP.mean(), CLIP.std());

      facts(kept).write(folder);

      assertThat(ModelFacts.read(folder).preprocessing()).isEqualTo(kept);
    }
  }

  @Test
  void anotherFitIsNotGuessed() throws IOException {
    facts(
            new Preprocessing(
                8, 8, new Fit.Squash(), Filter.BICUBIC, true, 255, CLIP.mean(), CLIP.std()))
        .write(folder);
    Path file = folder.resolve("model.json");
    Files.writeString(file, Files.readString(file).replace("squash", "stretch"));

    assertThatThrownBy(() -> ModelFacts.read(folder)).hasMessageContaining("stretch");
  }

  private static ModelFacts facts(Preprocessing kept) {
    return new ModelFacts(64, new Grid(4, 8), kept, null, null, null);
  }
}
