package io.glimpse.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The checksums of files that were taken on trust when they first came. They outlive the files: a
 * later download is held to them.
 */
final class TrustedDigests {

  private final Path file;
  private final Map<String, String> digests = new TreeMap<>();

  private TrustedDigests(Path file) {
    this.file = file;
  }

  /** Reads what was recorded, which may be nothing. */
  static TrustedDigests of(ModelFolder folder) throws IOException {
    TrustedDigests trusted = new TrustedDigests(folder.trustedFile());
    if (Files.exists(trusted.file)) {
      JsonNode json = RecordJson.read(trusted.file);
      try {
        for (Map.Entry<String, JsonNode> field : json.properties()) {
          trusted.digests.put(field.getKey(), ModelFile.digest(field.getValue().asText()));
        }
      } catch (IllegalArgumentException e) {
        throw new FileSystemException(trusted.file.toString(), null, e.getMessage());
      }
    }
    return trusted;
  }

  /** The checksum of a file, or null if none was recorded. */
  @Nullable String of(String name) {
    return digests.get(name);
  }

  /** Records a checksum, at once. */
  void record(String name, String sha256) throws IOException {
    if (!sha256.equals(digests.put(name, sha256))) {
      RecordJson.write(file, digests);
    }
  }
}
