package io.glimpse.study;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose results a study's folder holds: the file {@code study.json}.
 *
 * @param format of the folder
 * @param encoders fingerprints by name; empty for ready features
 * @param datasets by name
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
   */
  public record Facts(
      String title,
      List<String> classes,
      int train,
      int validation,
      int test,
      String source,
      @Nullable String trainedOn) {}

  public StudyStamp {
    encoders = encoders == null ? Map.of() : encoders;
    datasets = datasets == null ? Map.of() : datasets;
    planned = planned == null ? List.of() : planned;
    unopened = unopened == null ? Map.of() : unopened;
  }
}
