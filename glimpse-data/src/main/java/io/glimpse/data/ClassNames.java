package io.glimpse.data;

import io.glimpse.feature.ClassSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of a data set in the order of their labels.
 *
 * @param names as the papers put them into prompts; ImageNet has {@code missile} and {@code
 *     sunglasses} twice
 * @param ids what tells classes apart beyond their names: the wnids of ImageNet and its shift sets,
 *     elsewhere empty
 */
public record ClassNames(List<String> names, List<String> ids) {

  public ClassNames {
    names = List.copyOf(names);
    ids = List.copyOf(ids);
    if (!ids.isEmpty() && ids.size() != names.size()) {
      throw new IllegalArgumentException(ids.size() + " ids for " + names.size() + " classes");
    }
  }

  static ClassNames of(List<String> names) {
    return new ClassNames(names, List.of());
  }

  /** ImageNet's published names, by wnid in the order of the labels. */
  static ClassNames ofImageNet() {
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String line : DatasetCatalogue.classLines("imagenet.txt")) {
      int space = line.indexOf(' ');
      ids.add(line.substring(0, space));
      names.add(line.substring(space + 1));
    }
    return new ClassNames(names, ids);
  }

  public int size() {
    return names.size();
  }

  /** The same classes under names that differ: one that occurs twice has its id behind it. */
  public ClassSet distinct() {
    Map<String, Integer> times = new HashMap<>();
    names.forEach(name -> times.merge(name, 1, Integer::sum));
    List<String> distinct = new ArrayList<>(names.size());
    for (int c = 0; c < names.size(); c++) {
      String name = names.get(c);
      boolean repeated = times.getOrDefault(name, 0) > 1;
      distinct.add(repeated ? name + " (" + (ids.isEmpty() ? c : ids.get(c)) + ")" : name);
    }
    return ClassSet.of(distinct);
  }

  /**
   * The label in {@code other} of every class here, by id: where ImageNet-A's 200 classes are among
   * ImageNet's 1,000.
   *
   * @throws IllegalArgumentException naming a class that is not in {@code other}, or if there are
   *     no ids to compare
   */
  public int[] labelsIn(ClassNames other) {
    if (ids.isEmpty() || other.ids.isEmpty()) {
      throw new IllegalArgumentException("classes without ids cannot be matched");
    }
    Map<String, Integer> labels = new HashMap<>();
    for (int c = 0; c < other.size(); c++) {
      labels.put(other.ids.get(c), c);
    }
    int[] found = new int[size()];
    for (int c = 0; c < size(); c++) {
      Integer label = labels.get(ids.get(c));
      if (label == null) {
        throw new IllegalArgumentException(
            "class " + ids.get(c) + " (" + names.get(c) + ") is not among the others");
      }
      found[c] = label;
    }
    return found;
  }
}
