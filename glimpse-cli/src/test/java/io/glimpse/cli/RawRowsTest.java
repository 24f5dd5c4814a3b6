package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.image.Augmentation;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks of an encoder whose rows are not unit rows by themselves, as CLIP's are not. */
class RawRowsTest {

  @TempDir Path folder;

  private Path encoder;
  private Path shots;
  private Path bank;

  @BeforeEach
  void twoClasses() throws IOException {
    encoder = Shared.path("fixtures/encoders/checkpoints/hf-vit-tiny");
    shots = Pictures.folder(folder.resolve("in"), "shots", 2, List.of("okapi", "emu"));
    bank = folder.resolve("b.bank");
  }

  @Test
  void clipAdapterIsTrainedAndAskedWithRowsAsTheNetworkGivesThem() throws IOException {
    String notes =
        build("--method", "clip-adapter", "--set", "epochs=2", "--val", shots, "--select", "val");

    assertThat(notes).doesNotContain("unit rows");
    assertAskedWithRawRows();
  }

  @Test
  void soIsTheLinearProbe() throws IOException {
    build("--method", "linear-probe", "--val", shots, "--select", "val");
    assertAskedWithRawRows();
  }

  @Test
  void theMeanOfSeveralRawViewsIsNotNormalisedForTheProbe() throws IOException {
    build("--method", "linear-probe", "--views", "3", "--select", "fixed");

    Matrix lengths = Objects.requireNonNull(BankFile.read(bank).fitted().weights().get("lengths"));
    assertThat(lengths.columns()).isEqualTo(4);
    for (float length : lengths.data()) {
      assertThat(length).isGreaterThan(1.5f);
    }
    assertAskedWithRawRows();
  }

  private void assertAskedWithRawRows() throws IOException {
    Path picture = Pictures.okapi(folder);
    Path raw = folder.resolve("raw.npy");
    JsonNode answer = Run.of("classify", picture, "--bank", bank, "--json").exits(0).json();
    Run.of("encode", "images", picture, "--encoder", encoder, "-o", raw, "--raw").exits(0);
    Matrix row = NpyFile.readMatrix(raw);
    assertThat(row.norm(0)).isGreaterThan(1.5);
    Bank read = BankFile.read(bank);
    assertThat(read.cache().keys().toMatrix().norm(0)).isEqualTo(1, offset(1e-5));
    Matrix logits = read.classifier().logits(FeatureBatch.ofGlobals(row));
    String best = answer.at("/results/0/top/0/class").asText();
    assertThat(answer.at("/results/0/top/0/logit").asDouble())
        .isEqualTo(logits.get(0, read.classes().index(best).orElseThrow()), offset(1e-4));
  }

  @Test
  void aKeyIsTheNormalisedMeanOfRawViews() throws IOException {
    List<float[]> means = new ArrayList<>();

    build("--views", "3", "--seed", "5", "--select", "fixed");

    try (Encoder opened = Encoders.open(encoder.toString(), EncoderOptions.defaults())) {
      new ImagePipeline(opened, DecodeOptions.defaults(), 1)
          .raw()
          .run(Input.ofFiles(files()), Augmentation.ofSeed(5), 3, image -> means.add(mean(image)));
    }
    Matrix keys = BankFile.read(bank).cache().keys().toMatrix();
    Matrix expected = Matrix.of(means.toArray(float[][]::new)).normalizeRows();
    for (int i = 0; i < keys.rows(); i++) {
      assertThat(keys.row(i)).containsExactly(expected.row(i), offset(1e-6f));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(shots)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static float[] mean(EncodedImage image) {
    try {
      Matrix views = image.features().globals();
      float[] sum = new float[views.columns()];
      for (int v = 0; v < views.rows(); v++) {
        for (int j = 0; j < sum.length; j++) {
          sum[j] += views.get(v, j);
        }
      }
      return sum;
    } catch (ImageException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private String build(Object... more) {
    List<Object> command =
        new ArrayList<>(
            List.of("bank", "build", shots, "-o", bank, "--encoder", encoder, "--local", "off"));
    command.addAll(List.of(more));
    return Run.of(command.toArray()).exits(0).err();
  }
}
