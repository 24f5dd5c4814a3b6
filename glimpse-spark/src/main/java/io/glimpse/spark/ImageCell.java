package io.glimpse.spark;

import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A cell of the column of images: the bytes of a file, or the path of one. */
final class ImageCell {

  private static final String NAMELESS = "image";

  /** What begins so is of another file system, such as {@code hdfs://} or {@code s3a://}. */
  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

  private ImageCell() {}

  /**
   * Checks what a stage reads: the column of images, that of their names where there is one, and
   * the encoder of what was made before.
   *
   * @throws IllegalArgumentException naming the column
   */
  static void require(StructType schema, ImageStage<?> stage) {
    String inputCol = stage.getOrDefault(stage.inputCol());
    String pathCol = stage.getOrDefault(stage.pathCol());
    DataType type = field(schema, inputCol).dataType();
    if (!type.equals(DataTypes.BinaryType) && !type.equals(DataTypes.StringType)) {
      throw new IllegalArgumentException(
          "column '%s' is %s, and images are binary (the bytes of a file) or string (its path)"
              .formatted(inputCol, type.simpleString()));
    }
    if (isNamed(schema, stage) && !field(schema, pathCol).dataType().equals(DataTypes.StringType)) {
      throw new IllegalArgumentException(
          "column '%s' is %s, and paths are string"
              .formatted(pathCol, field(schema, pathCol).dataType().simpleString()));
    }
    EncoderMark.require(schema, EncoderChoice.of(stage));
  }

  private static boolean isNamed(StructType schema, ImageStage<?> stage) {
    DataType type = field(schema, stage.getOrDefault(stage.inputCol())).dataType();
    return type.equals(DataTypes.BinaryType)
        && schema.getFieldIndex(stage.getOrDefault(stage.pathCol())).isDefined();
  }

  /** The images of a dataset with such a schema. */
  static Column images(ImageStage<?> stage) {
    return functions.col(stage.getOrDefault(stage.inputCol()));
  }

  /** Their names; nulls where there are none. */
  static Column names(StructType schema, ImageStage<?> stage) {
    return isNamed(schema, stage)
        ? functions.col(stage.getOrDefault(stage.pathCol()))
        : functions.lit(null).cast(DataTypes.StringType);
  }

  /**
   * A column by its name.
   *
   * @throws IllegalArgumentException if there is none, naming those that are there
   */
  static StructField field(StructType schema, String name) {
    if (schema.getFieldIndex(name).isEmpty()) {
      throw new IllegalArgumentException(
          "there is no column '%s'; there are %s"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    return schema.apply(name);
  }

  /**
   * A schema with a further column.
   *
   * @throws IllegalArgumentException if there is one of that name
   */
  static StructType with(StructType schema, String name, DataType type) {
    return with(schema, name, type, Metadata.empty());
  }

  /** {@link #with(StructType, String, DataType)} of a column that says more of itself. */
  static StructType with(StructType schema, String name, DataType type, Metadata metadata) {
    if (schema.getFieldIndex(name).isDefined()) {
      throw new IllegalArgumentException(
          "there is a column '" + name + "' already; call the new one otherwise");
    }
    return schema.add(name, type, true, metadata);
  }

  /**
   * What a cell holds.
   *
   * @param cell bytes, a path or its URI, or null
   * @param name of bytes; its ending tells a point cloud; null for none
   * @return null where the cell is null
   * @throws ImageException if it is no path that this JVM could open
   */
  static @Nullable Input input(@Nullable Object cell, @Nullable String name) throws ImageException {
    if (cell instanceof byte[] bytes) {
      return Input.of(name == null ? NAMELESS : name, bytes);
    }
    if (cell == null) {
      return null;
    }
    String path = cell.toString();
    try {
      if (path.startsWith("file:/")) {
        return Input.of(Path.of(new URI(path).getPath()));
      }
      if (ELSEWHERE.matcher(path).lookingAt()) {
        throw new ImageException(
            path
                + ": only files of the executor's own machine are read by their path; read others"
                + " with Spark's binaryFile, and take its column 'content'",
            null);
      }
      return Input.of(Path.of(path));
    } catch (URISyntaxException | InvalidPathException e) {
      throw new ImageException(path + ": this is not a path: " + e.getMessage(), e);
    }
  }
}
