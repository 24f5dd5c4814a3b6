package io.glimpse.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.data.Dataset;
import io.glimpse.data.Datasets;
import io.glimpse.data.FewShotProtocol;
import io.glimpse.data.FewShotSample;
import io.glimpse.data.LabelledPicture;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.fixture.Shared;
import io.glimpse.image.DecodeOptions;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded encoder over a part of Caltech101. */
class PipelineEncoderTest {

  @TempDir Path folder;

  @Test
  void storedFeaturesAreThoseOfThePipeline() throws IOException {
    Dataset dataset = Datasets.open("caltech101", Shared.path("data"));
    List<LabelledPicture> shots =
        FewShotSample.draw(dataset, 1, 1, FewShotProtocol.TIP_ADAPTER).train().subList(0, 6);
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      PipelineEncoder pictures = new PipelineEncoder(encoder, DecodeOptions.defaults(), 2);
      FeatureStore store = FeatureStore.open(folder, pictures);

      StoredFeatures stored =
          store.features(dataset, shots, Views.centre(), true, StoreListener.SILENT);
      StoredFeatures views =
          store.features(dataset, shots, Views.tipAdapter(1, 3), false, StoreListener.SILENT);

      List<EncodedImage> direct = new ArrayList<>();
      new ImagePipeline(encoder, DecodeOptions.defaults(), 1)
          .run(dataset.files(shots), direct::add);
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
}
