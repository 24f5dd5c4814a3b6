package io.glimpse.graph;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** The list of a folder's files with length and checksum, written last. */
final class FileList {

  /** Its number grows with every change of the graphs, so that older ones are built anew. */
  static final String NAME = "files-2.json";

  /** A longer list was not written here. */
  private static final long LONGEST = 1 << 16;

  private static final int BLOCK = 1 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file's length, and its CRC-32C, which processors compute as fast as they read. */
  record Entry(long bytes, long crc32c) {}

  private FileList() {}

  /** Lists all files of a folder, in that folder. */
  static void write(Path folder) throws IOException {
    Map<String, Entry> entries = new TreeMap<>();
    for (Path file : Folders.files(folder)) {
      // The same on all systems.
      String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
      entries.put(name, entry(file));
    }
    Files.write(folder.resolve(NAME), JSON.writeValueAsBytes(entries));
  }

  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME));
  }

  /** Whether a folder has a list, and all files are as it says. */
  static boolean matches(Path folder) {
    try {
      Path list = folder.resolve(NAME);
      if (!Files.isRegularFile(list) || Files.size(list) > LONGEST) {
        return false;
      }
      Map<String, Entry> entries =
          JSON.readValue(Files.readAllBytes(list), new TypeReference<Map<String, Entry>>() {});
      for (Map.Entry<String, Entry> entry : entries.entrySet()) {
        Path file = folder.resolve(entry.getKey());
        if (!Files.isRegularFile(file)
            || Files.size(file) != entry.getValue().bytes()
            || !entry(file).equals(entry.getValue())) {
          return false;
        }
      }
      return !entries.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static Entry entry(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    long bytes = 0;
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(block.clear()) >= 0) {
        bytes += block.flip().remaining();
        crc.update(block);
      }
    }
    return new Entry(bytes, crc.getValue());
  }
}
