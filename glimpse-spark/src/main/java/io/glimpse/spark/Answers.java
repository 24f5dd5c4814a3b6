package io.glimpse.spark;

import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Predictor;
import io.glimpse.method.Prediction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * What executors do with a cell of images: they answer it, on the thread of the task. An answer, or
 * what is wrong with the image, is in the row of its cell, whatever happens to others.
 */
final class Answers implements UDF2<Object, String, Row> {

  private static final long serialVersionUID = 1L;

  private final EncoderChoice encoder;
  private final Broadcast<SentClassifier> sent;
  private final int top;
  private final boolean logits;
  private final LongAccumulator opened;

  /**
   * Answers by what a driver sent.
   *
   * @param top classes that an answer has
   * @param logits whether it has the logits of all classes
   * @param opened counts the encoders that are opened
   */
  Answers(
      EncoderChoice encoder,
      Broadcast<SentClassifier> sent,
      int top,
      boolean logits,
      LongAccumulator opened) {
    this.encoder = encoder;
    this.sent = sent;
    this.top = top;
    this.logits = logits;
    this.opened = opened;
  }

  /** What an answer looks like. */
  static StructType type(boolean logits) {
    StructType ranked =
        new StructType()
            .add("class", DataTypes.StringType, false)
            .add("probability", DataTypes.DoubleType, false);
    StructType answer =
        new StructType()
            .add("class", DataTypes.StringType)
            .add("probability", DataTypes.DoubleType)
            .add("unknown", DataTypes.BooleanType)
            .add("top", DataTypes.createArrayType(ranked, false))
            .add("error", DataTypes.StringType);
    return logits
        ? answer.add("logits", DataTypes.createArrayType(DataTypes.DoubleType, false))
        : answer;
  }

  @Override
  public Row call(@Nullable Object cell, @Nullable String path) {
    try {
      Input input = ImageCell.input(cell, path);
      if (input == null) {
        return error("there is no image: the cell is null");
      }
      Predictor predictor = SharedPredictors.of(encoder, sent, opened);
      return row(predictor.predict(input));
    } catch (ImageException e) {
      return error(e.getMessage());
    }
  }

  private Row row(Prediction prediction) {
    Prediction.Ranked best = prediction.best();
    Prediction.Unknown unknown = prediction.unknown();
    List<Row> ranked =
        prediction.ranked().stream()
            .limit(top)
            .map(one -> RowFactory.create(one.name(), one.probability()))
            .toList();
    Boolean isUnknown =
        (unknown == null || unknown.threshold() == null) ? null : Boolean.valueOf(unknown.is());
    Object[] values = {best.name(), best.probability(), isUnknown, ranked, null, null};
    values[values.length - 1] =
        prediction.ranked().stream()
            .sorted(Comparator.comparingInt(Prediction.Ranked::index))
            .map(Prediction.Ranked::logit)
            .toList();
    return created(values);
  }

  private Row error(@Nullable String sentence) {
    return created(null, null, null, null, sentence, null);
  }

  private Row created(@Nullable Object... values) {
    return RowFactory.create(logits ? values : Arrays.copyOf(values, values.length - 1));
  }
}
