package io.glimpse.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
  private static final String SNAPSHOTS = "snapshots";
  private static final String USUAL_REVISION = "refs/main";

  /** Longer ones are no name of a revision. */
  private static final int LONGEST_REVISION = 100;

  private CheckpointFolder() {}

  /**
   * The file of the weights in a folder.
   *
   * @throws CheckpointException if there is none, or the revision is open
   */
  static Path weights(Path folder) throws IOException {
    Path snapshot = snapshot(folder);
    for (Path place : List.of(folder, inner(folder), snapshot, inner(snapshot))) {
      for (String name : WEIGHTS) {
        Path weights = place.resolve(name);
        if (Files.isRegularFile(weights)) {
          return weights;
        }
      }
    }
    Path only = onlyArchive(folder);
    if (only != null) {
      return only;
    }
    throw new CheckpointException(
        folder,
        "is no checkpoint folder, it has none of "
            + String.join(", ", WEIGHTS)
            + ", also not in "
            + SENTENCE_TRANSFORMERS
            + " or a snapshot; name the file of the weights instead");
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

  /** The folder of a repository's revision: the one that is current, or the only one. */
  private static Path snapshot(Path folder) throws IOException {
    Path snapshots = folder.resolve(SNAPSHOTS);
    if (!Files.isDirectory(snapshots)) {
      return folder;
    }
    Path current = current(folder, snapshots);
    if (current != null) {
      return current;
    }
    try (Stream<Path> all = Files.list(snapshots)) {
      List<Path> revisions = all.filter(Files::isDirectory).sorted().toList();
      if (revisions.size() > 1) {
        throw new CheckpointException(
            folder,
            "has "
                + revisions.size()
                + " snapshots and does not say which is current; name one, such as "
                + revisions.get(0));
      }
      return revisions.isEmpty() ? folder : revisions.get(0);
    }
  }

  private static @Nullable Path current(Path folder, Path snapshots) throws IOException {
    Path named = folder.resolve(USUAL_REVISION);
    if (!Files.isRegularFile(named) || Files.size(named) > LONGEST_REVISION) {
      return null;
    }
    String revision = new String(Files.readAllBytes(named), StandardCharsets.ISO_8859_1).strip();
    // What is no plain name could lead out of the folder.
    if (!revision.matches("[0-9A-Za-z]+")) {
      return null;
    }
    Path current = snapshots.resolve(revision);
    return Files.isDirectory(current) ? current : null;
  }
}
