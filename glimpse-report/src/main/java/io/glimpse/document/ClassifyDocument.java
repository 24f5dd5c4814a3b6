package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.method.PlaceMap;
import io.glimpse.method.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of some inputs.
 *
 * @param encoder null where there was no input
 * @param method null where there was no input
 * @param classes all that were asked for
 * @param results of what could be answered, in the order of the inputs
 * @param calibrated whether probabilities were fitted to pictures that the method had not seen
 * @param calibration what they were fitted on, or why they were not; null where there was no input
 * @param errors of what could not
 */
public record ClassifyDocument(
    @Nullable EncoderDocument encoder,
    @Nullable String method,
    List<String> classes,
    List<Result> results,
    boolean calibrated,
    @Nullable String calibration,
    List<ErrorDocument> errors) {

  public ClassifyDocument {
    classes = List.copyOf(classes);
    results = List.copyOf(results);
    errors = List.copyOf(errors);
  }

  /** Odd places of a picture that are told. */
  private static final int PLACES = 3;

  /** What oddness is rounded to in a map, which would else be twice as long. */
  private static final double STEPS = 1000;

  /**
   * The answer for one input.
   *
   * @param top the likeliest classes, best first
   * @param unknown left out where nothing tells
   * @param set the classes that hold the true one as often as was asked for, likeliest first; left
   *     out where that is not known
   * @param places the oddest small places, the oddest first; left out where they do not count
   * @param map of all small places; left out where they do not count, and where evidence was not
   *     asked for
   * @param unsure whether the likeliest class has too small a probability, though the picture was
   *     not taken for none of the classes; left out where nobody said how small
   * @param sorted where the picture was put; left out where it was not
   * @param planned where it would be put; left out where nobody asked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Result(
      String path,
      List<Ranked> top,
      @Nullable Unknown unknown,
      @Nullable List<String> set,
      @Nullable List<Place> places,
      @Nullable OddnessMap map,
      @Nullable Boolean unsure,
      @Nullable String sorted,
      @Nullable String planned) {

    public Result {
      top = List.copyOf(top);
      set = set == null ? null : List.copyOf(set);
      places = places == null ? null : List.copyOf(places);
    }

    /** An answer of which nothing more was asked. */
    public Result(
        String path, List<Ranked> top, @Nullable Unknown unknown, @Nullable List<String> set) {
      this(path, top, unknown, set, null, null, null, null, null);
    }

    /** The same, and how odd all its places are. */
    public Result withMap(PlaceMap all) {
      return new Result(
          path, top, unknown, set, places, OddnessMap.of(all), unsure, sorted, planned);
    }

    /** The same, and whether it is sure enough. */
    public Result withUnsure(@Nullable Boolean is) {
      return new Result(path, top, unknown, set, places, map, is, sorted, planned);
    }

    /** The same, and where the picture was put. */
    public Result withSorted(String place) {
      return new Result(path, top, unknown, set, places, map, unsure, place, null);
    }

    /** The same, and where the picture would be put. */
    public Result withPlanned(String place) {
      return new Result(path, top, unknown, set, places, map, unsure, null, place);
    }

    /**
     * The answer of a prediction.
     *
     * @param most classes of its top
     */
    public static Result of(String path, Prediction prediction, int most) {
      Prediction.Unknown unknown = prediction.unknown();
      List<String> set = prediction.set().stream().map(Prediction.Ranked::name).toList();
      PlaceMap odd = prediction.places();
      return new Result(
          path,
          prediction.top(most).stream().map(Ranked::of).toList(),
          unknown == null ? null : new Unknown(unknown.score(), unknown.threshold(), unknown.is()),
          set.isEmpty() ? null : set,
          odd == null ? null : odd.oddest().stream().limit(PLACES).map(Place::of).toList(),
          null,
          null,
          null,
          null);
    }
  }

  /**
   * Whether the picture is of none of the classes.
   *
   * @param score the lower, the less it is like any of them
   * @param threshold below which it is taken for none; null where none is known
   */
  public record Unknown(double score, @Nullable Double threshold, boolean is) {}

  /**
   * A small place of a picture.
   *
   * @param box left, top, right and bottom edge in pixels of the upright picture
   * @param oddness the logarithm of how many times as far it is from what is usual in every class
   *     as the picture's middle place; about 0 for a place like the others
   */
  public record Place(List<Integer> box, double oddness) {

    public Place {
      box = List.copyOf(box);
    }

    private static Place of(PlaceMap.Place place) {
      return new Place(edges(place.box()), place.oddness());
    }
  }

  /**
   * How odd all small places of a picture are.
   *
   * @param box what they cover together, as of a {@link Place}
   * @param oddness rows of the grid, from the top, each from the left; rounded to thousandths
   */
  public record OddnessMap(List<Integer> box, List<List<Double>> oddness) {

    public OddnessMap {
      box = List.copyOf(box);
      oddness = oddness.stream().map(List::copyOf).toList();
    }

    private static OddnessMap of(PlaceMap map) {
      List<List<Double>> rows = new ArrayList<>();
      for (int row = 0; row < map.oddness().rows(); row++) {
        List<Double> values = new ArrayList<>();
        for (float value : map.oddness().row(row)) {
          values.add(Math.rint(STEPS * value) / STEPS);
        }
        rows.add(values);
      }
      return new OddnessMap(edges(map.box()), rows);
    }
  }

  private static List<Integer> edges(PlaceMap.Box box) {
    return List.of(box.left(), box.top(), box.right(), box.bottom());
  }

  /**
   * A class in an answer.
   *
   * @param probability softmax of the calibrated logits over all classes, 0 to 1
   * @param match probability that the picture is of the class, whatever the others are; null where
   *     the encoder was not trained to tell
   */
  public record Ranked(
      @JsonProperty("class") String name,
      double probability,
      double logit,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double match) {

    /** One of an encoder that tells classes apart, and no more. */
    public Ranked(String name, double probability, double logit) {
      this(name, probability, logit, null);
    }

    private static Ranked of(Prediction.Ranked one) {
      return new Ranked(one.name(), one.probability(), one.logit(), one.match());
    }
  }
}
