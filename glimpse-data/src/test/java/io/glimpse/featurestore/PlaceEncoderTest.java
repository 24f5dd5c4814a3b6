package io.glimpse.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.data.Dataset;
import io.glimpse.data.Datasets;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.progress.Notes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceEncoderTest {

  @TempDir Path folder;

  @Test
  void storedPlacesAreThoseOfThePipeline() throws IOException {
    Dataset dataset = dataset();
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      PlaceEncoder places = new PlaceEncoder(encoder, DecodeOptions.defaults(), 2);
      FeatureStore store = FeatureStore.open(folder.resolve("store"), places);

      StoredFeatures stored =
          store.features(dataset, dataset.test(), ViewSpec.centre(), true, Notes.SILENT);

      ImagePipeline direct =
          new ImagePipeline(encoder, DecodeOptions.defaults(), 1).withLocal(true);
      for (int i = 0; i < dataset.test().size(); i++) {
        FeatureBatch picture = stored.views().get(0).read(i, i + 1);
        LocalTokens read = places.places(picture);
        LocalTokens made =
            direct
                .run(Input.of(dataset.files(dataset.test()).get(i)))
                .local()
                .orElseThrow()
                .tokens();
        assertThat(read.widths()).isEqualTo(made.widths());
        assertThat(read.levels().get(0).row(9)).isEqualTo(made.levels().get(0).row(9));
        assertThat(read.levels().get(1).row(675)).isEqualTo(made.levels().get(1).row(675));
        assertThat((double) picture.globals().get(0, 50)).isCloseTo(mean(made, 1, 2), within(1e-4));
      }
    }
  }

  private static double mean(LocalTokens tokens, int level, int column) {
    double sum = 0;
    for (int place = 0; place < tokens.places(); place++) {
      sum += tokens.levels().get(level).get(place, column);
    }
    return sum / tokens.places();
  }

  @Test
  void featuresAndPlacesDoNotShareAFolder() throws IOException {
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      FeatureStore.open(folder, new PipelineEncoder(encoder, DecodeOptions.defaults(), 1));
      PlaceEncoder places = new PlaceEncoder(encoder, DecodeOptions.defaults(), 1);

      assertThatThrownBy(() -> FeatureStore.open(folder, places))
          .isInstanceOf(FeatureStoreException.class)
          .hasMessageContaining("give every encoder a folder of its own");
    }
  }

  @Test
  void anEncoderWithoutThemIsRefused() {
    assertThatThrownBy(() -> new PlaceEncoder(new MeanColourEncoder(), DecodeOptions.defaults(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'mean-colour' offers no local tokens");
  }

  private Dataset dataset() throws IOException {
    for (String part : new String[] {"train", "test"}) {
      Path some = Files.createDirectories(folder.resolve("mine/" + part + "/some"));
      for (int i = 0; i < 3; i++) {
        BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        image.setRGB(20 + i, 20, 0xffffff);
        ImageIO.write(image, "png", some.resolve(i + ".png").toFile());
      }
    }
    return Datasets.ofFolder(folder.resolve("mine"));
  }
}
