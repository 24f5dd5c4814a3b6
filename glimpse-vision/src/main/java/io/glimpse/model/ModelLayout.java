package io.glimpse.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A way in which models lie on disk: says what belongs to one, so that a copy opens as it does.
 * Found by {@link java.util.ServiceLoader}; the first that takes a path is asked for the rest.
 */
public interface ModelLayout {

  /**
   * Whether a path leads to a model that lies so; it need not be whole.
   *
   * @throws IOException if it does, and something is wrong with it at first sight
   */
  boolean isAt(Path source) throws IOException;

  /**
   * The files that an encoder of the model reads, the weights or a network first.
   *
   * @return by the place that each has in a copy, with {@code /} between folders
   * @throws IOException if one of them is missing or cannot be used
   */
  Map<String, Path> files(Path source) throws IOException;

  /**
   * Checks a model as an encoder does, its tokenizer with it where there is one.
   *
   * @param home where what is found out about it may be kept
   * @return what kind of model it is, as {@link ModelEntry#family} calls it
   * @throws IOException naming the file that cannot be used
   */
  String check(Path source, Path home) throws IOException;
}
