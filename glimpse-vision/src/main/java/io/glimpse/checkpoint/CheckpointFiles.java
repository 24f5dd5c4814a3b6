package io.glimpse.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of one checkpoint: the weights, and beside them what says how they are meant.
 *
 * @param weights the file with the tensors, or the index of several
 */
record CheckpointFiles(Path weights) {

  private static final List<String> CONFIGURATIONS =
      List.of(
          OpenClipConfig.FILE,
          TransformersConfig.FILE,
          PreprocessorJson.FILE,
          PreprocessorJson.PROCESSOR_FILE);

  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final String LFS_POINTER = "version https://git-lfs";
  private static final int PICKLE_PROTOCOL = 0x80;

  /** Finds the weights in a folder, or takes the file that was named. */
  static CheckpointFiles locate(Path fileOrFolder) throws IOException {
    if (!Files.exists(fileOrFolder)) {
      throw new NoSuchFileException(fileOrFolder.toString(), null, "there is no such file");
    }
    if (!Files.isDirectory(fileOrFolder)) {
      return new CheckpointFiles(fileOrFolder);
    }
    return new CheckpointFiles(CheckpointFolder.weights(fileOrFolder));
  }

  /** The tensors under the names that they were stored by. */
  Map<String, Tensor> tensors() throws IOException {
    return isIndex() ? SafetensorsWeights.readSharded(weights) : read();
  }

  /** The weights, or their index and its shards, and the configurations beside them. */
  List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>(List.of(weights));
    if (isIndex()) {
      all.addAll(SafetensorsWeights.shards(weights));
    }
    for (String configuration : CONFIGURATIONS) {
      Path file = sibling(configuration);
      if (file != null) {
        all.add(file);
      }
    }
    return all;
  }

  private boolean isIndex() {
    return weights.endsWith(CheckpointFolder.INDEX);
  }

  /** A file of that name beside the weights; null if there is none. */
  @Nullable Path sibling(String name) {
    Path sibling = weights.resolveSibling(name);
    return Files.isRegularFile(sibling) ? sibling : null;
  }

  private Map<String, Tensor> read() throws IOException {
    MappedFile file = map(weights);
    byte[] head = head();
    if (startsWith(head, ZIP)) {
      return TorchArchive.read(file);
    }
    if (new String(head, StandardCharsets.ISO_8859_1).startsWith(LFS_POINTER)) {
      throw new CheckpointException(
          weights, "is only a pointer of Git LFS; fetch the file itself with 'git lfs pull'");
    }
    if (weights.toString().endsWith(".safetensors")) {
      return SafetensorsWeights.read(file);
    }
    if (head.length > 0 && Byte.toUnsignedInt(head[0]) == PICKLE_PROTOCOL) {
      throw new CheckpointException(
          weights,
          "is a bare pickle, as PyTorch wrote before version 1.6; load and save it with a newer one");
    }
    throw new CheckpointException(
        weights, "is no checkpoint, neither PyTorch's zip archive nor *.safetensors");
  }

  /** Maps a file that is there, regular and not empty. */
  static MappedFile map(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "there is no such file");
    }
    if (!Files.isRegularFile(path)) {
      throw new FileSystemException(path.toString(), null, "is not a regular file");
    }
    if (Files.size(path) == 0) {
      throw new CheckpointException(path, "is empty");
    }
    return MappedFile.open(path);
  }

  private byte[] head() throws IOException {
    try (InputStream in = Files.newInputStream(weights)) {
      return in.readNBytes(LFS_POINTER.length());
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }
}
