package io.glimpse.model;

import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model of the catalogue.
 *
 * @param name as a user types it, such as {@code ViT-B/32}
 * @param family what kind of model it is, such as {@code SigLIP}; null where nobody says
 * @param source who published it
 * @param licence of the weights; null where none was stated
 * @param about the length of all files in round numbers, where that alone was published; else null
 * @param files at least one, the weights first
 */
public record ModelEntry(
    String name,
    @Nullable String family,
    String source,
    @Nullable String licence,
    @Nullable Long about,
    List<ModelFile> files) {

  private static final Pattern PART = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._@+-]*[A-Za-z0-9])?");
  private static final int LONGEST = 150;

  public ModelEntry {
    checkName(name);
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("model '" + name + "' has no file");
    }
    if (files.stream().map(ModelFile::name).distinct().count() < files.size()) {
      throw new IllegalArgumentException("model '" + name + "' has two files of one name");
    }
    if (about != null && about < 1) {
      throw new IllegalArgumentException("model '" + name + "' has about " + about + " bytes");
    }
  }

  /**
   * Checks that a name can name a model: it becomes a folder, on every platform.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static void checkName(String name) {
    boolean good = name.length() <= LONGEST && !name.contains("--") && !name.endsWith("/");
    // A file of the user's has that name.
    good = good && !name.equalsIgnoreCase(ModelStore.CATALOGUE);
    for (String part : name.split("/", -1)) {
      good = good && PART.matcher(part).matches();
    }
    if (!good) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' cannot name a model: use letters, digits and single . _ @ + - or / between them");
    }
  }

  /** The file of the weights. */
  public ModelFile weights() {
    return files.get(0);
  }

  /** What a download brings, small files of an unknown length apart. */
  public OptionalLong bytes() {
    if (weights().bytes() == null) {
      return OptionalLong.empty();
    }
    long sum = 0;
    for (ModelFile file : files) {
      Long bytes = file.bytes();
      sum += bytes == null ? 0 : bytes;
    }
    return OptionalLong.of(sum);
  }

  /** The same, in round numbers where no more is known. */
  public OptionalLong roughBytes() {
    return bytes().isPresent() || about == null ? bytes() : OptionalLong.of(about);
  }
}
