package io.glimpse.lite;

import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.file.Sha256;
import io.glimpse.onnx.Network;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/**
 * What tells this encoder's features from all others: SHA-256 of everything that they depend on.
 *
 * <p>It is stored, because hashing 40 MB at every start would take longer than a picture.
 */
final class LiteFingerprint {

  /** As the recipe writes it; the arithmetic of {@link LiteImages#preprocessing()}. */
  private static final String PREPROCESSING =
      "rgb, shortest side 224 bicubic, centre crop, (x - 127) / 128";

  /** To be raised when {@link TextRegression} gives other rows for the same resources. */
  private static final int TEXTS = 1;

  private LiteFingerprint() {}

  /**
   * What a text's row depends on: the resources, whatever the precision of pictures, and the
   * version of ONNX Runtime, which rounds MiniLM's ties of quantisation in its own way.
   */
  static String ofTexts() throws IOException {
    String parts = TEXTS + " " + Network.runtime() + " " + of(Precision.FP32);
    return HexFormat.of().formatHex(Sha256.of(parts, StandardCharsets.US_ASCII));
  }

  /** The stored fingerprint. */
  static String of(Precision precision) throws IOException {
    Properties stored = new Properties();
    stored.load(new ByteArrayInputStream(Embedded.bytes("fingerprints.properties")));
    return stored.getProperty(LiteImages.file(precision));
  }

  /** The fingerprint of the resources as they are, which takes a while. */
  static String compute(Precision precision) throws IOException {
    MessageDigest digest = Sha256.begin();
    digest.update(PREPROCESSING.getBytes(StandardCharsets.UTF_8));
    for (String name :
        List.of(
            LiteImages.file(precision),
            "mean.npy",
            "vocabulary.tsv",
            "vocabulary_vectors.npy",
            "text_keys.npy",
            "text_coefficients.npy",
            "glosses.tsv",
            "templates.txt",
            MiniLm.TOKENIZER,
            MiniLm.MODEL)) {
      digest.update(Embedded.bytes(name));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
