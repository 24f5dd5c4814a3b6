package io.glimpse.study;

import io.glimpse.calip.PlaceAttention;
import io.glimpse.data.Dataset;
import io.glimpse.data.LabelledImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.TextFeatures;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Looks where CALIP looks in some pictures.
 *
 * @param columns of the texts that stand for the data set's classes; empty where all do, in order
 */
@SuppressWarnings("ArrayRecordComponent") // Not modified.
record AttentionImages(
    Dataset dataset, Encoder encoder, TextFeatures text, int[] columns, StudyListener listener) {

  /** CALIP's in the released code. */
  private static final double SCALE = 2;

  /** The first picture of each of some classes, which lie as far apart as they can. */
  static List<LabelledImage> choose(List<LabelledImage> pictures, int classes, int count) {
    List<LabelledImage> chosen = new ArrayList<>();
    int some = Math.min(count, classes);
    for (int i = 0; i < some; i++) {
      int label = (int) ((long) i * classes / some);
      pictures.stream().filter(p -> p.label() == label).findFirst().ifPresent(chosen::add);
    }
    return chosen;
  }

  /**
   * Looks at pictures.
   *
   * @param features of the pictures, with their tokens
   */
  List<AttentionSample> of(List<LabelledImage> pictures, FeatureSource features) {
    ImageDecoder reader = new ImageDecoder();
    List<AttentionSample> samples = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      try {
        samples.add(of(pictures.get(i), features.read(i, i + 1), reader));
      } catch (ImageException e) {
        listener.failed(pictures.get(i).path(), String.valueOf(e.getMessage()));
      }
    }
    return samples;
  }

  private AttentionSample of(LabelledImage picture, FeatureBatch features, ImageDecoder reader)
      throws ImageException {
    int column = columns.length == 0 ? picture.label() : columns[picture.label()];
    Matrix places =
        PlaceAttention.of(features, encoder.gridHeight(), text.weights(), column, SCALE);
    List<Float> weights = new ArrayList<>();
    for (float weight : places.data()) {
      weights.add(weight);
    }
    byte[] rgb = encoder.preprocessing().crop(reader.read(dataset.file(picture)));
    return new AttentionSample(
        picture.path(),
        text.classes().name(column),
        encoder.preprocessing().height(),
        Base64.getEncoder().encodeToString(rgb),
        encoder.gridHeight(),
        weights);
  }
}
