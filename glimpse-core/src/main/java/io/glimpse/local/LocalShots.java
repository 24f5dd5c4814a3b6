package io.glimpse.local;

import io.glimpse.feature.LocalTokens;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Half;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The local tokens of the shots of a bank, in their order, as numbers of 16 bits: what a fit with
 * places is made anew of when shots come, go or change their class. Immutable.
 */
public final class LocalShots {

  private final List<Integer> widths;
  private final int places;
  private final Tiling tiling;

  /** The squares of each shot: of a square its levels behind each other. */
  private final List<List<short[]>> shots;

  private LocalShots(List<Integer> widths, int places, Tiling tiling, List<List<short[]>> shots) {
    this.widths = List.copyOf(widths);
    this.places = places;
    this.tiling = tiling;
    this.shots = List.copyOf(shots);
  }

  /**
   * Of some shots of one square each, at least one.
   *
   * @throws IllegalArgumentException if they differ in places or widths, or a value does not fit
   */
  public static LocalShots of(List<LocalTokens> shots) {
    return of(shots, shots.get(0).places(), Tiling.ONE);
  }

  /**
   * Of some shots, at least one.
   *
   * @param places of a square, whose number a shot has as often as it has squares
   * @throws IllegalArgumentException if they differ in widths, have no whole squares, or a value
   *     does not fit
   */
  public static LocalShots of(List<LocalTokens> shots, int places, Tiling tiling) {
    return new LocalShots(shots.get(0).widths(), places, tiling, List.of()).with(shots);
  }

  /**
   * Some and others behind them.
   *
   * @param some of one encoder, at least one
   * @throws IllegalArgumentException if they differ in places, widths or tiling
   */
  public static LocalShots joined(List<LocalShots> some) {
    LocalShots first = some.get(0);
    List<List<short[]>> all = new ArrayList<>();
    for (LocalShots one : some) {
      first.requireAlike(one.widths, one.places);
      if (!one.tiling.equals(first.tiling)) {
        throw new IllegalArgumentException(
            "local tokens of tiles '%s' do not go with those of tiles '%s'"
                .formatted(one.tiling.label(), first.tiling.label()));
      }
      all.addAll(one.shots);
    }
    return new LocalShots(first.widths, first.places, first.tiling, all);
  }

  /**
   * Of their numbers, as {@link #halves} gives them.
   *
   * @param widths of the levels
   * @param places of a square
   * @param counts of the squares of each shot, at least 1 each
   * @param squares of all shots behind each other
   * @throws IllegalArgumentException if there are more or fewer squares, or one has more or fewer
   *     numbers, or one that is not finite
   */
  public static LocalShots ofHalves(
      List<Integer> widths,
      int places,
      Tiling tiling,
      List<Integer> counts,
      List<short[]> squares) {
    List<List<short[]>> shots = new ArrayList<>();
    int at = 0;
    for (int count : counts) {
      int end = Math.addExact(at, count);
      if (count < 1 || end > squares.size()) {
        throw new IllegalArgumentException(
            "shot %d cannot have %d squares of local tokens".formatted(shots.size(), count));
      }
      shots.add(List.copyOf(squares.subList(at, end)));
      at = end;
    }
    if (at < squares.size()) {
      throw new IllegalArgumentException(
          "there are %d squares of local tokens, of which the shots have %d"
              .formatted(squares.size(), at));
    }
    LocalShots kept = new LocalShots(widths, places, tiling, shots);
    for (int i = 0; i < shots.size(); i++) {
      for (short[] numbers : shots.get(i)) {
        kept.requireSound(i, numbers);
      }
    }
    return kept;
  }

