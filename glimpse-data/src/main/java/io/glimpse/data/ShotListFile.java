package io.glimpse.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A few-shot list in a file, as {@code glimpse data sample --json} prints it: {@code {"dataset",
 * "shots", "seed", "items": [{"path", "label", "class"}]}}, and {@code "validation"} like items
 * where parameters are to be chosen on a part of the validation split.
 */
public final class ShotListFile {

  private ShotListFile() {}

  /**
   * Reads a list and checks it against the data set.
   *
   * @throws DatasetException if it is of another data set, or names a picture that is not in the
   *     training split or is of another class there; a list whose classes have different numbers of
   *     pictures is fine
   */
  public static FewShotSample read(Path file, Dataset dataset) throws IOException {
    JsonNode root = SplitFile.json(file);
    String name = root.path("dataset").asText("");
    if (!name.equals(dataset.name())) {
      throw new DatasetException(
          file, "is a list of data set '" + name + "', not of '" + dataset.name() + "'");
    }
    List<LabelledImage> train = pictures(file, root, "items", dataset.train(), dataset);
    if (train.isEmpty()) {
      throw new DatasetException(file, "lists no pictures");
    }
    List<LabelledImage> validation =
        root.has("validation")
            ? pictures(file, root, "validation", dataset.validation(), dataset)
            : dataset.validation();
    return new FewShotSample(
        name,
        root.path("shots").asInt(0),
        root.path("seed").asLong(0),
        train,
        validation,
        List.of());
  }

  private static List<LabelledImage> pictures(
      Path file, JsonNode root, String list, List<LabelledImage> split, Dataset dataset)
      throws DatasetException {
    JsonNode items = root.path(list);
    if (!items.isArray()) {
      throw new DatasetException(file, "has no list '" + list + "'");
    }
    Map<String, Integer> labels = new HashMap<>();
    split.forEach(picture -> labels.put(picture.path(), picture.label()));
    List<LabelledImage> pictures = new ArrayList<>(items.size());
    for (JsonNode item : items) {
      String place = list + "[" + pictures.size() + "]";
      String path = item.path("path").asText("");
      Integer label = labels.get(path);
      if (label == null) {
        throw new DatasetException(
            file, place + " names '" + path + "', which is not in that split of " + dataset.name());
      }
      if (!item.path("label").isInt() || item.path("label").intValue() != label) {
        throw new DatasetException(
            file,
            String.format(
                "%s gives '%s' the label %s; it is %d",
                place, path, item.path("label").asText("none"), label));
      }
      pictures.add(new LabelledImage(path, label));
    }
    return pictures;
  }
}
