package io.glimpse.study;

import io.glimpse.data.SplitOrigin.Kind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose results a study's folder holds: the file {@code study.json}.
 *
 * @param format of the folder
 * @param encoders fingerprints by name; empty for ready features
 * @param datasets as an encoder saw them, by both names; by the data set's name alone where an
 *     older Glimpse kept them, of the encoder that was last
 * @param planned keys of all experiments that were ever asked for, so that missing ones are seen
 * @param unopened why data sets could not be opened when they were last asked for, by name
 */
public record StudyStamp(
    int format,
    Map<String, String> encoders,
    Map<String, Facts> datasets,
    List<String> planned,
    Map<String, String> unopened) {

  static final int FORMAT = 1;

  static final StudyStamp NEW = new StudyStamp(FORMAT, Map.of(), Map.of(), List.of(), Map.of());

  /**
   * What is worth knowing of a data set.
   *
   * @param title what papers call it
   * @param classes by label
   * @param train pictures to draw shots from; 0 where that is not known
   * @param validation pictures
   * @param test pictures
   * @param source where it was read from
   * @param trainedOn the data set that the classifiers were made of, where that is another
   * @param split where its parts come from; null where that is not known
   * @param tests digests of the test set by how its things were drawn, as results have them among
   *     their inputs; empty where an older Glimpse did not keep them
   */
  public record Facts(
      String title,
      List<String> classes,
      int train,
      int validation,
      int test,
      String source,
      @Nullable String trainedOn,
      @Nullable Kind split,
      Map<String, String> tests) {

    /** How pictures are drawn: as they are. */
    private static final String PICTURES = "pictures";

    public Facts {
      if (title == null || classes == null || source == null || test < 0) {
        throw new IllegalArgumentException("a data set lacks its title, classes, test or source");
      }
      classes = List.copyOf(classes);
      tests = tests == null ? Map.of() : tests;
    }

    /** The same with other digests of the test set. */
    Facts with(Map<String, String> others) {
      return new Facts(title, classes, train, validation, test, source, trainedOn, split, others);
    }

    /** Whether a result is of this test set, as far as is known. */
    public boolean isTestOf(CellResult result) {
      CellResult.Score score = result.score();
      if (score == null) {
        return true;
      }
      String digest = tests.get(drawing(result.clouds()));
      return score.total() == test
          && score.classTotal().size() == classes.size()
          && (digest == null || digest.equals(result.inputs().get("test")));
    }

    /**
     * The name of a way to draw.
     *
     * @param clouds how point clouds were drawn; null for pictures
     */
    static String drawing(@Nullable String clouds) {
      return clouds == null ? PICTURES : clouds;
    }
  }

  public StudyStamp {
    encoders = encoders == null ? Map.of() : encoders;
    datasets = datasets == null ? Map.of() : datasets;
    planned = planned == null ? List.of() : List.copyOf(planned);
    unopened = unopened == null ? Map.of() : unopened;
    for (Map<String, ?> map : List.of(encoders, datasets, unopened)) {
      if (map.values().stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("one of its values is null");
      }
    }
  }

  /** What is known of a data set as an encoder saw it last. */
  public Optional<Facts> facts(String dataset, String encoder) {
    return Optional.ofNullable(datasets.get(key(dataset, encoder)));
  }

  /**
   * What an older Glimpse kept of a data set, without saying which of its encoders saw that; empty
   * where no older one did.
   */
  public Optional<Facts> factsOfSomeEncoder(String dataset) {
    return Optional.ofNullable(datasets.get(dataset));
  }

  static String key(String dataset, String encoder) {
    return dataset + "|" + encoder;
  }
}
