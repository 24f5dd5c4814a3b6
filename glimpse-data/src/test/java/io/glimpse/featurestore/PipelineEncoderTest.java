package io.glimpse.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.data.Dataset;
import io.glimpse.data.Datasets;
import io.glimpse.data.FewShotProtocol;
import io.glimpse.data.FewShotSample;
import io.glimpse.data.LabelledImage;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.Shots;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.image.Augmentation;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineEncoderTest {

  @TempDir Path folder;

  @Test
  void storedFeaturesAreThoseOfThePipeline() throws IOException {
    Dataset dataset = Datasets.open("caltech101", Shared.path("data"));
    List<LabelledImage> shots =
        FewShotSample.draw(dataset, 1, 1, FewShotProtocol.TIP_ADAPTER).train().subList(0, 6);
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      PipelineEncoder pictures = new PipelineEncoder(encoder, DecodeOptions.defaults(), 2);
      FeatureStore store = FeatureStore.open(folder, pictures);

      StoredFeatures stored =
          store.features(dataset, shots, ViewSpec.centre(), true, StoreListener.SILENT);
      StoredFeatures views =
          store.features(dataset, shots, ViewSpec.tipAdapter(1, 3), false, StoreListener.SILENT);

      List<EncodedImage> direct = new ArrayList<>();
      new ImagePipeline(encoder, DecodeOptions.defaults(), 1)
          .run(Input.ofFiles(dataset.files(shots)), direct::add);
      for (int i = 0; i < shots.size(); i++) {
        assertThat(stored.views().get(0).read(i, i + 1).tokens().copy().data())
            .containsExactly(direct.get(i).features().tokens().copy().data(), within(1e-5f));
      }
      assertThat(stored.labelled().features().tokensPerImage())
          .isEqualTo(1 + encoder.gridWidth() * encoder.gridHeight());
      Matrix keys = views.shots().keys();
      assertThat(keys.norm(5)).isCloseTo(1, within(1e-6));
      assertThat(keys.dot(0, stored.views().get(0).globals(), 0)).isBetween(0.5, 0.9999);
    }
  }

  /** Tip-Adapter's cache: the mean of raw features, normalised once; training sees unit rows. */
  @Test
  void keysAreTheNormalisedMeansOfRawFeatures() throws IOException {
    Path pictures = folder.resolve("mine/train/some");
    for (int i = 0; i < 3; i++) {
      gradient(pictures.resolve(i + ".png"), 40 * i);
      gradient(folder.resolve("mine/test/some/" + i + ".png"), 40 * i + 20);
    }
    Dataset dataset = Datasets.ofFolder(folder.resolve("mine"));
    try (Encoder encoder = new MeanColourEncoder()) {
      PipelineEncoder crops = new PipelineEncoder(encoder, DecodeOptions.defaults(), 1);
      FeatureStore store = FeatureStore.open(folder.resolve("store"), crops);

      Shots shots =
          store
              .features(
                  dataset, dataset.train(), ViewSpec.tipAdapter(1, 4), true, StoreListener.SILENT)
              .shots();

      Matrix expected = new Matrix(3, 3);
      int[] next = {0};
      new ImagePipeline(encoder, DecodeOptions.defaults(), 1)
          .raw()
          .run(
              Input.ofFiles(dataset.files(dataset.train())),
              Augmentation.ofSeed(1),
              4,
              image -> addAll(expected, next[0]++, image));
      Matrix meanOfUnitRows = new Shots(shots.views(), shots.labels()).keys();
      expected.normalizeRows();
      for (int i = 0; i < 3; i++) {
        assertThat(shots.keys().row(i)).containsExactly(expected.row(i), within(1e-6f));
        assertThat(shots.views().get(2).globals().norm(i)).isCloseTo(1, within(1e-6));
      }
      assertThat(Math.abs(shots.keys().get(0, 0) - meanOfUnitRows.get(0, 0))).isGreaterThan(1e-5f);
      StoredFeatures centres =
          store.features(dataset, dataset.test(), ViewSpec.centre(), false, StoreListener.SILENT);
      assertThat(centres.labelled().features().globals().norm(0)).isNotCloseTo(1, within(1e-2));
      assertThat(centres.unit().labelled().features().globals().norm(0)).isCloseTo(1, within(1e-6));
    }
  }

  private static void addAll(Matrix sums, int row, EncodedImage image) {
    try {
      Matrix views = image.features().globals();
      for (int v = 0; v < views.rows(); v++) {
        for (int j = 0; j < sums.columns(); j++) {
          sums.set(row, j, sums.get(row, j) + views.get(v, j));
        }
      }
    } catch (ImageException e) {
      throw new AssertionError(e);
    }
  }

  /** Dark on the left and bright on the right, so that crops differ in colour and brightness. */
  private static void gradient(Path file, int blue) throws IOException {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        image.setRGB(x, y, ((4 * x) << 16) | ((5 * y) << 8) | blue);
      }
    }
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
