package io.glimpse.featurestore;

import io.glimpse.file.Sha256;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some pictures whose features lie in files of their own, which never change. */
final class Block {

  private final Path stem;
  private final BlockInfo info;
  private @Nullable Boolean intact;

  Block(Path stem, BlockInfo info) {
    this.stem = stem;
    this.info = info;
  }

  static Path infoFile(Path stem) {
    return stem.resolveSibling(stem.getFileName() + ".json");
  }

  static Path globalFile(Path stem) {
    return stem.resolveSibling(stem.getFileName() + ".global.npy");
  }

  static Path tokenFile(Path stem) {
    return stem.resolveSibling(stem.getFileName() + ".tokens.npy");
  }

  BlockInfo info() {
    return info;
  }

  boolean hasTokens() {
    return info.tokensSha256() != null;
  }

  Path file(boolean tokens) {
    return tokens ? tokenFile(stem) : globalFile(stem);
  }

  /**
   * Whether the files are what was written, by their digests; looked at once.
   *
   * @param views number of views that each picture must have
   */
  synchronized boolean isIntact(StoreStamp stamp, int views) throws IOException {
    if (intact == null) {
      long n = info.pictures().size();
      long d = stamp.dimension();
      intact =
          isIntact(globalFile(stem), info.globalSha256(), n, views, d)
              && (info.tokensSha256() == null
                  || isIntact(
                      tokenFile(stem), info.tokensSha256(), n, views, stamp.tokensPerImage(), d));
    }
    return intact;
  }

  private static boolean isIntact(Path file, String sha256, long... shape) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (NpyFile npy = NpyFile.open(file)) {
      if (!Arrays.equals(npy.shape(), shape)) {
        return false;
      }
    } catch (IOException e) {
      // Cut off or overwritten: to be made again, like one whose digest is wrong.
      return false;
    }
    return Sha256.of(file).equals(sha256);
  }

  /** Takes a damaged block out of the store. */
  void discard() throws IOException {
    Files.deleteIfExists(infoFile(stem));
    Files.deleteIfExists(globalFile(stem));
    Files.deleteIfExists(tokenFile(stem));
  }
}
