package io.glimpse.database;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFrame;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Rows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What makes one bank of another, as rows that go and come.
 *
 * <p>Rows keep their order by a number that only grows. So whatever stands behind a row that is
 * new, or that came from elsewhere, is placed anew; shots that are added at the end, as most are,
 * cost themselves alone.
 *
 * @param goneShots ids that the bank shows no more, or not as they were
 * @param placedShots places in the new bank of those that it has kept, in another class or order
 * @param newShots places in the new bank of those that are new to it
 * @param goneClasses names that the bank shows no more, or not as they were
 * @param placedClasses names in the old bank, by places in the new bank, of classes that it has
 *     kept, by another name or in another order
 * @param newTexts of those, the places whose texts changed
 * @param newClasses places in the new bank of those that are new to it
 * @param shotsInOrder shots at the beginning of the new bank that keep their numbers
 * @param classesInOrder classes at the beginning of the new bank that keep their numbers
 * @param frame the new frame; null where it stays
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way; nobody compares two of these.
record Delta(
    List<String> goneShots,
    List<Integer> placedShots,
    List<Integer> newShots,
    List<String> goneClasses,
    Map<Integer, String> placedClasses,
    Set<Integer> newTexts,
    List<Integer> newClasses,
    int shotsInOrder,
    int classesInOrder,
    byte @Nullable [] frame) {

  /** Everything of a bank. */
  static Delta ofNew(Bank bank) throws IOException {
    return new Delta(
        List.of(),
        List.of(),
        range(bank.shots().size()),
        List.of(),
        Map.of(),
        Set.of(),
        range(bank.classes().size()),
        0,
        0,
        BankFrame.toBytes(bank));
  }

  private static List<Integer> range(int size) {
    List<Integer> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(i);
    }
    return all;
  }

  static Delta between(Bank before, Bank after) throws IOException {
    byte[] frame = BankFrame.toBytes(after);
    Builder delta = new Builder(before, after);
    delta.classes();
    delta.shots();
    return delta.build(Arrays.equals(frame, BankFrame.toBytes(before)) ? null : frame);
  }

  /** Whether it is everything of a bank, with nothing before. */
  boolean isOfNew() {
    return classesInOrder == 0 && placedClasses.isEmpty() && goneClasses.isEmpty();
  }

  /** Whether the two are the same. */
  boolean isEmpty() {
    return frame == null && isOfFrameAlone();
  }

  /** Whether classes and shots are the same. */
  boolean isOfFrameAlone() {
    return goneShots.isEmpty()
        && placedShots.isEmpty()
        && newShots.isEmpty()
        && goneClasses.isEmpty()
        && placedClasses.isEmpty()
        && newClasses.isEmpty();
  }

  /** Compares two banks. */
  private static final class Builder {

    private final Bank before;
    private final Bank after;
    private final List<String> goneShots = new ArrayList<>();
    private final List<Integer> placedShots = new ArrayList<>();
    private final List<Integer> newShots = new ArrayList<>();
    private final List<String> goneClasses = new ArrayList<>();
    private final Map<Integer, String> placedClasses = new HashMap<>();
    private final Set<Integer> newTexts = new HashSet<>();
    private final List<Integer> newClasses = new ArrayList<>();

    private int shotsInOrder;
    private int classesInOrder;

    /** Of each class of the old bank its place in the new one, or -1. */
    private final int[] became;

    Builder(Bank before, Bank after) {
      this.before = before;
      this.after = after;
      this.became = new int[before.classes().size()];
      Arrays.fill(became, -1);
    }

    Delta build(byte @Nullable [] frame) {
      return new Delta(
          goneShots,
          placedShots,
          newShots,
          goneClasses,
          placedClasses,
          newTexts,
          newClasses,
          shotsInOrder,
          classesInOrder,
          frame);
    }

    void classes() {
      int last = -1;
      boolean inOrder = true;
      for (int c = 0; c < after.classes().size(); c++) {
        int old = old(c);
        if (old < 0) {
          newClasses.add(c);
          inOrder = false;
          continue;
        }
        became[old] = c;
        inOrder &= old > last;
        last = old;
        classesInOrder += inOrder ? 1 : 0;
        boolean sameTexts = sameTexts(old, c);
        String name = before.classes().name(old);
        if (!inOrder || !sameTexts || !name.equals(after.classes().name(c))) {
          placedClasses.put(c, name);
          goneClasses.add(name);
        }
        if (!sameTexts) {
          newTexts.add(c);
        }
      }
      for (int c = 0; c < became.length; c++) {
        if (became[c] < 0) {
          goneClasses.add(before.classes().name(c));
        }
      }
    }

    /**
     * The class of the old bank that one of the new bank was: of its name, or renamed in its place.
     */
    private int old(int c) {
      int same = before.classes().index(after.classes().name(c)).orElse(-1);
      boolean renamed =
          same < 0
              && before.classes().size() == after.classes().size()
              && after.classes().index(before.classes().name(c)).isEmpty();
      return renamed ? c : same;
    }

    private boolean sameTexts(int old, int c) {
      return before.prompts().get(old).equals(after.prompts().get(c))
          && sameRows(before.text().weights(), old, after.text().weights(), c)
          && sameMatrix(before.text().prompts().get(old), after.text().prompts().get(c));
    }

    private static boolean sameMatrix(Matrix a, Matrix b) {
      if (a == b) {
        return true;
      }
      boolean same = a.rows() == b.rows() && a.columns() == b.columns();
      for (int i = 0; same && i < a.rows(); i++) {
        same = sameRows(a, i, b, i);
      }
      return same;
    }

    private static boolean sameRows(Matrix a, int i, Matrix b, int j) {
      // Snapshots share their blocks.
      if (a.data() == b.data() && a.start(i) == b.start(j)) {
        return a.columns() == b.columns();
      }
      return Arrays.equals(
          a.data(),
          a.start(i),
          a.start(i) + a.columns(),
          b.data(),
          b.start(j),
          b.start(j) + b.columns());
    }

    void shots() {
      Keys oldKeys = new Keys(before.cache().keys());
      Keys newKeys = new Keys(after.cache().keys());
      boolean[] kept = new boolean[before.shots().size()];
      int last = -1;
      boolean inOrder = true;
      for (int i = 0; i < after.shots().size(); i++) {
        int old = before.shots().find(after.shots().get(i).id()).orElse(-1);
        if (old < 0 || !sameShot(old, i, oldKeys, newKeys)) {
          newShots.add(i);
          inOrder = false;
          continue;
        }
        kept[old] = true;
        inOrder &= old > last;
        last = old;
        shotsInOrder += inOrder ? 1 : 0;
        if (!inOrder || became[before.cache().label(old)] != after.cache().label(i)) {
          placedShots.add(i);
          goneShots.add(after.shots().get(i).id());
        }
      }
      for (int i = 0; i < kept.length; i++) {
        if (!kept[i]) {
          goneShots.add(before.shots().get(i).id());
        }
      }
    }

    private boolean sameShot(int old, int i, Keys oldKeys, Keys newKeys) {
      return before.shots().get(old).equals(after.shots().get(i))
          && sameRows(oldKeys.block(old), oldKeys.row(old), newKeys.block(i), newKeys.row(i))
          && sameLocal(old, i);
    }

    private boolean sameLocal(int old, int i) {
      var a = before.shots().local();
      var b = after.shots().local();
      if (a == null || b == null) {
        return a == b;
      }
      return Arrays.equals(a.halves().get(old), b.halves().get(i));
    }
  }

  /** The keys of shots that are asked for in nearly ascending order. */
  static final class Keys {

    private final Rows rows;
    private int block;
    private int first;

    Keys(Rows rows) {
      this.rows = rows;
    }

    /** The block that a key lies in. */
    Matrix block(int shot) {
      if (shot < first) {
        block = 0;
        first = 0;
      }
      while (shot >= first + rows.block(block).rows()) {
        first += rows.block(block++).rows();
      }
      return rows.block(block);
    }

    /** Its row there, behind {@link #block}. */
    int row(int shot) {
      return shot - first;
    }
  }
}
