package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.file.Sha256;
import io.glimpse.graph.GraphCache;
import io.glimpse.graph.GraphFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A network with the files that hold its weights, all of which were looked at.
 *
 * @param file the network
 * @param header what it says of itself
 * @param external the other files, by the location that the network gives
 */
record NetworkFiles(Path file, NetworkHeader header, Map<String, Path> external) {

  /** Its number grows with every change of what lies in the folders of the cache. */
  private static final String KIND = "onnx-1 ";

  /**
   * Looks at a network.
   *
   * @throws CheckpointException if it is not run; nothing of it was run then
   */
  static NetworkFiles of(Path file) throws IOException {
    NetworkHeader header = HeaderReader.read(file);
    return new NetworkFiles(file, header, ExternalFiles.of(file, header));
  }

  /** All files, the network first. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(List.of(file));
    all.addAll(external.values());
    return all;
  }

  /** A hash of all bytes, in hex. */
  String digest() throws IOException {
    StringBuilder digests = new StringBuilder(Sha256.of(file));
    for (Map.Entry<String, Path> one : external.entrySet()) {
      digests.append('\n').append(one.getKey()).append('\n').append(Sha256.of(one.getValue()));
    }
    return Sha256.hex(digests.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Whether {@link #unlinked} is needed. */
  boolean isLinked() throws IOException {
    return ExternalFiles.areLinked(file, external);
  }

  /**
   * The same files without links, in a folder of the cache: ONNX Runtime takes no weights of other
   * files that a link leads to. Where the system allows that, no byte is copied.
   *
   * @param digest of this network
   * @throws CheckpointException if such a file is in a folder below the network's
   */
  GraphFolder unlinked(GraphCache cache, String digest) throws IOException {
    long bytes = 0;
    for (Map.Entry<String, Path> one : external.entrySet()) {
      if (one.getKey().contains("/")) {
        throw new CheckpointException(
            file,
            "'%s' is a link in a folder below, which is not followed; copy the folder with its links"
                    .formatted(one.getKey())
                + " resolved");
      }
      bytes += Files.size(one.getValue());
    }
    return cache.open(
        Sha256.hex((KIND + digest).getBytes(StandardCharsets.US_ASCII)),
        bytes + Files.size(file),
        folder -> {
          put(file, folder.resolve(file.getFileName()));
          for (Map.Entry<String, Path> one : external.entrySet()) {
            put(one.getValue(), folder.resolve(one.getKey()));
          }
        });
  }

  private static void put(Path source, Path target) throws IOException {
    Path real = source.toRealPath();
    try {
      Files.createLink(target, real);
    } catch (IOException | UnsupportedOperationException e) {
      // Another file system, or one that has no second names.
      Files.copy(real, target);
    }
  }
}
