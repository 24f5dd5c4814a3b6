package io.glimpse.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Builds the folders of a data set with small pictures, as an archive would unpack to them. */
final class Miniature {

  private final Path root;
  private int pictures;

  Miniature(Path root) {
    this.root = root;
  }

  /** The folder that holds the data set's folder. */
  Path root() {
    return root;
  }

  /** Paints pictures, each different from the others. */
  Miniature pictures(String folder, String... names) {
    for (String name : names) {
      picture(root.resolve(folder).resolve(name), pictures++);
    }
    return this;
  }

  /** Writes a text file. */
  Miniature text(String file, String... lines) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, List.of(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private static void picture(Path file, int number) {
    BufferedImage image = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 24; x++) {
        image.setRGB(x, y, ((x * 10) << 16) | ((y * 12) << 8) | ((number * 37) % 256));
      }
    }
    try {
      Files.createDirectories(file.getParent());
      String format = file.toString().endsWith(".png") ? "png" : "jpg";
      if (!ImageIO.write(image, format, file.toFile())) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
