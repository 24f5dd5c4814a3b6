package io.glimpse.model;

import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds a model that is here to the checksums it came with. */
final class ModelCheck {

  private final ModelFolder folder;
  private final PullListener listener;

  ModelCheck(ModelFolder folder, PullListener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  /** Reads every file; a model with a problem loses its manifest. The caller holds its lock. */
  Verification run() throws IOException {
    Manifest manifest = Manifest.read(folder.manifestFile());
    List<String> problems = new ArrayList<>();
    for (Manifest.Item item : manifest.files()) {
      Path file = folder.file(item.name());
      if (!Files.isRegularFile(file)) {
        problems.add(file + ": is gone");
        continue;
      }
      String actual = Sha256.of(file, done -> listener.progress(item.name(), done, item.bytes()));
      if (!actual.equals(item.sha256())) {
        problems.add(file + ": its SHA-256 is " + actual + ", and it was " + item.sha256());
      }
    }
    if (!problems.isEmpty()) {
      Files.delete(folder.manifestFile());
    }
    return new Verification(manifest.name(), manifest.bytes(), problems);
  }

  /** Refuses a model whose files have other checksums than the user gave. */
  static void requireGiven(Manifest manifest, ModelEntry entry, PullOptions options)
      throws IOException {
    for (ModelFile file : entry.files()) {
      String given = options.given(entry, file);
      for (Manifest.Item item : manifest.files()) {
        if (given != null && item.name().equals(file.name()) && !given.equals(item.sha256())) {
          throw new IOException(
              file.name()
                  + ": the SHA-256 that was given is "
                  + given
                  + ", and the file that is here has "
                  + item.sha256());
        }
      }
    }
  }
}
