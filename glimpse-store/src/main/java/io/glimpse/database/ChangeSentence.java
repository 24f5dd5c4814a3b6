package io.glimpse.database;

import io.glimpse.bank.Bank;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says in a clause what a delta does, for the history. */
final class ChangeSentence {

  private ChangeSentence() {}

  static String ofNew(Bank bank) {
    return "made with "
        + counted(bank.classes().size(), "class", "classes")
        + " and "
        + counted(bank.shots().size(), "shot", "shots");
  }

  static String of(Delta delta, Bank before, Bank after) {
    List<String> parts = new ArrayList<>();
    classes(delta, before, after, parts);
    shots(delta, before, after, parts);
    if (parts.isEmpty()) {
      parts.add(
          delta.isOfFrameAlone()
              ? "fitted anew by '" + after.method() + "'"
              : "put in another order");
    }
    return String.join(", ", parts);
  }

  private static void classes(Delta delta, Bank before, Bank after, List<String> parts) {
    delta
        .placedClasses()
        .forEach(
            (c, old) -> {
              if (!old.equals(after.classes().name(c))) {
                parts.add("renamed class '" + old + "' to '" + after.classes().name(c) + "'");
              } else if (delta.newTexts().contains(c)) {
                parts.add("gave class '" + old + "' other texts");
              }
            });
    named(parts, "added", delta.newClasses().stream().map(after.classes()::name).toList());
    List<String> kept = List.copyOf(delta.placedClasses().values());
    named(
        parts,
        "removed",
        delta.goneClasses().stream()
            .filter(name -> before.classes().index(name).isPresent() && !kept.contains(name))
            .toList());
  }

  private static void named(List<String> parts, String did, List<String> names) {
    if (names.size() == 1) {
      parts.add(did + " class '" + names.get(0) + "'");
    } else if (!names.isEmpty()) {
      parts.add(did + " " + names.size() + " classes");
    }
  }

  private static void shots(Delta delta, Bank before, Bank after, List<String> parts) {
    if (!delta.newShots().isEmpty()) {
      TreeSet<String> to = new TreeSet<>();
      delta.newShots().forEach(shot -> to.add(after.classes().name(after.cache().label(shot))));
      parts.add("added " + counted(delta.newShots().size(), "shot", "shots") + " to " + in(to));
    }
    List<String> moved = new ArrayList<>();
    TreeSet<String> to = new TreeSet<>();
    for (int shot : delta.placedShots()) {
      String id = after.shots().get(shot).id();
      String name = after.classes().name(after.cache().label(shot));
      if (!before.classOf(id).orElse("").equals(name)) {
        moved.add(id);
        to.add(name);
      }
    }
    if (moved.size() == 1) {
      parts.add("moved shot '" + moved.get(0) + "' to " + in(to));
    } else if (!moved.isEmpty()) {
      parts.add("moved " + moved.size() + " shots to " + in(to));
    }
    List<String> gone =
        delta.goneShots().stream().filter(id -> after.shots().find(id).isEmpty()).toList();
    if (gone.size() == 1) {
      parts.add("removed shot '" + gone.get(0) + "'");
    } else if (!gone.isEmpty()) {
      parts.add("removed " + gone.size() + " shots");
    }
  }

  private static String in(Set<String> names) {
    return names.size() == 1 ? "'" + names.iterator().next() + "'" : names.size() + " classes";
  }

  private static String counted(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
