package io.glimpse.cli.bank;

import io.glimpse.bank.Shot;
import io.glimpse.featurefile.BankFeatures;
import io.glimpse.featurefile.RowPaths;
import io.glimpse.file.Input;
import io.glimpse.shots.ShotId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the pictures that rows of features are of, so that a bank of them knows its shots. */
final class RowPictures {

  private RowPictures() {}

  /**
   * What is known beside a file of features: the shots of the bank that they were taken out of, or
   * else the pictures that were encoded, where they still lie.
   *
   * @param rows how many there are
   * @return the picture of a row, by the row
   */
  static Map<Integer, Shot> of(Path features, int rows) throws IOException {
    Map<Integer, Shot> pictures = new HashMap<>();
    List<String> paths = RowPaths.read(features, rows);
    for (int row = 0; row < paths.size(); row++) {
      try {
        Path file = Path.of(paths.get(row));
        // A pipe would be waited for.
        if (Files.isRegularFile(file)) {
          pictures.put(row, new Shot(ShotId.of(Input.of(file)), paths.get(row)));
        }
      } catch (IOException | InvalidPathException e) {
        // The features are whole without it.
      }
    }
    if (paths.isEmpty()) {
      List<Shot> shots = BankFeatures.shots(features, rows);
      for (int row = 0; row < shots.size(); row++) {
        pictures.put(row, shots.get(row));
      }
    }
    return pictures;
  }
}
