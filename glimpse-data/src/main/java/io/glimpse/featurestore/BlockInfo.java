package io.glimpse.featurestore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a block of features: the file {@code 000012.json} beside {@code 000012.global.npy} and,
 * where tokens were kept, {@code 000012.tokens.npy}. It is written last, so that a block without
 * one does not count.
 *
 * @param pictures in the order of their rows
 * @param globalSha256 of the file of global features, in hex
 * @param tokensSha256 of the file of tokens; null where none were kept
 */
record BlockInfo(List<Row> pictures, String globalSha256, @Nullable String tokensSha256) {

  /**
   * A picture as it was when it was encoded.
   *
   * @param path below the data set's folder
   * @param bytes length of the file
   * @param modified when it was last modified, in milliseconds since 1970
   * @param sha256 of its content, in hex
   */
  record Row(String path, long bytes, long modified, String sha256) {}
}
