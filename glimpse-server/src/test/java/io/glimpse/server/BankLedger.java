package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The changes of a bank by the versions that they made, and what the bank must be after them. */
final class BankLedger {

  /** The version that a bank begins with. */
  static final long FIRST = 1;

  private final Set<String> classes;
  private final Map<Long, Change> changes = new TreeMap<>();

  /** Of a bank that began with classes without shots. */
  BankLedger(Collection<String> classes) {
    this.classes = Set.copyOf(classes);
  }

  /** What was done to a bank. */
  sealed interface Change {}

  record Added(String shot, String className) implements Change {}

  record Moved(String shot, String className) implements Change {}

  record Removed(String shot) implements Change {}

  record Renamed(String className, String other) implements Change {}

  record Dropped(String className) implements Change {}

  record Undone() implements Change {}

  /** Takes down a change that was acknowledged. */
  synchronized void acknowledge(long version, Change change) {
    assertThat(version).as("version of %s", change).isGreaterThan(FIRST);
    Change other = changes.put(version, change);
    assertThat(other).as("%s has version %d, which is also that of", change, version).isNull();
  }

  /** How many changes were acknowledged. */
  synchronized int size() {
    return changes.size();
  }

  /** The shots of each class after all changes, of which none may be missing. */
  synchronized Map<String, Set<String>> bank() {
    List<Map<String, Set<String>>> versions = new ArrayList<>();
    Map<String, Set<String>> first = new TreeMap<>();
    classes.forEach(name -> first.put(name, Set.of()));
    versions.add(first);
    Deque<Integer> toUndo = new ArrayDeque<>();
    for (Map.Entry<Long, Change> entry : changes.entrySet()) {
      int number = versions.size();
      assertThat(entry.getKey()).as("the next version").isEqualTo(FIRST + number);
      if (entry.getValue() instanceof Undone) {
        versions.add(versions.get(toUndo.pop() - 1));
      } else {
        versions.add(after(versions.get(number - 1), entry.getValue()));
        toUndo.push(number);
      }
    }
    return versions.get(versions.size() - 1);
  }

  private static Map<String, Set<String>> after(Map<String, Set<String>> before, Change change) {
    Map<String, Set<String>> bank = new TreeMap<>();
    before.forEach((name, shots) -> bank.put(name, new TreeSet<>(shots)));
    if (change instanceof Added added) {
      bank.computeIfAbsent(added.className(), name -> new TreeSet<>()).add(added.shot());
    } else if (change instanceof Moved moved) {
      bank.values().forEach(shots -> shots.remove(moved.shot()));
      Objects.requireNonNull(bank.get(moved.className())).add(moved.shot());
    } else if (change instanceof Removed removed) {
      bank.values().forEach(shots -> shots.remove(removed.shot()));
    } else if (change instanceof Renamed renamed) {
      bank.put(renamed.other(), Objects.requireNonNull(bank.remove(renamed.className())));
    } else if (change instanceof Dropped dropped) {
      bank.remove(dropped.className());
    }
    return bank;
  }
}
