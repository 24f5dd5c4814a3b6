package io.glimpse.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a file is by its first bytes, where it is something that people give in the place of another
 * thing: for refusals that say what was given.
 */
public final class FileKind {

  /** What they begin with, ISO 8859-1, and what they are called in a sentence. */
  private static final Map<String, String> BEGINNINGS = beginnings();

  private static final int HEAD = 64;

  private FileKind() {}

  private static Map<String, String> beginnings() {
    Map<String, String> kinds = new LinkedHashMap<>();
    kinds.put("\u00ff\u00d8\u00ff", "a JPEG picture");
    kinds.put("\u0089PNG\r\n", "a PNG picture");
    kinds.put("GIF8", "a GIF picture");
    kinds.put("II*\0", "a TIFF picture");
    kinds.put("MM\0*", "a TIFF picture");
    kinds.put("%PDF-", "a PDF document");
    kinds.put("\u0089HDF\r\n", "an HDF5 file");
    kinds.put("\u0093NUMPY", "an array of numpy (.npy)");
    kinds.put("PK\3\4", "a zip archive, such as .npz or PyTorch's .pt");
    kinds.put("PK\5\6", "an empty zip archive");
    kinds.put("\u001f\u008b", "a gzip archive");
    kinds.put("7z\u00bc\u00af", "a 7z archive");
    kinds.put("version https://git-lfs", "a pointer of Git LFS ('git lfs pull' fetches the file)");
    kinds.put("<!DOCTYPE", "a web page");
    kinds.put("<!doctype", "a web page");
    kinds.put("<html", "a web page");
    kinds.put("<?xml", "an XML file");
    return kinds;
  }

  /**
   * Reads the beginning of a file.
   *
   * @return what it is, such as {@code a JPEG picture}; empty for everything that is not known here
   * @throws IOException if it cannot be read
   */
  public static Optional<String> of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(HEAD));
    }
  }

  /** As {@link #of(Path)}, of the first bytes or of all. */
  public static Optional<String> of(byte[] head) {
    if (head.length == 0) {
      return Optional.of("empty");
    }
    int length = Math.min(head.length, HEAD);
    String begins = new String(head, 0, length, StandardCharsets.ISO_8859_1);
    if (begins.startsWith("RIFF") && begins.startsWith("WEBP", 8)) {
      return Optional.of("a WebP picture");
    }
    if (begins.startsWith("BM") && length > 14 && head[6] == 0 && head[7] == 0) {
      return Optional.of("a BMP picture");
    }
    return BEGINNINGS.entrySet().stream()
        .filter(kind -> begins.startsWith(kind.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
