package io.glimpse.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.FileStamp;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about folders, so that an unchanged one need not be hashed and tried again.
 */
final class KnownFolders {

  /** Its number grows with every change of what the same files are taken for. */
  private static final String READING = "onnx 1";

  /** Longer files were not written here. */
  private static final int LONGEST = 1 << 12;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /** Those that are kept in {@code home/onnx}. */
  KnownFolders(Path home) {
    this.folder = home.resolve("onnx");
  }

  /** What the files of a model look like from outside. */
  static String stamp(HubModel model) throws IOException {
    return FileStamp.of(READING, model.files());
  }

  /** Refuses a model that changed since a stamp of it was taken. */
  static void requireUnchanged(HubModel model, String stamp) throws IOException {
    if (!stamp(model).equals(stamp)) {
      throw new CheckpointException(
          model.folder().root(), "it was changed while it was read; try again");
    }
  }

  /** What is known of the files with that stamp; null if it was not added. */
  @Nullable HubFacts find(String stamp) {
    try {
      Path file = folder.resolve(stamp);
      return Files.isRegularFile(file) ? StrictJson.record(file, LONGEST, HubFacts.class) : null;
    } catch (IOException e) {
      // As if it were not known: the files are then read again.
      return null;
    }
  }

  /** Remembers it, where that can be written. */
  void add(String stamp, HubFacts facts) {
    try {
      Files.createDirectories(folder);
      AtomicFile.write(folder.resolve(stamp), out -> out.write(JSON.writeValueAsBytes(facts)));
    } catch (IOException e) {
      // The next start takes longer, and that is all.
    }
  }
}
