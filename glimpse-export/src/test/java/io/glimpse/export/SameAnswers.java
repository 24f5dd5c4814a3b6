package io.glimpse.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.inference.Predictor;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds an exported classifier to what it was exported from. */
final class SameAnswers {

  /** Of logits, over the largest of a picture. */
  static final double RELATIVE = 1e-4;

  /** Columns and rows: enlarged, flat, tall, one off an encoder's own size, a single pixel. */
  private static final int[][] SIZES = {
    {130, 97}, {640, 480}, {1100, 60}, {50, 700}, {225, 223}, {1, 1}, {224, 449}
  };

  private SameAnswers() {}

  /** Exports it into a folder, and compares what both say of pictures of all sizes. */
  static void assertSameAnswers(Predictor predictor, Path folder) throws IOException, OrtException {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < SIZES.length; i++) {
      pictures.add(Picture.of(i % 4, 100 + i, SIZES[i][0], SIZES[i][1]));
    }
    assertSameAnswers(predictor, folder, pictures);
  }

  /**
   * Exports it into a folder, and compares what both say of some pictures.
   *
   * @return the largest difference of a picture's logits, over the largest of them
   */
  static double assertSameAnswers(Predictor predictor, Path folder, List<Picture> pictures)
      throws IOException, OrtException {
    Path file = folder.resolve("m.onnx");
    ClassifierExport export = ClassifierExport.of(predictor, ExportInput.PICTURE, "");

    assertThat(export.write(file)).containsExactly(file);

    double worst = 0;
    try (Exported exported = Exported.open(file)) {
      for (Picture picture : pictures) {
        worst = Math.max(worst, assertSame(exported.answer(picture), predictor, picture));
      }
    }
    return worst;
  }

  private static double assertSame(Map<String, float[]> made, Predictor predictor, Picture picture)
      throws IOException {
    EncodedImage image = predictor.pipeline(false).run(picture.input("asked.png"));
    float[] logits = predictor.logits(image).row(0);
    Prediction answer = predictor.predict(image);
    double most = largest(logits);
    double off = 0;
    for (int c = 0; c < logits.length; c++) {
      String name = predictor.classifier().classes().name(c);
      off = Math.max(off, Math.abs(values(made, "logits")[c] - logits[c]) / most);
      assertThat((double) values(made, "probabilities")[c])
          .isCloseTo(probability(answer, name), within(2e-3));
    }
    assertThat(off).isLessThanOrEqualTo(RELATIVE);
    double[] unit = unit(image.features().globals());
    for (int j = 0; j < unit.length; j++) {
      assertThat((double) values(made, "feature")[j]).isCloseTo(unit[j], within(1e-4));
    }
    Prediction.Unknown unknown = Objects.requireNonNull(answer.unknown());
    // Far pictures score in the hundreds of deviations.
    assertThat((double) values(made, "unknown")[0])
        .isCloseTo(unknown.score(), within(1e-3 * Math.max(1, Math.abs(unknown.score()))));
    if (unknown.threshold() == null) {
      assertThat(made).doesNotContainKey("none");
    } else {
      assertThat(values(made, "none")[0] == 1).isEqualTo(unknown.is());
    }
    return off;
  }

  private static float[] values(Map<String, float[]> made, String output) {
    return Objects.requireNonNull(made.get(output), output);
  }

  /** Of their absolute values. */
  static double largest(float[] values) {
    double most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  private static double probability(Prediction answer, String name) {
    return answer.ranked().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow()
        .probability();
  }

  private static double[] unit(Matrix row) {
    Matrix unit = row.copy().normalizeRows();
    double[] values = new double[unit.columns()];
    for (int j = 0; j < values.length; j++) {
      values[j] = unit.get(0, j);
    }
    return values;
  }
}
