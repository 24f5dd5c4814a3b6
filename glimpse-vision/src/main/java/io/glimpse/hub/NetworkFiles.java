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
import java.util.Objects;

/**
 * A network with the files that hold its weights, all of which were looked at.
 *
 * @param file the network
 * @param header what it says of itself
 * @param external the other files, by the location that the network gives
 */
record NetworkFiles(Path file, NetworkHeader header, Map<String, Path> external) {

  /** Its number grows with every change of what lies in the folders of the cache. */
  private static final String KIND = "onnx-2 ";

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

  /**
   * A copy of all files in a folder of the cache. ONNX Runtime maps weights of other files for as
   * long as it uses them: what changes there would change features unseen, and what is cut off
   * would end the process. It follows no links to them either.
   *
   * @param digest of this network
   * @throws CheckpointException if the files are not what the digest is of
   */
  GraphFolder copied(GraphCache cache, String digest) throws IOException {
    long bytes = 0;
    for (Path one : all()) {
      bytes += Files.size(one);
    }
    return cache.open(
        keyOfCopy(digest),
        bytes,
        folder -> {
          Path copy = Files.copy(file, folder.resolve(file.getFileName()));
          for (Map.Entry<String, Path> one : external.entrySet()) {
            Path target = folder.resolve(one.getKey());
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            if (!Files.exists(target)) {
              Files.copy(one.getValue(), target);
            }
          }
          requireDigest(copy, digest);
        });
  }

  /** The name of a copy in the cache. */
  static String keyOfCopy(String digest) {
    return Sha256.hex((KIND + digest).getBytes(StandardCharsets.US_ASCII));
  }

  private void requireDigest(Path copy, String digest) throws IOException {
    boolean isSame;
    try {
      isSame = of(copy).digest().equals(digest);
    } catch (CheckpointException e) {
      isSame = false;
    }
    if (!isSame) {
      throw new CheckpointException(file, "it was changed while it was read; try again");
    }
  }
}
