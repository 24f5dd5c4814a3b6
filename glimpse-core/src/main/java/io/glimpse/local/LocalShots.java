package io.glimpse.local;

import io.glimpse.feature.LocalTokens;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Half;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * The local tokens of the shots of a bank, in their order, as numbers of 16 bits: what a fit with
 * places is made anew of when shots come, go or change their class. Immutable.
 */
public final class LocalShots {

  private final List<Integer> widths;
  private final int places;

  /** A shot each: its levels behind each other. */
  private final List<short[]> shots;

  private LocalShots(List<Integer> widths, int places, List<short[]> shots) {
    this.widths = List.copyOf(widths);
    this.places = places;
    this.shots = List.copyOf(shots);
  }

  /**
   * Of some shots, at least one.
   *
   * @throws IllegalArgumentException if they differ in places or widths, or a value does not fit
   */
  public static LocalShots of(List<LocalTokens> shots) {
    LocalTokens first = shots.get(0);
    return new LocalShots(first.widths(), first.places(), List.of()).with(shots);
  }

  /**
   * Some and others behind them.
   *
   * @param some of one encoder, at least one
   * @throws IllegalArgumentException if they differ in places or widths
   */
  public static LocalShots joined(List<LocalShots> some) {
    LocalShots first = some.get(0);
    List<short[]> all = new ArrayList<>();
    for (LocalShots one : some) {
      first.requireAlike(one.widths, one.places);
      all.addAll(one.shots);
    }
    return new LocalShots(first.widths, first.places, all);
  }

  /**
   * Of their numbers, as {@link #halves} gives them.
   *
   * @param widths of the levels
   * @param places of each shot
   * @throws IllegalArgumentException if a shot has more or fewer numbers, or one that is not finite
   */
  public static LocalShots ofHalves(List<Integer> widths, int places, List<short[]> shots) {
    LocalShots kept = new LocalShots(widths, places, shots);
    for (int i = 0; i < shots.size(); i++) {
      short[] numbers = shots.get(i);
      if (numbers.length != kept.numbers()) {
        throw new IllegalArgumentException(
            "the local tokens of shot %d are %d numbers, not %d"
                .formatted(i, numbers.length, kept.numbers()));
      }
      for (short number : numbers) {
        if (!Float.isFinite(Half.toFloat(number))) {
          throw new IllegalArgumentException(
              "the local tokens of shot " + i + " hold a number that is not finite");
        }
      }
    }
    return kept;
  }

  /** The bits of all numbers of each shot, its levels behind each other; not to be modified. */
  public List<short[]> halves() {
    return shots;
  }

  /** These and more behind them. */
  public LocalShots with(List<LocalTokens> more) {
    List<short[]> longer = new ArrayList<>(shots);
    for (LocalTokens tokens : more) {
      longer.add(packed(tokens));
    }
    return new LocalShots(widths, places, longer);
  }

  /** Some of these, in the order given. */
  public LocalShots select(int... which) {
    List<short[]> some = new ArrayList<>();
    for (int shot : which) {
      some.add(shots.get(shot));
    }
    return new LocalShots(widths, places, some);
  }

  private short[] packed(LocalTokens tokens) {
    requireAlike(tokens.widths(), tokens.places());
    short[] packed = new short[numbers()];
    int at = 0;
    for (Matrix level : tokens.levels()) {
      for (int i = 0; i < level.rows(); i++) {
        for (int j = 0; j < level.columns(); j++) {
          packed[at] = Half.fromFloat(level.get(i, j));
          if (!Float.isFinite(Half.toFloat(packed[at++]))) {
            throw new IllegalArgumentException(
                "a local token has the value " + level.get(i, j) + ", which 16 bits do not hold");
          }
        }
      }
    }
    return packed;
  }

  private void requireAlike(List<Integer> otherWidths, int otherPlaces) {
    if (!otherWidths.equals(widths) || otherPlaces != places) {
      throw new IllegalArgumentException(
          "local tokens are "
              + otherPlaces
              + " places of "
              + otherWidths
              + " values, but those of other shots "
              + places
              + " of "
              + widths
              + "; they are of two encoders");
    }
  }

  private int numbers() {
    return places * widths.stream().mapToInt(Integer::intValue).sum();
  }

  /** How many there are. */
  public int size() {
    return shots.size();
  }

  /** Number of places of each. */
  public int places() {
    return places;
  }

  /** The widths of the levels. */
  public List<Integer> widths() {
    return widths;
  }

  /** Bytes of memory and of a file. */
  public long bytes() {
    return 2L * numbers() * shots.size();
  }

  /**
   * Bytes of one shot.
   *
   * @param width of all levels together
   */
  public static long bytes(int places, int width) {
    return 2L * places * width;
  }

  /** Those of one shot. */
  public LocalTokens get(int shot) {
    short[] packed = shots.get(shot);
    List<Matrix> levels = new ArrayList<>();
    int at = 0;
    for (int width : widths) {
      float[] values = new float[places * width];
      for (int i = 0; i < values.length; i++) {
        values[i] = Half.toFloat(packed[at++]);
      }
      levels.add(Matrix.wrap(values, places, width));
    }
    return new LocalTokens(levels);
  }

  /** Those of all shots, each unpacked anew whenever it is asked for. */
  public List<LocalTokens> asList() {
    return new AbstractList<>() {

      @Override
      public LocalTokens get(int shot) {
        return LocalShots.this.get(shot);
      }

      @Override
      public int size() {
        return shots.size();
      }
    };
  }
}
