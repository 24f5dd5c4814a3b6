package io.glimpse.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The official lists of OxfordPets: lines such as {@code Abyssinian_100 1 1 1}, a picture, its
 * class from 1 on, and two numbers that do not matter here.
 */
final class PetLists {

  private PetLists() {}

  static Contents read(DatasetInfo info, DatasetFolder folder) throws IOException {
    Map<Integer, String> names = new TreeMap<>();
    List<LabelledImage> official = part(info, folder, "annotations/trainval.txt", names);
    List<LabelledImage> test = part(info, folder, "annotations/test.txt", names);
    for (int label = 0; label < names.size(); label++) {
      if (!names.containsKey(label)) {
        throw new DatasetException(
            folder.path().resolve("annotations"), "no picture is of class " + (label + 1));
      }
    }
    return new Contents(
        ClassNames.of(List.copyOf(names.values())),
        RandomSplit.trainAndValidation(official, test),
        List.of(RandomSplit.note(info)));
  }

  private static List<LabelledImage> part(
      DatasetInfo info, DatasetFolder folder, String list, Map<Integer, String> names)
      throws IOException {
    List<LabelledImage> pictures = new ArrayList<>();
    for (Listing.Line line : Listing.lines(folder.list(info, list))) {
      if (line.text().startsWith("#")) {
        continue;
      }
      String[] columns = line.text().split("\\s+", -1);
      int number = columns[0].lastIndexOf('_');
      if (columns.length < 2 || number < 1 || !columns[1].matches("[1-9]\\d{0,3}")) {
        throw line.refuse("is not the name of a picture and the number of its class");
      }
      int label = Integer.parseInt(columns[1]) - 1;
      names.putIfAbsent(label, info.className(columns[0].substring(0, number)));
      pictures.add(new LabelledImage(columns[0] + ".jpg", label));
    }
    return pictures;
  }
}
