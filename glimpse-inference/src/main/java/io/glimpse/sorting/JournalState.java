package io.glimpse.sorting;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.file.InputException;
import io.glimpse.json.StrictJson;
import io.glimpse.sorting.SortedEntry.State;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says: how far every picture has come, and which folders there are. It is another
 * program's text until it is checked: what it says to be in the folder must be in it.
 */
final class JournalState {

  /** Bytes of a line; two paths are much shorter. */
  private static final int LONGEST_LINE = 1 << 17;

  /**
   * The folder of a class.
   *
   * @param made whether it was not there before
   */
  record Folder(Path path, Destination destination, boolean made) {}

  private final Path root;
  private final NavigableMap<Integer, SortedEntry> entries = new TreeMap<>();
  private final Map<Path, SortedEntry> latest = new HashMap<>();
  private final Map<Path, Folder> folders = new LinkedHashMap<>();
  private JournalHeader header = new JournalHeader(0, null);
  private long wholeBytes;

  /** Nothing yet, of a folder by its real path. */
  JournalState(Path root) {
    this.root = root;
  }

  /** Reads a journal from its beginning; a line without an end is left aside. */
  static JournalState read(Path root, FileChannel channel) throws IOException {
    JournalState state = new JournalState(root);
    // Not closed: the channel has the lock.
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel.position(0)), 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int number = 1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b != '\n') {
        line.write(b);
        if (line.size() > LONGEST_LINE) {
          throw state.malformed(number, "it is too long");
        }
        continue;
      }
      try {
        state.take(StrictJson.read(line.toByteArray()), number == 1);
      } catch (IOException | IllegalArgumentException e) {
        throw state.malformed(number, String.valueOf(e.getMessage()));
      }
      state.wholeBytes += line.size() + 1;
      line.reset();
      number++;
    }
    // A line that a kill tore off is of no account, but not a file that was never a journal.
    if (number == 1 && !JournalHeader.isBeginning(line.toString(StandardCharsets.UTF_8))) {
      throw state.malformed(number, "it begins no journal of Glimpse");
    }
    return state;
  }

  private InputException malformed(int line, String why) {
    return new InputException(
        root.resolve(SortingJournal.NAME),
        "line %d is not of such a journal (%s); nothing was touched".formatted(line, why));
  }

  private void take(JsonNode line, boolean first) {
    StrictJson.object(line, "");
    if (first) {
      header = JournalHeader.of(line);
    } else if (line.has("folder")) {
      takeFolder(line);
    } else if (line.has("begin")) {
      takeBegin(line);
    } else if (line.has("done")) {
      put(entry(line, "done").done(line.has("sha256") ? text(line, "sha256") : null));
    } else if (line.has("failed")) {
      put(entry(line, "failed").with(State.FAILED));
    } else if (line.has("back")) {
      takeBack(line);
    } else if (line.has("undone")) {
      put(entry(line, "undone").with(State.UNDONE));
    } else {
      throw new IllegalArgumentException("it says nothing that is known");
    }
  }

  private void takeFolder(JsonNode line) {
    Path folder = inside(text(line, "folder"));
    if (!root.equals(folder.getParent())) {
      throw new IllegalArgumentException("its folder is not in this one");
    }
    Destination destination =
        new Destination(Destination.Kind.valueOf(text(line, "kind")), text(line, "class"));
    addFolder(folder, destination, line.path("made").asBoolean());
  }

  private void takeBegin(JsonNode line) {
    Path to = inside(text(line, "to"));
    if (to.getParent() == null || !root.equals(to.getParent().getParent())) {
      throw new IllegalArgumentException("its picture is not in a folder of this one");
    }
    Path from = PathText.path(text(line, "from"));
    if (!from.isAbsolute() || from.getFileName() == null) {
      throw new IllegalArgumentException("its picture came from nowhere");
    }
    put(
        new SortedEntry(
            whole(line, "begin", 1, Integer.MAX_VALUE),
            Placing.of(text(line, "act")),
            from,
            to,
            size(line),
            State.BEGUN,
            null,
            null));
  }

  private void takeBack(JsonNode line) {
    Path target = PathText.path(text(line, "to"));
    if (!target.isAbsolute()) {
      throw new IllegalArgumentException("its picture goes nowhere");
    }
    put(entry(line, "back").goingBack(target, size(line)));
  }

  private static long size(JsonNode line) {
    return StrictJson.whole(line.path("size"), "'size'", 0, Long.MAX_VALUE);
  }

  private Path inside(String text) {
    Path path = root.resolve(PathText.path(text));
    if (!path.startsWith(root) || !path.normalize().equals(path)) {
      throw new IllegalArgumentException("it leads out of this folder");
    }
    return path;
  }

  private SortedEntry entry(JsonNode line, String key) {
    SortedEntry entry = entries.get(whole(line, key, 1, Integer.MAX_VALUE));
    if (entry == null) {
      throw new IllegalArgumentException("it is about no picture before it");
    }
    return entry;
  }

  private static String text(JsonNode line, String key) {
    return StrictJson.text(line.path(key), "'" + key + "'");
  }

  private static int whole(JsonNode line, String key, int least, int most) {
    return (int) StrictJson.whole(line.path(key), "'" + key + "'", least, most);
  }

  /** A picture has come so far. */
  void put(SortedEntry entry) {
    entries.put(entry.number(), entry);
    latest.merge(entry.from(), entry, (old, other) -> other.number() >= old.number() ? other : old);
  }

  void addFolder(Path path, Destination destination, boolean wasMade) {
    folders.put(path, new Folder(path, destination, wasMade));
  }

  void begin(JournalHeader first) {
    header = first;
  }

  /** What was last done with a picture that lay there; null if nothing. */
  @Nullable SortedEntry latest(Path from) {
    return latest.get(from);
  }

  /** All pictures, in the order in which they were sorted. */
  List<SortedEntry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** The folders of the classes. */
  Collection<Folder> folders() {
    return folders.values();
  }

  /** Whether the folder of a class is known. */
  boolean hasFolder(Path path) {
    return folders.containsKey(path);
  }

  /** Whether the folder of a class is known, and was not there before. */
  boolean wasMade(Path path) {
    Folder folder = folders.get(path);
    return folder != null && folder.made();
  }

  int nextNumber() {
    return entries.isEmpty() ? 1 : entries.lastKey() + 1;
  }

  /** How many folders were made for this one, itself and some above it. */
  int made() {
    return header.made();
  }

  /** By which the user's home knows the journal; null where it has none. */
  @Nullable String id() {
    return header.id();
  }

  /** How long the journal is up to its last whole line. */
  long wholeBytes() {
    return wholeBytes;
  }

  /** A path in the folder as the journal has it, so that the folder may be moved as a whole. */
  String relative(Path path) {
    String text = PathText.of(root.relativize(path));
    return Objects.equals(root.resolve(PathText.path(text)), path) ? text : PathText.of(path);
  }
}
