package io.glimpse.spark;

import io.glimpse.file.Input;
import java.net.URI;
import java.nio.file.Path;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A cell of the column of images: the bytes of a file, or the path of one. */
final class ImageCell {

  private static final String NAMELESS = "image";

  private ImageCell() {}

  /**
   * Checks the column of images, and that of their names where there is one.
   *
   * @return whether there is a column of names
   * @throws IllegalArgumentException naming the column
   */
  static boolean require(StructType schema, String inputCol, String pathCol) {
    DataType type = field(schema, inputCol).dataType();
    if (!type.equals(DataTypes.BinaryType) && !type.equals(DataTypes.StringType)) {
      throw new IllegalArgumentException(
          "column '%s' is %s, and images are binary (the bytes of a file) or string (its path)"
              .formatted(inputCol, type.simpleString()));
    }
    boolean named = type.equals(DataTypes.BinaryType) && schema.getFieldIndex(pathCol).isDefined();
    if (named && !field(schema, pathCol).dataType().equals(DataTypes.StringType)) {
      throw new IllegalArgumentException(
          "column '%s' is %s, and paths are string"
              .formatted(pathCol, field(schema, pathCol).dataType().simpleString()));
    }
    return named;
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
    if (schema.getFieldIndex(name).isDefined()) {
      throw new IllegalArgumentException(
          "there is a column '" + name + "' already; call the new one otherwise");
    }
    return schema.add(name, type);
  }

  /**
   * What a cell holds.
   *
   * @param cell bytes, a path or its URI, or null
   * @param name of bytes; its ending tells a point cloud; null for none
   * @return null where the cell is null
   */
  static @Nullable Input input(@Nullable Object cell, @Nullable String name) {
    if (cell instanceof byte[] bytes) {
      return Input.of(name == null ? NAMELESS : name, bytes);
    }
    if (cell == null) {
      return null;
    }
    String path = cell.toString();
    return Input.of(
        path.startsWith("file:/") ? Path.of(URI.create(path).getPath()) : Path.of(path));
  }
}
