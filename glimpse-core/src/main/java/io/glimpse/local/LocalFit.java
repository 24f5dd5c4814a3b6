package io.glimpse.local;

import io.glimpse.feature.LocalTokens;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import java.util.ArrayList;
import java.util.List;

/**
 * Classes told apart by the feature of the whole picture and by its places together: ridge
 * regression on the mean of three kernels,
 *
 * <pre>K = (K_whole + K_surprise + K_odd) / 3</pre>
 *
 * <p>of which the first alone is what places have to beat: they are believed where the shots, each
 * answered exactly without itself, are answered better with them ({@link #helps}).
 */
public final class LocalFit {

  /** With one shot a class, leaving it out says nothing. */
  private static final int LEAST_SHOTS = 2;

  private final List<Integer> widths;
  private final List<UsualTokens> usual;
  private final double[][] surprises;
  private final LinearKernel whole;
  private final LinearKernel surprise;
  private final DirectionKernel odd;
  private final Ridge withPlaces;
  private final double wholeError;
  private final boolean severalEach;

  private LocalFit(Matrix globals, List<LocalTokens> places, int[] labels, int classes) {
    widths = places.get(0).widths();
    usual = new ArrayList<>();
    for (int level = 0; level < widths.size(); level++) {
      TokenSums[] sums = new TokenSums[places.size()];
      int at = level;
      Workers.shared()
          .forEach(sums.length, i -> sums[i] = TokenSums.of(places.get(i).levels().get(at)));
      usual.add(UsualTokens.of(List.of(sums), labels, classes));
    }
    PictureSigns[] signs = new PictureSigns[places.size()];
    Workers.shared()
        .forEach(signs.length, i -> signs[i] = PictureSigns.of(usual, places.get(i), i));
    double[][] rows = new double[signs.length][];
    surprises = new double[signs.length][];
    double[][] odds = new double[signs.length][];
    for (int i = 0; i < signs.length; i++) {
      rows[i] = row(globals, i);
      surprises[i] = signs[i].surprise();
      odds[i] = signs[i].odd();
    }
    whole = new LinearKernel(rows);
    surprise = new LinearKernel(surprises);
    odd = new DirectionKernel(odds);
    wholeError = new Ridge(whole.ofShots(), labels, classes).error();
    withPlaces =
        new Ridge(mean(whole.ofShots(), surprise.ofShots(), odd.ofShots()), labels, classes);
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    boolean enough = true;
    for (int count : counts) {
      enough &= count >= LEAST_SHOTS;
    }
    severalEach = enough;
  }

  /**
   * Fits.
   *
   * @param globals n x d, a row a shot
   * @param places of each shot
   * @param labels n classes below {@code classes}
   * @throws IllegalArgumentException if numbers of shots differ, or places of shots do
   */
  public static LocalFit of(Matrix globals, List<LocalTokens> places, int[] labels, int classes) {
    if (globals.rows() != places.size() || labels.length != places.size() || places.isEmpty()) {
      throw new IllegalArgumentException(
          globals.rows()
              + " shots have places of "
              + places.size()
              + " and "
              + labels.length
              + " labels");
    }
    for (LocalTokens some : places) {
      if (!some.widths().equals(places.get(0).widths())) {
        throw new IllegalArgumentException(
            "local tokens of shots are "
                + places.get(0).widths()
                + " and "
                + some.widths()
                + " wide; they are of two encoders");
      }
    }
    return new LocalFit(globals, places, labels, classes);
  }

  private static double[] mean(double[]... kernels) {
    double[] mean = new double[kernels[0].length];
    for (double[] kernel : kernels) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += kernel[i] / kernels.length;
      }
    }
    return mean;
  }

  private static double[] row(Matrix globals, int index) {
    double[] row = new double[globals.columns()];
    for (int j = 0; j < row.length; j++) {
      row[j] = globals.get(index, j);
    }
    return row;
  }

  /** Whether the shots, each left out, are answered better with their places than without. */
  public boolean helps() {
    return severalEach && errorWithPlaces() < errorOfWhole();
  }

  /**
   * The mean squared distance to the truth of what the shots are answered, each left out, by the
   * feature of the whole picture alone.
   */
  public double errorOfWhole() {
    return wholeError;
  }

  /** As {@link #errorOfWhole}, with the places. */
  public double errorWithPlaces() {
    return withPlaces.error();
  }

  /** What the shots are answered, each left out: n x k scores around 0 and 1. */
  double[] leftOut() {
    return withPlaces.leftOut();
  }

  /**
   * How odd the oddest places are, where there is one class only, which nothing has to be told
   * from: of its shots, each by what is usual in the others.
   *
   * @throws IllegalStateException if there are several classes
   */
  public UsualPlaces.Fit usualPlaces() {
    if (usual.get(0).classes() != 1) {
      throw new IllegalStateException("there are several classes, each with places of its own");
    }
    double[][] leftOut = new double[surprises.length][usual.size()];
    for (int i = 0; i < leftOut.length; i++) {
      for (int level = 0; level < usual.size(); level++) {
        leftOut[i][level] = surprises[i][level * PlaceSigns.VALUES];
      }
    }
    return new UsualPlaces.Fit(
        UsualPlaces.of(usual.stream().map(level -> level.gaussian(0)).toList()), leftOut);
  }

  /**
   * The oddest place of a shot, which does not judge itself.
   *
   * @param shot its number
   * @param places of that shot
   */
  public int oddestOfShot(int shot, LocalTokens places) {
    return PlaceSigns.oddest(PictureSigns.of(usual, places, shot).heat(), 1)[0];
  }

  /**
   * Answers a picture.
   *
   * @param globals of which row {@code index} is the picture's feature
   * @param places of the picture
   * @throws IllegalArgumentException if its places are of another encoder
   */
  public LocalAnswer answer(Matrix globals, int index, LocalTokens places) {
    if (!places.widths().equals(widths)) {
      throw new IllegalArgumentException(
          "local tokens are " + places.widths() + " wide, but those of the shots " + widths);
    }
    PictureSigns signs = PictureSigns.of(usual, places, -1);
    double[] likeness =
        mean(whole.of(row(globals, index)), surprise.of(signs.surprise()), odd.of(signs.odd()));
    return new LocalAnswer(withPlaces.scores(likeness), signs.heat(), odd.of(signs.odd()));
  }
}
