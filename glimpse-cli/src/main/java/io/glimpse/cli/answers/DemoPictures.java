package io.glimpse.cli.answers;

import io.glimpse.file.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The pictures that come with the program, copied out so that a user can try commands on them. */
public final class DemoPictures {

  private static final String FOLDER = "/io/glimpse/demo/";

  /**
   * A picture of the demo.
   *
   * @param path where it was copied to
   * @param className what it shows
   */
  public record DemoPicture(Path path, String className) {}

  private final List<DemoPicture> shots = new ArrayList<>();
  private final List<DemoPicture> test = new ArrayList<>();
  private final List<DemoPicture> strange = new ArrayList<>();

  /** Copies all pictures, and their credits, into a folder; files that are there are replaced. */
  public DemoPictures(Path folder) throws IOException {
    copy("CREDITS.txt", folder.resolve("CREDITS.txt"));
    try (BufferedReader index =
        new BufferedReader(new InputStreamReader(resource("index.tsv"), StandardCharsets.UTF_8))) {
      for (String line = index.readLine(); line != null; line = index.readLine()) {
        if (!line.startsWith("#")) {
          String[] fields = line.split("\t", -1);
          Path target = folder.resolve(fields[2]);
          copy(fields[2], target);
          part(fields[0]).add(new DemoPicture(target, fields[1]));
        }
      }
    }
  }

  private List<DemoPicture> part(String name) throws IOException {
    return switch (name) {
      case "shots" -> shots;
      case "test" -> test;
      case "strange" -> strange;
      default -> throw new IOException("the program's own index of pictures has a part " + name);
    };
  }

  /** Pictures to learn from; those of a class in the order in which they are used. */
  public List<DemoPicture> shots() {
    return shots;
  }

  /** Pictures to answer. */
  public List<DemoPicture> test() {
    return test;
  }

  /** Pictures of none of the classes. */
  public List<DemoPicture> strange() {
    return strange;
  }

  /** The classes in the order of the index. */
  List<String> classNames() {
    return test.stream().map(DemoPicture::className).distinct().toList();
  }

  private static void copy(String name, Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    try (InputStream in = resource(name)) {
      AtomicFile.write(target, in::transferTo);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = DemoPictures.class.getResourceAsStream(FOLDER + name);
    if (in == null) {
      throw new IOException("the program lacks its own " + FOLDER + name);
    }
    return in;
  }
}
