package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.RepositorySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files beside a network that hold values of its tensors. They must lie in the network's own
 * folder, also after all links, but for those by which Hugging Face's programs keep a repository.
 */
final class ExternalFiles {

  private static final String LOCATION = "location";
  private static final String OFFSET = "offset";
  private static final String LENGTH = "length";

  /** Where those programs keep what their links lead to. */
  private static final String BLOBS = "blobs";

  private final Path network;
  private final Path folder;
  private final Path realFolder;
  private final @Nullable Path blobs;

  private ExternalFiles(Path network) throws IOException {
    this.network = network;
    this.folder = folder(network);
    this.realFolder = folder.toRealPath();
    this.blobs = blobs(folder);
  }

  /**
   * Finds the files that a network refers to, and checks that they have what it asks for.
   *
   * @return by the location that the network gives, in order of names
   * @throws CheckpointException naming the location that is refused
   */
  static Map<String, Path> of(Path network, NetworkHeader header) throws IOException {
    Map<String, Path> found = new TreeMap<>();
    if (header.external().isEmpty()) {
      return found;
    }
    ExternalFiles files = new ExternalFiles(network);
    Map<String, Long> asked = new TreeMap<>();
    for (StoredTensor tensor : header.external()) {
      String location = tensor.external().getOrDefault(LOCATION, "");
      Path file = found.get(location);
      if (file == null) {
        file = files.file(tensor, location);
        found.put(location, file);
      }
      files.requireRange(tensor, location, Files.size(file));
      asked.merge(location, tensor.bytes(), Math::addExact);
    }
    for (Map.Entry<String, Path> one : found.entrySet()) {
      // Two tables may be one; a thousand tensors of the same bytes only fill the memory.
      if (asked.getOrDefault(one.getKey(), 0L) / 2 > Files.size(one.getValue())) {
        throw files.refusal(one.getKey(), "has its bytes used by more than two tensors each");
      }
    }
    return found;
  }

  /** Where the links of a kept repository may lead, if the folder is in one. */
  private static @Nullable Path blobs(Path folder) throws IOException {
    for (Path at = folder; at != null && at.getParent() != null; at = at.getParent()) {
      Path repository = at.getParent().getParent();
      if (at.getParent().endsWith(RepositorySnapshot.SNAPSHOTS) && repository != null) {
        Path blobs = repository.resolve(BLOBS);
        // A link in its place could lead anywhere.
        return Files.isDirectory(blobs) && blobs.toRealPath().startsWith(repository.toRealPath())
            ? blobs.toRealPath()
            : null;
      }
    }
    return null;
  }

  private Path file(StoredTensor tensor, String location) throws IOException {
    if (!isPlain(location)) {
      throw refusal(
          location,
          "is where the tensor '%s' has its values, but only files in the network's own folder are"
                  .formatted(tensor.name())
              + " read");
    }
    Path file;
    try {
      file = folder.resolve(location);
    } catch (InvalidPathException e) {
      throw refusal(location, "is no name of a file");
    }
    if (!Files.isRegularFile(file)) {
      throw refusal(
          location,
          "has the values of the tensor '%s', but it is not there; fetch it from where the network"
                  .formatted(tensor.name())
              + " comes from");
    }
    Path real = file.toRealPath();
    if (!real.startsWith(realFolder) && (blobs == null || !real.startsWith(blobs))) {
      throw refusal(location, "is a link that leads out of the network's folder, to " + real);
    }
    return file;
  }

  /** Whether it is a way downwards, on every system. */
  private static boolean isPlain(String location) {
    if (location.isEmpty()
        || location.startsWith("/")
        || location.chars().anyMatch(c -> c == '\\' || c == ':' || c < ' ')) {
      return false;
    }
    return List.of(location.split("/", -1)).stream()
        .noneMatch(step -> step.isEmpty() || step.equals(".."));
  }

  private void requireRange(StoredTensor tensor, String location, long size)
      throws CheckpointException {
    long offset = number(tensor, location, OFFSET, 0);
    long length = number(tensor, location, LENGTH, tensor.bytes());
    if (offset < 0 || length < tensor.bytes() || offset > size || length > size - offset) {
      throw refusal(
          location,
          "has %d bytes, but the tensor '%s' takes %d from %d on (%d are said); fetch it anew"
              .formatted(size, tensor.name(), tensor.bytes(), offset, length));
    }
  }

  private long number(StoredTensor tensor, String location, String key, long otherwise)
      throws CheckpointException {
    String text = tensor.external().get(key);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw refusal(
          location,
          "has the values of the tensor '%s', but '%s' is no %s"
              .formatted(tensor.name(), text, key));
    }
  }

  private CheckpointException refusal(String location, String reason) {
    return new CheckpointException(network, "'%s' %s".formatted(location, reason));
  }

  private static Path folder(Path network) {
    // What is a file lies in a folder.
    return Objects.requireNonNull(network.toAbsolutePath().normalize().getParent());
  }
}
