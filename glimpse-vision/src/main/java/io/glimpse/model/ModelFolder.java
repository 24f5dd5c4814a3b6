package io.glimpse.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of one model: {@code model.json}, the {@link Manifest}; {@code trusted.json}, the
 * {@link TrustedDigests}; {@code files}, what an encoder reads; {@code parts}, what is still on its
 * way.
 *
 * @param root made when the first file is written
 */
record ModelFolder(Path root) {

  /** The end of the name of a network that others built. */
  private static final String NETWORK = ".onnx";

  /** The folder of a model in a store; the name's slashes become {@code --}. */
  static ModelFolder of(Path models, String name) {
    ModelEntry.checkName(name);
    return new ModelFolder(models.resolve(name.replace("/", "--")));
  }

  Path manifestFile() {
    return root.resolve("model.json");
  }

  Path trustedFile() {
    return root.resolve("trusted.json");
  }

  Path file(String name) {
    return files().resolve(name);
  }

  Path part(String name) {
    return parts().resolve(name + ".part");
  }

  private Path files() {
    return root.resolve("files");
  }

  private Path parts() {
    return root.resolve("parts");
  }

  /** The manifest, if it is one and every file has its length. */
  Optional<Manifest> whole() throws IOException {
    if (!Files.isRegularFile(manifestFile())) {
      return Optional.empty();
    }
    Manifest manifest;
    try {
      manifest = Manifest.read(manifestFile());
    } catch (IOException e) {
      // Damaged: there is no model then, and one can be put in its place.
      return Optional.empty();
    }
    for (Manifest.Item item : manifest.files()) {
      Path file = file(item.name());
      if (!Files.isRegularFile(file) || Files.size(file) != item.bytes()) {
        return Optional.empty();
      }
    }
    return Optional.of(manifest);
  }

  /** The name of the model whose folder this is. */
  String name() {
    return String.valueOf(root.getFileName()).replace("--", "/");
  }

  /**
   * What an encoder opens: the weights, beside which it finds their configuration, or the folder of
   * networks, of which it chooses.
   */
  Path checkpoint(Manifest manifest) {
    String first = manifest.files().get(0).name();
    return first.endsWith(NETWORK) ? files() : file(first);
  }

  /** The bytes in {@code files} and {@code parts}, as far as they are models' files. */
  long bytesHere() throws IOException {
    return bytes(files()) + bytes(parts());
  }

  /** Whether a file is on its way. */
  boolean hasParts() throws IOException {
    return bytes(parts()) > 0;
  }

  private static long bytes(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    long sum = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += file.toString().endsWith(PartialFile.NOTES_SUFFIX) ? 0 : Files.size(file);
      }
    }
    return sum;
  }

  /** Deletes what processes that were killed left behind; the caller holds the model's lock. */
  void sweep() throws IOException {
    sweep(root);
    if (Files.isDirectory(parts())) {
      try (Stream<Path> all = Files.walk(parts())) {
        for (Path folder : all.filter(Files::isDirectory).toList()) {
          sweep(folder);
        }
      }
    }
  }

  private static void sweep(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> temporary = Files.newDirectoryStream(folder, ".glimpse-*.tmp")) {
        for (Path file : temporary) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Deletes the parts, as the model is whole. */
  void deleteParts() throws IOException {
    delete(parts());
  }

  /** Deletes everything but what was trusted. */
  void clear() throws IOException {
    // The manifest goes first: a kill in between leaves no model rather than half of one.
    Files.deleteIfExists(manifestFile());
    delete(files());
    deleteParts();
    sweep();
  }

  /** Deletes everything. */
  void forget() throws IOException {
    clear();
    delete(root);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
