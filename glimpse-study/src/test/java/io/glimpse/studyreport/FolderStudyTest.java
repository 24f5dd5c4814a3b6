package io.glimpse.studyreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.method.ParameterException;
import io.glimpse.study.CellResult;
import io.glimpse.study.Study;
import io.glimpse.study.StudyListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStudyTest {

  @TempDir Path folder;

  @Test
  void runsWhatWasAskedForOnceAndWritesThePage() throws IOException {
    Path out = folder.resolve("out");
    FolderStudy study =
        FolderStudy.of(pictures(folder.resolve("mine"))).shots(1, 2).methods("zero-shot", "tip");
    List<String> finished = new ArrayList<>();
    StudyListener listener =
        new StudyListener() {
          @Override
          public void finished(CellResult result, int done, int total, double secondsLeft) {
            finished.add(result.variant() + " " + result.shots());
          }
        };
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      FolderStudy.Found found = study.seeds(1, 2).listener(listener).run(encoder, out);

      assertThat(found.outcome()).isEqualTo(new Study.Outcome(5, 0, 0));
      assertThat(finished).containsExactly("zero-shot 0", "tip 1", "tip 1", "tip 2", "tip 2");
      assertThat(found.results()).extracting(CellResult::dataset).containsOnly("mine");
      assertThat(found.page()).isEqualTo(out.resolve("report.html")).isNotEmptyFile();

      assertThat(study.run(encoder, out).outcome()).isEqualTo(new Study.Outcome(0, 3, 0));
    }
  }

  @Test
  void whatCannotBeRunSaysWhy() throws IOException {
    FolderStudy study = FolderStudy.of(pictures(folder.resolve("mine")));
    assertThatThrownBy(() -> study.methods("tipp"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("tipp");
    assertThatThrownBy(() -> study.shots(0)).hasMessage("there cannot be 0 shots a class");
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      Path out = folder.resolve("out");
      Path barred = pictures(folder.resolve("mine|yours"));
      assertThatThrownBy(() -> FolderStudy.of(barred).run(encoder, out))
          .hasMessageContaining("'mine|yours'; rename it");
      assertThatThrownBy(() -> FolderStudy.of(folder.getRoot()).run(encoder, out))
          .hasMessageContaining("give one below it");
      Path missing = folder.resolve("none");
      assertThatThrownBy(() -> FolderStudy.of(missing).run(encoder, out))
          .hasMessageContaining("none");
    }
  }

  /** Six pictures of each of two colours. */
  private static Path pictures(Path root) throws IOException {
    for (int red : new int[] {0, 0xff}) {
      Path to = Files.createDirectories(root.resolve(red == 0 ? "blue" : "red"));
      for (int i = 0; i < 6; i++) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 32 * 32; pixel++) {
          int shade = pixel * (i + 1) % 96;
          image.setRGB(pixel % 32, pixel / 32, red << 16 | shade << 8 | (0xff - red));
        }
        ImageIO.write(image, "png", to.resolve(i + ".png").toFile());
      }
    }
    return root;
  }
}
