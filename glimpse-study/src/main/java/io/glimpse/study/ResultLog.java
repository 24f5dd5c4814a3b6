package io.glimpse.study;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file {@code results.jsonl}: one line of JSON a result, appended as it is finished. A last
 * line that a kill has torn does not count, and is cut off before the next is written.
 */
public final class ResultLog {

  static final String FILE = "results.jsonl";

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path file;

  ResultLog(Path folder) {
    this.file = folder.resolve(FILE);
  }

  /**
   * The results in a study's folder, the last of each experiment, in the order of their first.
   *
   * @throws StudyException naming a line that is no result
   */
  public static List<CellResult> read(Path folder) throws IOException {
    return List.copyOf(new ResultLog(folder).read().values());
  }

  /** The last result of each experiment by its key. */
  Map<String, CellResult> read() throws IOException {
    Map<String, CellResult> results = new LinkedHashMap<>();
    if (!Files.exists(file)) {
      return results;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    int number = 1;
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      String line = text.substring(from, end);
      if (!line.isBlank()) {
        CellResult result = parse(line, number);
        results.put(result.key(), result);
      }
      from = end + 1;
      number++;
    }
    return results;
  }

  private CellResult parse(String line, int number) throws StudyException {
    try {
      CellResult result = JSON.treeToValue(StrictJson.read(line), CellResult.class);
      if (result == null) {
        throw new StudyException(file, noResult(number));
      }
      return result;
    } catch (MalformedJsonException | JacksonException e) {
      throw new StudyException(file, noResult(number), e);
    }
  }

  private static String noResult(int number) {
    return "line " + number + " is not a result of a study; take it out to run that one again";
  }

  /** Appends a line; safe for use by several threads. */
  synchronized void append(CellResult result) throws IOException {
    byte[] line = (JSON.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long end = endOfLastLine(channel);
      channel.truncate(end);
      channel.position(end);
      ByteBuffer bytes = ByteBuffer.wrap(line);
      try {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        // A full disk must not leave half a line before a later whole one.
        channel.truncate(end);
        throw new StudyException(file, "the result cannot be written: " + e.getMessage(), e);
      }
    }
  }

  private static long endOfLastLine(FileChannel channel) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    long end = channel.size();
    while (end > 0) {
      one.clear();
      channel.read(one, end - 1);
      if (one.get(0) == '\n') {
        break;
      }
      end--;
    }
    return end;
  }
}
