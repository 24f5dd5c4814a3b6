package io.glimpse.spark;

import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.input.CloudRendering;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/** What executors do with a cell of images: they encode it, on the thread of the task. */
final class Features implements UDF2<Object, String, Row> {

  private static final long serialVersionUID = 1L;

  private final EncoderChoice encoder;
  private final boolean tokens;
  private final LongAccumulator opened;

  Features(EncoderChoice encoder, boolean tokens, LongAccumulator opened) {
    this.encoder = encoder;
    this.tokens = tokens;
    this.opened = opened;
  }

  /** Features, tokens and what is wrong. */
  static StructType type() {
    return new StructType()
        .add("features", SQLDataTypes.VectorType())
        .add(
            "tokens",
            DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.FloatType, false), false))
        .add("error", DataTypes.StringType);
  }

  @Override
  public Row call(@Nullable Object cell, @Nullable String path) {
    try {
      Input input = ImageCell.input(cell, path);
      if (input == null) {
        return RowFactory.create(null, null, "there is no image: the cell is null");
      }
      FeatureBatch encoded =
          new ImagePipeline(SharedEncoders.of(encoder, opened), DecodeOptions.defaults(), 1)
              .withViews(CloudRendering.usual().views(Notes.SILENT))
              .globalsOnly(!tokens)
              .run(input)
              .features();
      return RowFactory.create(
          Vectors.dense(mean(encoded.globals())), tokens ? rows(encoded.tokens()) : null, null);
    } catch (ImageException e) {
      return RowFactory.create(null, null, e.getMessage());
    }
  }

  /** Of an image its row; of a cloud the unit mean of its views' rows. */
  private static double[] mean(Matrix rows) {
    double[] mean = new double[rows.columns()];
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += rows.get(i, j);
      }
    }
    if (rows.rows() > 1) {
      double square = 0;
      for (double value : mean) {
        square += value * value;
      }
      double length = Math.sqrt(square);
      for (int j = 0; j < mean.length; j++) {
        mean[j] /= length;
      }
    }
    return mean;
  }

  private static List<List<Float>> rows(Matrix tokens) {
    List<List<Float>> rows = new ArrayList<>(tokens.rows());
    for (int i = 0; i < tokens.rows(); i++) {
      List<Float> row = new ArrayList<>(tokens.columns());
      for (int j = 0; j < tokens.columns(); j++) {
        row.add(tokens.get(i, j));
      }
      rows.add(row);
    }
    return rows;
  }
}
