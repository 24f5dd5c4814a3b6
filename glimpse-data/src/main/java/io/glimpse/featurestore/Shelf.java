package io.glimpse.featurestore;

import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one data set under one kind of views, and where in them each picture is. Of a
 * picture that is in several blocks, the last one counts.
 */
final class Shelf {

  private static final String INFO = "\\d{6,9}\\.json";

  /** A block has at most some thousand pictures. */
  private static final int MOST_BYTES = 64 << 20;

  /** Where a picture's features are. */
  record Place(Block block, int row) {

    BlockInfo.Row picture() {
      return block.info().pictures().get(row);
    }
  }

  private final Map<String, Place> places = new HashMap<>();
  private int nextBlock;

  private Shelf() {}

  /** Reads what the blocks in a folder hold, if there is one. */
  static Shelf read(Path folder) throws IOException {
    Shelf shelf = new Shelf();
    if (!Files.isDirectory(folder)) {
      return shelf;
    }
    List<Path> infos;
    try (Stream<Path> files = Files.list(folder)) {
      infos = files.filter(file -> file.getFileName().toString().matches(INFO)).sorted().toList();
    }
    for (Path info : infos) {
      String name = info.getFileName().toString();
      String stem = name.substring(0, name.length() - ".json".length());
      shelf.nextBlock = Integer.parseInt(stem) + 1;
      BlockInfo block = readInfo(info);
      if (block != null) {
        shelf.add(new Block(folder.resolve(stem), block));
      }
    }
    return shelf;
  }

  /** Null where it is damaged, so that the pictures in it are made again. */
  private static @Nullable BlockInfo readInfo(Path file) throws IOException {
    try {
      BlockInfo info = StrictJson.record(file, MOST_BYTES, BlockInfo.class);
      boolean whole =
          info.pictures() != null
              && info.globalSha256() != null
              && info.pictures().stream()
                  .allMatch(row -> row != null && row.path() != null && row.sha256() != null);
      return whole ? info : null;
    } catch (MalformedJsonException e) {
      return null;
    }
  }

  private void add(Block block) {
    List<BlockInfo.Row> rows = block.info().pictures();
    for (int i = 0; i < rows.size(); i++) {
      places.put(rows.get(i).path(), new Place(block, i));
    }
  }

  /** Where a picture is, or null. */
  @Nullable Place place(String path) {
    return places.get(path);
  }

  /** The number of a block to be written. */
  int nextBlock() {
    return nextBlock;
  }
}
