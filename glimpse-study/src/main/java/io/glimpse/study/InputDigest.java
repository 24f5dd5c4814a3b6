package io.glimpse.study;

import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.file.Sha256;
import io.glimpse.matrix.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Half a SHA-256, in hex, of what goes into an experiment: enough to notice any change. */
final class InputDigest {

  private static final int HEX_DIGITS = 32;

  /** Pictures with their tokens that are in memory at a time. */
  private static final int BLOCK = 64;

  private final MessageDigest digest = Sha256.begin();

  private InputDigest() {}

  /** Of global features and labels. */
  static String of(LabelledFeatures data) {
    return new InputDigest().add(data.features()).add(data.labels()).hex();
  }

  static String of(Shots shots) {
    InputDigest digest = new InputDigest();
    shots.views().forEach(digest::add);
    if (shots.means() != null) {
      digest.add(shots.means());
    }
    return digest.add(shots.labels()).hex();
  }

  /** Of all tokens of pictures, the global features among them. */
  static String ofTokens(List<FeatureSource> sources) {
    InputDigest digest = new InputDigest();
    for (FeatureSource source : sources) {
      for (int from = 0; from < source.size(); from += BLOCK) {
        digest.add(source.read(from, Math.min(source.size(), from + BLOCK)).tokens());
      }
    }
    return digest.hex();
  }

  static String of(Matrix matrix) {
    return new InputDigest().add(matrix).hex();
  }

  static String of(String text) {
    InputDigest digest = new InputDigest();
    digest.digest.update(text.getBytes(StandardCharsets.UTF_8));
    return digest.hex();
  }

  private InputDigest add(FeatureSource source) {
    return add(source.globals());
  }

  private InputDigest add(Labels labels) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * labels.size());
    for (int i = 0; i < labels.size(); i++) {
      bytes.putInt(labels.label(i));
    }
    digest.update(bytes.array());
    return this;
  }

  private InputDigest add(Matrix matrix) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * matrix.columns()).order(ByteOrder.LITTLE_ENDIAN);
    for (int row = 0; row < matrix.rows(); row++) {
      bytes.clear();
      for (int column = 0; column < matrix.columns(); column++) {
        bytes.putFloat(matrix.get(row, column));
      }
      digest.update(bytes.array());
    }
    return this;
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest()).substring(0, HEX_DIGITS);
  }
}
