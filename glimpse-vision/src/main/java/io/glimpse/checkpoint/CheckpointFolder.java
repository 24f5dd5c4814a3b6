package io.glimpse.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the weights in folders as others lay them out: open_clip's and {@code transformers}', the
 * first module of a CLIP model of sentence-transformers, and what Hugging Face's programs keep of a
 * repository ({@code models--org--name/snapshots/<revision>}).
 */
final class CheckpointFolder {

  /** The index of weights in several files. */
  static final String INDEX = "model.safetensors.index.json";

  /** What a folder may call its weights; the first that is there is taken. */
  private static final List<String> WEIGHTS =
      List.of(
          "open_clip_model.safetensors",
          "model.safetensors",
          INDEX,
          "open_clip_pytorch_model.bin",
          "pytorch_model.bin");

  /** What authors call their own archives by, behind names that nobody can know. */
  private static final String ARCHIVE = ".pt";

  private static final String SENTENCE_TRANSFORMERS = "0_CLIPModel";

  private CheckpointFolder() {}

  /**
   * The file of the weights in a folder.
   *
   * @throws CheckpointException if there is none, or the revision is open
   */
  static Path weights(Path folder) throws IOException {
    Path found = find(folder);
    if (found != null) {
      return found;
    }
    throw new CheckpointException(
        folder,
        "is no checkpoint folder, it has none of "
            + String.join(", ", WEIGHTS)
            + ", also not in "
            + SENTENCE_TRANSFORMERS
            + " or a snapshot; name the file of the weights instead");
  }

  /** The file of the weights in a folder; null if there is none. */
  static @Nullable Path find(Path folder) throws IOException {
    Path snapshot = RepositorySnapshot.of(folder);
    for (Path place : List.of(folder, inner(folder), snapshot, inner(snapshot))) {
      for (String name : WEIGHTS) {
        Path weights = place.resolve(name);
        if (Files.isRegularFile(weights)) {
          return weights;
        }
      }
    }
    return onlyArchive(folder);
  }

  /** The archive of PyTorch in a folder that has one; null if it has none, or several. */
  private static @Nullable Path onlyArchive(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> archives =
          all.filter(file -> file.toString().endsWith(ARCHIVE) && Files.isRegularFile(file))
              .limit(2)
              .toList();
      return archives.size() == 1 ? archives.get(0) : null;
    }
  }

  private static Path inner(Path folder) {
    return folder.resolve(SENTENCE_TRANSFORMERS);
  }
}
