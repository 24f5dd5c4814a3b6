package io.glimpse.spark;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * What all stages have: a column of images and an encoder. Where nothing is said the columns are
 * those of Spark's {@code binaryFile}, and the encoder is the embedded one.
 *
 * @param <S> the stage
 */
public interface ImageStage<S> extends Params {

  /** The column of images: the bytes of files, or paths that every executor can read. */
  default Param<String> inputCol() {
    return imageParams().inputCol();
  }

  /** The column of the names of images that come as bytes; the ending tells a point cloud. */
  default Param<String> pathCol() {
    return imageParams().pathCol();
  }

  /** The name of the encoder, or the path of a checkpoint that every executor can read. */
  default Param<String> encoder() {
    return imageParams().encoder();
  }

  /** Of the image network: {@code fp32} or {@code int8}. */
  default Param<String> precision() {
    return imageParams().precision();
  }

  /** This stage. */
  S self();

  /** What is behind the parameters below. */
  ImageParams imageParams();

  /** See {@link #inputCol()}. */
  default S setInputCol(String value) {
    set(inputCol(), value);
    return self();
  }

  /** See {@link #pathCol()}. */
  default S setPathCol(String value) {
    set(pathCol(), value);
    return self();
  }

  /** See {@link #encoder()}. */
  default S setEncoder(String value) {
    set(encoder(), value);
    return self();
  }

  /** See {@link #precision()}. */
  default S setPrecision(String value) {
    set(precision(), value);
    return self();
  }
}
