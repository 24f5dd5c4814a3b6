package io.glimpse.clip;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about checkpoints that were checked before, so that an unchanged one need not
 * be read again: as {@code make} does, a file is taken for unchanged while its length and its time
 * of change are.
 */
final class KnownCheckpoints {

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
  private static final int STAMP_LENGTH = 32;

  /** Longer files were not written here. */
  private static final long LONGEST = 1 << 16;

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a checkpoint was found to be.
   *
   * @param assumptions sentences on what was assumed or left aside, for the user
   */
  record Reading(String fingerprint, List<String> assumptions) {
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
   * What a checkpoint's files look like from outside: a hash of their names, lengths and times.
   *
   * @param checkpoint a folder, or a file, to which the JSON files beside it belong too
   */
  static String stamp(Path checkpoint) throws IOException {
    Path real = checkpoint.toRealPath();
    Path in = Files.isDirectory(real) ? real : Objects.requireNonNull(real.getParent());
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(in)) {
      all.filter(file -> in.equals(real) || file.equals(real) || isJson(file))
          .sorted()
          .forEach(files::add);
    }
    StringBuilder facts = new StringBuilder(real.toString());
    for (Path file : files) {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      facts.append('\n').append(file.getFileName()).append(' ').append(a.size()).append(' ');
      facts.append(a.lastModifiedTime().toInstant()).append(' ').append(a.fileKey());
    }
    byte[] hash = Sha256.of(facts.toString(), StandardCharsets.UTF_16BE);
    return HexFormat.of().formatHex(hash).substring(0, STAMP_LENGTH);
  }

  private static boolean isJson(Path file) {
    return file.toString().endsWith(".json");
  }

  /** What is known of the checkpoint with that stamp; null if it was not added. */
  @Nullable Reading find(String stamp) {
    try {
      Path file = folder.resolve(stamp);
      if (Files.isRegularFile(file) && Files.size(file) <= LONGEST) {
        Reading reading = JSON.readValue(Files.readAllBytes(file), Reading.class);
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
