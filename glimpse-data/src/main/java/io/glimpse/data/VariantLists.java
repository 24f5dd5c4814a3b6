package io.glimpse.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** FGVCAircraft's own lists, which are its published split: {@code 1025794 707-320}. */
final class VariantLists {

  private VariantLists() {}

  static Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
    List<String> names =
        Listing.lines(folder.list(info, "variants.txt")).stream().map(Listing.Line::text).toList();
    return new Contents(
        ClassNames.of(names),
        new Parts(
            part(info, folder, "train", names),
            part(info, folder, "val", names),
            part(info, folder, "test", names)),
        List.of());
  }

  private static List<LabelledImage> part(
      DatasetInfo info, DatasetFolder folder, String part, List<String> names) throws IOException {
    List<LabelledImage> pictures = new ArrayList<>();
    for (Listing.Line line : Listing.lines(folder.list(info, "images_variant_" + part + ".txt"))) {
      int space = line.text().indexOf(' ');
      int label = space < 0 ? -1 : names.indexOf(line.text().substring(space + 1));
      if (label < 0) {
        throw line.refuse("does not name a picture and one of the variants in variants.txt");
      }
      pictures.add(new LabelledImage(line.text().substring(0, space) + ".jpg", label));
    }
    return pictures;
  }
}
