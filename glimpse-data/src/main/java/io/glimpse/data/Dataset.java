package io.glimpse.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A data set on disk: which pictures it has, of which classes, in which parts. No picture was
 * opened yet, and none need be there; {@link DatasetCheck} tells. Immutable.
 */
public final class Dataset {

  private final String name;
  private final @Nullable DatasetInfo info;
  private final Path folder;
  private final Contents contents;
  private final SplitOrigin origin;

  Dataset(
      String name, @Nullable DatasetInfo info, Path folder, Contents contents, SplitOrigin origin) {
    this.name = name;
    this.info = info;
    this.folder = folder;
    this.contents = contents;
    this.origin = origin;
  }

  /** The catalogue's name, or that of a user's own folder or table. */
  public String name() {
    return name;
  }

  /** What the catalogue says of it; empty for a user's own. */
  public Optional<DatasetInfo> info() {
    return Optional.ofNullable(info);
  }

  /** The folder that the paths of the pictures are below. */
  public Path folder() {
    return folder;
  }

  public ClassNames classes() {
    return contents.classes();
  }

  /** Pictures to train on or to draw shots from, in the order that the sampler depends on. */
  public List<LabelledImage> train() {
    return contents.parts().train();
  }

  /** Pictures to choose parameters on; may be empty. */
  public List<LabelledImage> validation() {
    return contents.parts().validation();
  }

  /** Pictures to measure accuracy on. */
  public List<LabelledImage> test() {
    return contents.parts().test();
  }

  public SplitOrigin origin() {
    return origin;
  }

  /** What a user must know of how it was read, one sentence each. */
  public List<String> notes() {
    return contents.notes();
  }

  /**
   * Which parts share pictures, one sentence each: accuracy on pictures that were trained on is too
   * high.
   */
  public List<String> overlaps() {
    List<String> found = new ArrayList<>();
    overlap("the training part", train(), "the test part", test(), found);
    overlap("the training part", train(), "the validation part", validation(), found);
    overlap("the validation part", validation(), "the test part", test(), found);
    return List.copyOf(found);
  }

  private static void overlap(
      String first,
      List<LabelledImage> some,
      String second,
      List<LabelledImage> others,
      List<String> found) {
    Set<String> common = new TreeSet<>();
    some.forEach(picture -> common.add(picture.path()));
    common.retainAll(others.stream().map(LabelledImage::path).collect(Collectors.toSet()));
    if (!common.isEmpty()) {
      found.add(
          String.format(
              "pictures in both %s and %s: %d, such as %s",
              first, second, common.size(), common.iterator().next()));
    }
  }

  public Counts counts() {
    return new Counts(classes().size(), train().size(), validation().size(), test().size());
  }

  /** The published templates; CLIP's plainest for a user's own data set. */
  public List<String> templates(PromptSet set) {
    return info == null ? List.of("a photo of a {}.") : info.templates(set);
  }

  /** Where a picture is. */
  public Path file(LabelledImage picture) {
    return folder.resolve(picture.path());
  }

  /** Where pictures are, in their order. */
  public List<Path> files(List<LabelledImage> pictures) {
    return pictures.stream().map(this::file).toList();
  }
}
