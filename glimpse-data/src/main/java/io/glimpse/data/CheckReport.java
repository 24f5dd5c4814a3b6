package io.glimpse.data;

import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a data set on disk.
 *
 * @param dataset that was checked
 * @param missing paths of pictures that are listed but not there
 * @param unreadable pictures that are there but cannot be decoded
 * @param wrong other things that are wrong or not as published, one sentence each
 */
public record CheckReport(
    Dataset dataset, List<String> missing, List<Unreadable> unreadable, List<String> wrong) {

  /**
   * A picture that cannot be used.
   *
   * @param path as listed
   * @param reason one sentence that begins with the file
   */
  public record Unreadable(String path, String reason) {}

  public CheckReport {
    missing = List.copyOf(missing);
    unreadable = List.copyOf(unreadable);
    wrong = List.copyOf(wrong);
  }

  /** Whether the data set is whole, and as published where that is known. */
  public boolean isWhole() {
    return missing.isEmpty() && unreadable.isEmpty() && wrong.isEmpty();
  }

  /** What is wrong with its parts, and what differs from the catalogue. */
  static List<String> differences(Dataset dataset) {
    List<String> wrong = new ArrayList<>(dataset.overlaps());
    if (dataset.test().isEmpty()) {
      wrong.add(dataset.name() + " has no test pictures");
    }
    if (dataset.info().isEmpty()) {
      return wrong;
    }
    DatasetInfo info = dataset.info().get();
    Counts found = dataset.counts();
    Counts published = info.counts();
    compare("classes", found.classes(), published.classes(), wrong);
    compare("training pictures", found.train(), published.train(), wrong);
    compare("validation pictures", found.validation(), published.validation(), wrong);
    compare("test pictures", found.test(), published.test(), wrong);
    boolean otherFile = dataset.origin().kind() == SplitOrigin.Kind.FILE;
    if (otherFile && info.splitSha256() != null) {
      wrong.add(
          String.format(
              "%s: SHA-256 is %s, that of the published split file is %s",
              dataset.origin().file(), dataset.origin().sha256(), info.splitSha256()));
    }
    compareNames(dataset, info, wrong);
    return wrong;
  }

  private static void compare(String what, int found, int published, List<String> wrong) {
    if (found != published) {
      wrong.add(String.format("there are %d %s; %d were published", found, what, published));
    }
  }

  private static void compareNames(Dataset dataset, DatasetInfo info, List<String> wrong) {
    if (info.classFile() == null || !dataset.classes().ids().isEmpty()) {
      return;
    }
    List<String> published = DatasetCatalogue.classLines(info.classFile());
    List<String> found = dataset.classes().names();
    for (int c = 0; c < Math.min(found.size(), published.size()); c++) {
      if (!found.get(c).equals(published.get(c))) {
        wrong.add(
            String.format(
                "class %d is called '%s'; '%s' was published", c, found.get(c), published.get(c)));
        return;
      }
    }
  }
}
