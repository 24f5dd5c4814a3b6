package io.glimpse.spark;

import java.io.Serializable;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * The parameters that all stages have, for {@link ImageStage} to answer by.
 *
 * @param inputCol the column of images
 * @param pathCol the column of the names of images that come as bytes
 * @param encoder the name of the encoder, or the path of a checkpoint
 * @param precision of the image network
 */
public record ImageParams(
    Param<String> inputCol, Param<String> pathCol, Param<String> encoder, Param<String> precision)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Those of a stage that is made: with the columns of {@code binaryFile} and what is embedded. */
  static ImageParams of(Params stage) {
    ImageParams made =
        new ImageParams(
            new Param<>(stage, "inputCol", "column of images: bytes of files, or paths"),
            new Param<>(stage, "pathCol", "column of the names of images that come as bytes"),
            new Param<>(stage, "encoder", "name of the encoder, or path of a checkpoint"),
            new Param<>(stage, "precision", "fp32 or int8"));
    stage.setDefault(made.inputCol, "content");
    stage.setDefault(made.pathCol, "path");
    stage.setDefault(made.encoder, "lite");
    stage.setDefault(made.precision, "fp32");
    return made;
  }
}
