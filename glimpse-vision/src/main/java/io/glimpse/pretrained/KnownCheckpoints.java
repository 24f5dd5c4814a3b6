package io.glimpse.pretrained;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.FileStamp;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about checkpoints that were checked before, so that an unchanged one need not
 * be read again: as {@code make} does, a file is taken for unchanged while its length and its times
 * are.
 */
final class KnownCheckpoints {

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");

  /** Its number grows with every change of what the same files are taken for. */
  private static final String READING = "reading 3";

  /** Longer files were not written here. */
  private static final int LONGEST = 1 << 16;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a checkpoint was found to be.
   *
   * @param texts how they come into the text network, which other files may say otherwise of the
   *     same weights; null if there is none
   * @param assumptions sentences on what was assumed or left aside, for the user
   */
  record Reading(String fingerprint, @Nullable TextRules texts, List<String> assumptions) {
    Reading {
      assumptions = List.copyOf(assumptions);
    }
  }

  private final Path folder;

  /** Those that are kept in {@code home/checkpoints}. */
  KnownCheckpoints(Path home) {
    this.folder = home.resolve("checkpoints");
  }

  /**
   * What a checkpoint's files look like from outside: a hash of where they are, of their lengths
   * and their times, and of how they are read.
   *
   * @throws IOException if there is no checkpoint
   */
  static String stamp(Path checkpoint) throws IOException {
    return FileStamp.of(READING, Checkpoint.files(checkpoint));
  }

  /**
   * Refuses a checkpoint that changed since a stamp of it was taken: what was read of it before and
   * after may not go together.
   */
  static void requireUnchanged(Path checkpoint, String stamp) throws IOException {
    if (!stamp(checkpoint).equals(stamp)) {
      throw new CheckpointException(checkpoint, "it was changed while it was read; try again");
    }
  }

  /** What is known of the checkpoint with that stamp; null if it was not added. */
  @Nullable Reading find(String stamp) {
    try {
      Path file = folder.resolve(stamp);
      if (Files.isRegularFile(file)) {
        Reading reading = StrictJson.record(file, LONGEST, Reading.class);
        return FINGERPRINT.matcher(reading.fingerprint()).matches() ? reading : null;
      }
    } catch (IOException e) {
      // As if it were not known: the checkpoint is then read again.
    }
    return null;
  }

  /** Remembers a checkpoint that was checked whole, where that can be written. */
  void add(String stamp, Reading reading) {
    try {
      Files.createDirectories(folder);
      AtomicFile.write(folder.resolve(stamp), out -> out.write(JSON.writeValueAsBytes(reading)));
    } catch (IOException e) {
      // The next start takes longer, and that is all.
    }
  }
}
