package io.glimpse.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.data.PromptSet;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.image.DecodeOptions;
import io.glimpse.method.Methods;
import io.glimpse.progress.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStudyTest {

  @TempDir Path folder;

  @Test
  void folderOfPicturesIsEncodedOnceAndAnsweredByEveryMethod() throws IOException {
    Path root = folder.resolve("data");
    for (String part : List.of("train", "val", "test")) {
      pictures(root.resolve("mine").resolve(part));
    }
    Files.writeString(root.resolve("mine/test/red/broken.png"), "no picture");
    StudyPlan plan =
        twoShots(
            "zero-shot",
            "calip",
            "calip-fs:epochs=2",
            "tip",
            "tip-f:epochs=2",
            "clip-adapter:epochs=3");
    List<String> failures = new ArrayList<>();
    int[] encoded = {0};
    StudyListener listener =
        new StudyListener() {
          @Override
          public Progress progress(String what, long total) {
            encoded[0] += (int) total;
            return Progress.NONE;
          }

          @Override
          public void failed(String what, String reason) {
            failures.add(reason);
          }
        };

    assertThat(run(root, plan, listener)).isEqualTo(new Study.Outcome(6, 0, 0));
    assertThat(encoded[0]).isEqualTo(13);
    assertThat(failures).singleElement().asString().contains("broken.png");
    assertThat(run(root, plan, listener)).isEqualTo(new Study.Outcome(0, 6, 0));
    // Nothing but the broken picture was tried again.
    assertThat(encoded[0]).isEqualTo(14);

    List<CellResult> results = ResultLog.read(folder.resolve("out"));
    assertThat(results).allMatch(result -> Objects.requireNonNull(result.score()).total() == 4);
    assertThat(results).filteredOn(r -> r.variant().contains("epochs")).hasSize(3);
    assertThat(results.get(2).epochs()).hasSize(2);
    // That of the ratio that was kept, of ten.
    assertThat(results.get(5).epochs()).hasSize(3);
    assertThat(results)
        .allMatch(result -> result.warnings().contains("1 of 5 test pictures cannot be read"));
    assertThat(AttentionSample.read(folder.resolve("out"), "mine", "lite")).hasSize(2);
  }

  @Test
  void changedPicturesAreLookedAtAgain() throws IOException {
    Path root = folder.resolve("data");
    pictures(root.resolve("mine/train"));
    pictures(root.resolve("mine/test"));
    StudyPlan plan =
        new StudyPlan(
            List.of(MethodVariant.parse("calip:select=fixed")),
            List.of(),
            List.of(1L),
            Protocol.HONEST,
            ValidationImages.WHOLE);

    run(root, plan, StudyListener.SILENT);
    assertThat(lookedAt()).containsExactlyInAnyOrder("test/blue/0.png", "test/red/0.png");
    Files.delete(root.resolve("mine/test/red/0.png"));
    run(root, plan, StudyListener.SILENT);

    assertThat(lookedAt()).containsExactlyInAnyOrder("test/blue/0.png", "test/red/1.png");
  }

  private List<String> lookedAt() throws IOException {
    return AttentionSample.read(folder.resolve("out"), "mine", "lite").stream()
        .map(AttentionSample::path)
        .toList();
  }

  @Test
  void shotsThatCannotBeReadAndPicturesInTwoPartsAreWarnedOf() throws IOException {
    Path root = folder.resolve("data");
    pictures(root.resolve("train"));
    Files.writeString(root.resolve("train/red/1.png"), "no picture");
    Files.writeString(
        root.resolve("mine.csv"),
        """
        path,label,split
        train/red/0.png,red,train
        train/red/1.png,red,train
        train/blue/0.png,blue,train
        train/blue/1.png,blue,train
        train/red/0.png,red,test
        """);
    StudyPlan plan = twoShots("zero-shot", "tip:select=fixed");
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      ImageStudies.run(
          "mine.csv", root, folder, encoder, StudySource.Clouds.USUAL, plan, StudyListener.SILENT);
    }

    List<CellResult> results = ResultLog.read(folder.resolve("out"));
    String both =
        "pictures in both the training part and the test part: 1, such as train/red/0.png";
    assertThat(results.get(0).warnings()).containsExactly(both);
    assertThat(results.get(1).warnings())
        .contains(both, "shots that cannot be read are left out: red has 1 of 2");
  }

  private Study.Outcome run(Path root, StudyPlan plan, StudyListener listener) throws IOException {
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      return ImageStudies.run(
          "mine", root, folder, encoder, StudySource.Clouds.USUAL, plan, listener);
    }
  }

  @Test
  void clipAdapterAndTheProbeSeeRowsAsTheEncoderGivesThemAndOthersUnitRows() throws IOException {
    Path root = folder.resolve("data");
    pictures(root.resolve("mine/train"));
    pictures(root.resolve("mine/test"));
    StudyPlan plan =
        twoShots("clip-adapter:epochs=1", "linear-probe:select=fixed", "tip-f:epochs=1");
    try (Encoder encoder = new PaintedEncoder("a photo of a {}.", "{} texture.", "{}")) {
      StudySource.Pictures how =
          new StudySource.Pictures(
              PromptSet.TIP_ADAPTER,
              ClassDescriptions.NONE,
              1,
              DecodeOptions.defaults(),
              1,
              StudySource.Clouds.USUAL,
              null);
      try (StudyData data =
          StudySource.pictures(
              "mine", root, folder.resolve("store"), encoder, how, plan, StudyListener.SILENT)) {
        for (MethodVariant variant : plan.methods()) {
          boolean raw = !variant.method().equals("tip-f");
          StudyData seen = data.seenBy(Methods.of(variant.method()));
          double[] norms = {
            seen.test(false).features().globals().norm(0),
            seen.shots(2, 1, false).views().get(0).globals().norm(0)
          };
          for (double norm : norms) {
            assertThat(Math.abs(norm - 1) < 1e-5)
                .as("%s, norm %s", variant, norm)
                .isNotEqualTo(raw);
          }
          assertThat(seen.shots(2, 1, false).keys().rows()).isEqualTo(4);
        }
      }
    }
  }

  @Test
  void resultsOfRawAndUnitRowsAreOfOneTestSetAndKept() throws IOException {
    Path root = folder.resolve("data");
    pictures(root.resolve("mine/train"));
    pictures(root.resolve("mine/test"));
    StudyPlan plan = twoShots("tip:select=fixed", "clip-adapter:epochs=1", "zero-shot");
    try (Encoder encoder = new PaintedEncoder("a photo of a {}.", "{} texture.", "{}")) {
      for (Study.Outcome expected :
          List.of(new Study.Outcome(3, 0, 0), new Study.Outcome(0, 3, 0))) {
        assertThat(
                ImageStudies.run(
                    "mine",
                    root,
                    folder,
                    encoder,
                    StudySource.Clouds.USUAL,
                    plan,
                    StudyListener.SILENT))
            .isEqualTo(expected);
      }
    }

    List<CellResult> results = ResultLog.read(folder.resolve("out"));
    StudyStamp.Facts facts =
        StudyFolder.stamp(folder.resolve("out")).facts("mine", "painted").orElseThrow();
    assertThat(results).hasSize(3).allMatch(facts::isTestOf);
  }

  private static StudyPlan twoShots(String... methods) {
    return new StudyPlan(
        Stream.of(methods).map(MethodVariant::parse).toList(),
        List.of(2),
        List.of(1L),
        Protocol.HONEST,
        ValidationImages.WHOLE);
  }

  /** Two pictures of each of two classes. */
  private static void pictures(Path part) throws IOException {
    int red = 0xff0000;
    for (String name : List.of("red", "blue")) {
      Path to = Files.createDirectories(part.resolve(name));
      for (int i = 0; i < 2; i++) {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 24; y++) {
          for (int x = 0; x < 24; x++) {
            int shade = (part.getFileName().toString().length() * 7 + i * 31 + x * y) % 64 << 8;
            image.setRGB(x, y, (name.equals("red") ? red : 0x0000ff) | shade);
          }
        }
        ImageIO.write(image, "png", to.resolve(i + ".png").toFile());
      }
    }
  }
}