  /**
   * Of the numbers of each shot, as {@link #ofShot} gives them.
   *
   * @param places of a square
   * @throws IllegalArgumentException if a shot has no whole squares, or one too many, or a number
   *     that is not finite
   */
  public static LocalShots ofShots(
      List<Integer> widths, int places, Tiling tiling, List<short[]> shots) {
    int numbers = places * widths.stream().mapToInt(Integer::intValue).sum();
    List<Integer> counts = new ArrayList<>();
    List<short[]> squares = new ArrayList<>();
    for (short[] shot : shots) {
      int count = tiling.isOne() ? 1 : Math.max(shot.length / numbers, 1);
      for (int square = 0; square < count - 1; square++) {
        squares.add(Arrays.copyOfRange(shot, square * numbers, (square + 1) * numbers));
      }
      squares.add(Arrays.copyOfRange(shot, (count - 1) * numbers, shot.length));
      counts.add(count);
    }
    return ofHalves(widths, places, tiling, counts, squares);
  }

  /** The bits of all numbers of a shot, square after square; a copy. */
  public short[] ofShot(int shot) {
    List<short[]> squares = shots.get(shot);
    short[] all = new short[squares.size() * numbers()];
    for (int square = 0; square < squares.size(); square++) {
      System.arraycopy(squares.get(square), 0, all, square * numbers(), numbers());
    }
    return all;
  }

  private void requireSound(int shot, short[] square) {
    if (square.length != numbers()) {
      throw new IllegalArgumentException(
          "the local tokens of shot %d are %d numbers, not %d"
              .formatted(shot, square.length, numbers()));
    }
    for (short number : square) {
      if (!Float.isFinite(Half.toFloat(number))) {
        throw new IllegalArgumentException(
            "the local tokens of shot " + shot + " hold a number that is not finite");
      }
    }
  }

  /**
   * The bits of all numbers of each square, its levels behind each other, shot after shot; not to
   * be modified.
   */
  public List<short[]> halves() {
    return shots.stream().flatMap(Collection::stream).toList();
  }

  /** How the pictures were cut. */
  public Tiling tiling() {
    return tiling;
  }

  /** How many squares each shot has. */
  public List<Integer> squares() {
    return shots.stream().map(List::size).toList();
  }

  /** These and more behind them. */
  public LocalShots with(List<LocalTokens> more) {
    List<List<short[]>> longer = new ArrayList<>(shots);
    for (LocalTokens tokens : more) {
      longer.add(packed(tokens));
    }
    return new LocalShots(widths, places, tiling, longer);
  }

  /** Some of these, in the order given. */
  public LocalShots select(int... which) {
    List<List<short[]>> some = new ArrayList<>();
    for (int shot : which) {
      some.add(shots.get(shot));
    }
    return new LocalShots(widths, places, tiling, some);
  }

  private List<short[]> packed(LocalTokens tokens) {
    // Of one square a shot has all its places; of several a multiple of them.
    boolean whole = !tiling.isOne() && tokens.places() % places == 0;
    requireAlike(tokens.widths(), whole ? places : tokens.places());
    List<short[]> squares = new ArrayList<>();
    for (int from = 0; from < tokens.places(); from += places) {
      squares.add(packed(tokens, from));
    }
    return squares;
  }

  private short[] packed(LocalTokens tokens, int from) {
    short[] packed = new short[numbers()];
    int at = 0;
    for (Matrix level : tokens.levels()) {
      for (int i = from; i < from + places; i++) {
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

  /** Number of places of each square. */
  public int places() {
    return places;
  }

  /** The widths of the levels. */
  public List<Integer> widths() {
    return widths;
  }

  /** Bytes of memory and of a file. */
  public long bytes() {
    return 2L * numbers() * shots.stream().mapToLong(List::size).sum();
  }

  /**
   * Bytes of one square.
   *
   * @param width of all levels together
   */
  public static long bytes(int places, int width) {
    return 2L * places * width;
  }

  /** Those of one shot, square after square. */
  public LocalTokens get(int shot) {
    List<short[]> squares = shots.get(shot);
    List<Matrix> levels = new ArrayList<>();
    int first = 0;
    for (int width : widths) {
      int length = places * width;
      float[] values = new float[squares.size() * length];
      for (int s = 0; s < squares.size(); s++) {
        short[] packed = squares.get(s);
        for (int i = 0; i < length; i++) {
          values[s * length + i] = Half.toFloat(packed[first + i]);
        }
      }
      levels.add(Matrix.wrap(values, squares.size() * places, width));
      first += length;
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
