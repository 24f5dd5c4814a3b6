package io.glimpse.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A download on its way: {@code NAME.part}, and beside it {@code NAME.part.json}, which says what
 * the bytes are the beginning of.
 *
 * <p>The note is written before the first byte and the bytes are deleted before the note changes,
 * so a kill never leaves bytes of one file under the note of another.
 */
final class PartialFile {

  /** The end of the name of a note. */
  static final String NOTES_SUFFIX = ".part.json";

  /**
   * What the server said of the whole file.
   *
   * @param url that was asked for, before any redirect
   * @param validator a strong ETag or a Last-Modified date, which tells one state of the file from
   *     another; null where the server gave none
   * @param bytes its length; null where the server did not say
   */
  record Note(URI url, @Nullable String validator, @Nullable Long bytes) {

    /** The headers of a request for what is missing; none where it must be asked for whole. */
    Map<String, String> askForRest(long have) {
      // Without a mark of the file's state, its rest may be that of another.
      return validator == null || have == 0
          ? Map.of()
          : Map.of("Range", "bytes=" + have + "-", "If-Range", validator);
    }
  }

  private final Path file;
  private final Path noteFile;

  PartialFile(Path file) {
    this.file = file;
    this.noteFile = file.resolveSibling(file.getFileName() + ".json");
  }

  /** The bytes so far. */
  Path file() {
    return file;
  }

  /** How many bytes there are. */
  long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** The note, or null if there is none that can be used for that URL. */
  @Nullable Note note(URI url) {
    try {
      JsonNode json = RecordJson.read(noteFile);
      Note note =
          new Note(
              URI.create(RecordJson.text(json, "url")),
              RecordJson.textOrNull(json, "validator"),
              RecordJson.numberOrNull(json, "bytes"));
      return note.url().equals(url) ? note : null;
    } catch (IOException | IllegalArgumentException e) {
      // A note that cannot be read only means that the download starts again.
      return null;
    }
  }

  /** Starts again with no bytes, under a new note. */
  void restart(Note note) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("url", note.url().toString());
    json.put("validator", note.validator());
    json.put("bytes", note.bytes());
    RecordJson.write(noteFile, json);
  }

  /** Deletes bytes and note. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(noteFile);
  }

  /** Moves the finished file to its place. */
  void moveTo(Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(noteFile);
  }
}
