package io.glimpse.spark;

import java.util.UUID;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a column says of the encoder that it was made by, so that a second one in the same pipeline
 * is told of before there is a job: every executor would hold both.
 */
final class EncoderMark {

  /** Of this driver: a column that was saved and read again has cost its encoder elsewhere. */
  private static final String KEY = "glimpse.encoder." + UUID.randomUUID();

  private EncoderMark() {}

  /** The mark of an encoder. */
  static Metadata of(EncoderChoice encoder) {
    return new MetadataBuilder().putString(KEY, encoder.words()).build();
  }

  /**
   * Looks for columns of another encoder.
   *
   * @throws IllegalArgumentException naming the column and both encoders
   */
  static void require(StructType schema, EncoderChoice encoder) {
    for (StructField field : schema.fields()) {
      if (field.metadata().contains(KEY)
          && !field.metadata().getString(KEY).equals(encoder.words())) {
        throw new IllegalArgumentException(
            ("column '%s' was made by encoder %s, and this stage has %s: stages of one pipeline"
                    + " share their encoder; set the same one, or drop that column before")
                .formatted(field.name(), field.metadata().getString(KEY), encoder.words()));
      }
    }
  }
}
