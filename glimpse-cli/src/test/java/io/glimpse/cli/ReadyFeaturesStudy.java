package io.glimpse.cli;

import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Ready features of three classes, and studies of them. */
final class ReadyFeaturesStudy {

  static final int WIDTH = 8;

  private ReadyFeaturesStudy() {}

  /** Writes the features into a new folder. */
  static void write(Path features) throws IOException {
    Files.createDirectories(features);
    Random random = new Random(5);
    for (String part : List.of("test", "val", "shots_1", "shots_2")) {
      int rows = part.equals("shots_1") ? 3 : part.equals("shots_2") ? 6 : 30;
      float[] values = new float[rows * WIDTH];
      int[] labels = new int[rows];
      for (int i = 0; i < rows; i++) {
        labels[i] = i % 3;
        for (int j = 0; j < WIDTH; j++) {
          values[i * WIDTH + j] = (float) random.nextGaussian() * 0.6f + (j == labels[i] ? 1 : 0);
        }
      }
      Npy.write(features.resolve(part + "_features.npy"), values, rows, WIDTH);
      Npy.write(features.resolve(part + "_labels.npy"), labels);
    }
    float[] text = new float[3 * WIDTH];
    for (int c = 0; c < 3; c++) {
      text[c * WIDTH + c] = 1;
    }
    Npy.write(features.resolve("text_features.npy"), text, 3, WIDTH);
    Files.writeString(features.resolve("classes.txt"), "cat\ndog\nemu\n");
  }

  /** A study of one data set with one and two shots. */
  static Run run(Path features, Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("study", "run", "animals", "--features", features, "--json"));
    arguments.addAll(List.of("--encoders", "axes", "--shots", "1,2", "--seeds", "1"));
    arguments.addAll(List.of("--out", out));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray());
  }

  /** Copies a folder of features. */
  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
