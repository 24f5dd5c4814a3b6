package io.glimpse.study;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.method.Method;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A data set as one encoder sees it. Where spatial tokens are asked for and there are none, global
 * features come instead. Safe for use by several threads.
 */
public interface StudyData extends AutoCloseable {

  /** The name of the data set. */
  String dataset();

  /** For the report. */
  StudyStamp.Facts facts();

  /** Which encoder; its fingerprint is empty where ready features do not say. */
  EncoderId encoder();

  /** The encoder's own parameters of a method. */
  Map<String, String> defaults(String method);

  /** What the texts are made of: templates, or the name of a file. */
  List<String> textSource();

  /** The texts of the classes that classifiers are made for; null where there are none. */
  @Nullable TextFeatures text();

  /** Number of classes that classifiers are made for. */
  ClassSet classes();

  /**
   * For a test set with fewer classes than classifiers have: the classifier's column of each of its
   * labels. Empty where they are the same.
   */
  int[] testColumns();

  /** Pictures that accuracy is measured on. */
  LabelledFeatures test(boolean tokens) throws IOException;

  /** What tells this test set from others, whatever rows of it a method sees. */
  default String testDigest() throws IOException {
    return InputDigest.of(test(false));
  }

  /**
   * Pictures to choose parameters on.
   *
   * @param shots 0 for a method that uses none; then the whole split, or none of it
   */
  Optional<LabelledFeatures> validation(
      int shots, long seed, ValidationImages images, boolean tokens) throws IOException;

  /**
   * Refuses a method that the encoder has nothing for: texts, or places in their space.
   *
   * @throws IllegalArgumentException naming both
   */
  default void require(Method method) {}

  /**
   * The examples.
   *
   * @throws IOException if there are none, saying so
   */
  Shots shots(int shots, long seed, boolean tokens) throws IOException;

  /** Whether spatial tokens may change though global features do not, for both are given. */
  default boolean hasGivenTokens() {
    return false;
  }

  /** Whether there is but one sample of so many shots, whatever the seed. */
  default boolean hasOneSample(int shots) throws IOException {
    return false;
  }

  /**
   * What must be known of the pictures behind an experiment, one sentence each.
   *
   * @param shots 0 for a method that uses none
   */
  default List<String> warnings(int shots, long seed) throws IOException {
    return List.of();
  }

  /**
   * Clauses that name the first row of the texts, and of shots that were read, that is not of
   * length 1, where they come from files; see {@link io.glimpse.feature.NpySource#offUnitRow}.
   *
   * @param shots 0 for a method that uses none
   */
  default List<String> offUnitRows(int shots, long seed) {
    return List.of();
  }

  /** This data as a method sees it. */
  default StudyData seenBy(Method method) {
    return this;
  }

  /**
   * How many consecutive pictures of test, validation and shots show one thing, whose logits are
   * theirs added up.
   */
  default int picturesEach() {
    return 1;
  }

  /** How point clouds were drawn, for people; null for pictures. */
  default @Nullable String drawing() {
    return null;
  }

  /**
   * Where CALIP looks in some test pictures; none where there are no pictures, texts or tokens.
   *
   * @param count how many at most, of different classes
   */
  default List<AttentionSample> attention(int count) throws IOException {
    return List.of();
  }

  @Override
  void close() throws IOException;
}
