package io.glimpse.bench;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.Ordered;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Predictor;
import io.glimpse.input.LabelledInputs;
import io.glimpse.matrix.Matrix;
import io.glimpse.metric.Evaluation;
import io.glimpse.multiview.ViewBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Point clouds of known classes by the features of their views: encoded once, then shots of many
 * heads and questions to them.
 */
final class EncodedClouds {

  private final LabelledInputs clouds;

  /** Of each cloud, with the spatial tokens that CALIP looks at. */
  private final List<FeatureBatch> views;

  private EncodedClouds(LabelledInputs clouds, List<FeatureBatch> views) {
    this.clouds = clouds;
    this.views = views;
  }

  /**
   * Encodes clouds.
   *
   * @param pipeline that draws them
   * @throws ImageException if one cannot be read
   */
  static EncodedClouds of(LabelledInputs clouds, ImagePipeline pipeline) throws ImageException {
    List<FeatureBatch> views = new ArrayList<>();
    try (Ordered<EncodedImage> encoded = pipeline.run(clouds.inputs().iterator())) {
      while (encoded.hasNext()) {
        views.add(encoded.next().features());
      }
    }
    return new EncodedClouds(clouds, views);
  }

  /** Some of them, in the order of the list. */
  EncodedClouds select(List<Integer> places) {
    return new EncodedClouds(
        new LabelledInputs(
            places.stream().map(clouds.inputs()::get).toList(),
            places.stream().map(clouds.labels()::get).toList(),
            clouds.classes()),
        places.stream().map(views::get).toList());
  }

  /** What they were encoded from. */
  LabelledInputs inputs() {
    return clouds;
  }

  Labels labels() {
    return Labels.of(clouds.labels().stream().mapToInt(Integer::intValue).toArray());
  }

  /** The global features of the views. */
  ViewBatch globals() {
    int perCloud = views.get(0).size();
    Matrix all = new Matrix(views.size() * perCloud, views.get(0).dimension());
    for (int i = 0; i < views.size(); i++) {
      all.setRows(i * perCloud, views.get(i).globals());
    }
    return new ViewBatch(FeatureBatch.ofGlobals(all), perCloud);
  }

  /** Asks about every cloud. */
  Evaluation evaluate(Predictor head) {
    Evaluation evaluation = new Evaluation(clouds.classes());
    for (int i = 0; i < views.size(); i++) {
      evaluation.add(clouds.labels().get(i), head.predict(views.get(i)));
    }
    return evaluation;
  }
}
