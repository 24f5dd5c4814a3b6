package io.glimpse.cli.features;

import io.glimpse.cli.console.CommandException;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.featurefile.FeatureFiles;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The features that a method is run on, which fit together. They can be read while their files are
 * open.
 *
 * @param tested the pictures that are asked about
 * @param truth their classes; null where they are not known
 * @param shots the examples; null for none
 * @param chosenOn what parameters are chosen on, where it is other pictures than the shots
 * @param texts a row a class; null where the shots alone answer
 */
record EvaluatedFeatures(
    FeatureSource tested,
    @Nullable Labels truth,
    @Nullable Shots shots,
    @Nullable LabelledFeatures chosenOn,
    @Nullable TextFeatures texts,
    ClassSet classes) {

  /**
   * Opens what was asked for.
   *
   * @param options that were checked
   * @throws CommandException naming a file that does not fit the others
   */
  static EvaluatedFeatures open(FeatureOptions options, Selection selection, FeatureFiles files)
      throws IOException {
    Path testLabels = options.testLabels;
    Labels truth = testLabels == null ? null : files.labels(testLabels, false);
    FeatureSource tested =
        features(
            files,
            options.testTokens != null,
            options.tested(),
            truth,
            testLabels,
            FeatureFiles.ANY);
    int testedWidth = tested.dimension();
    Shots shots =
        options.cacheLabels == null
            ? null
            : shots(options, options.cacheLabels, testedWidth, files);
    LabelledFeatures chosenOn =
        switch (selection) {
          case VALIDATION -> validation(options, testedWidth, files);
          case REFERENCE ->
              new LabelledFeatures(tested, Objects.requireNonNull(truth, "checked options"));
          case FIXED, LEAVE_ONE_OUT -> null;
        };
    TextFeatures texts = texts(options, testedWidth, files);
    int width;
    ClassSet classes;
    Path widthFile;
    if (texts != null) {
      width = texts.dimension();
      classes = texts.classes();
      widthFile = options.texts();
    } else if (shots != null) {
      width = shots.dimension();
      classes = classesOf(shots.labels(), options.cacheLabels);
      widthFile = options.shots();
    } else {
      throw new IllegalStateException("the options were not checked");
    }
    checkWidth(tested, options.tested(), width, widthFile);
    if (truth != null) {
      checkLabels(truth, testLabels, classes);
    }
    if (shots != null) {
      checkLabels(shots.labels(), options.cacheLabels, classes);
    }
    if (chosenOn != null && selection == Selection.VALIDATION) {
      checkLabels(chosenOn.labels(), options.validationLabels, classes);
      checkWidth(chosenOn.features(), options.chosenOn(), width, widthFile);
    }
    return new EvaluatedFeatures(tested, truth, shots, chosenOn, texts, classes);
  }

  private static @Nullable LabelledFeatures validation(
      FeatureOptions options, int width, FeatureFiles files) throws IOException {
    Path file = options.validationLabels;
    if (file == null) {
      return null;
    }
    Labels labels = files.labels(file, false);
    return new LabelledFeatures(
        features(files, options.validationTokens != null, options.chosenOn(), labels, file, width),
        labels);
  }

  /** Features, as many as there are labels where these are known. */
  private static FeatureSource features(
      FeatureFiles files,
      boolean isTokens,
      Path file,
      @Nullable Labels labels,
      @Nullable Path labelsFile,
      int width)
      throws IOException {
    int rows = labels == null ? FeatureFiles.ANY : labels.size();
    FeatureSource features = isTokens ? files.tokens(file) : files.globals(file, rows, width);
    if (labels != null) {
      checkCount(features, file, labels, labelsFile);
    }
    return features;
  }

  private static Shots shots(FeatureOptions options, Path labelsFile, int width, FeatureFiles files)
      throws IOException {
    Path file = options.shots();
    Labels labels = files.labels(labelsFile, true);
    List<FeatureSource> views =
        options.cacheTokens != null
            ? files.viewsOfTokens(file)
            : files.viewsOfGlobals(file, labels.size(), width);
    checkCount(views.get(0), file, labels, labelsFile);
    return new Shots(views, labels);
  }

  private static @Nullable TextFeatures texts(FeatureOptions options, int width, FeatureFiles files)
      throws IOException {
    if (options.text == null && options.prompts == null) {
      return null;
    }
    List<Matrix> rows = options.prompts == null ? List.of() : files.prompts(options.prompts);
    if (options.text == null) {
      return TextFeatures.ofPrompts(ClassSet.numbered(rows.size()), rows);
    }
    Matrix weights = files.matrix(options.text, width);
    return new TextFeatures(ClassSet.numbered(weights.rows()), weights, rows);
  }

  /** The classes that shots alone name: at most one a shot, for every class needs one. */
  private static ClassSet classesOf(Labels labels, @Nullable Path file) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.label(i) >= Math.max(labels.size(), labels.isSoft() ? labels.classCount() : 0)) {
        throw new CommandException(
            String.format(
                "%s: row %d has label %d, but %d shots cannot have that many classes",
                file, i, labels.label(i), labels.size()));
      }
    }
    return ClassSet.numbered(labels.classCount());
  }

  private static void checkCount(
      FeatureSource rows, Path file, Labels labels, @Nullable Path labelsFile) {
    if (rows.size() != labels.size()) {
      boolean turned = rows.dimension() == labels.size();
      throw new CommandException(
          String.format(
              "%s has %d rows, but %s has %d labels%s",
              file,
              rows.size(),
              labelsFile,
              labels.size(),
              turned ? "; it may be stored as [d, n], and must be [n, d]" : ""));
    }
  }

  private static void checkWidth(FeatureSource features, Path file, int width, Path other) {
    int actual = features.dimension();
    if (actual != width) {
      throw new CommandException(
          String.format("%s is %d wide, but %s is %d wide", file, actual, other, width));
    }
  }

  private static void checkLabels(Labels labels, @Nullable Path file, ClassSet classes) {
    try {
      labels.requireBelow(classes.size());
    } catch (IllegalArgumentException e) {
      throw new CommandException(file + ": " + e.getMessage());
    }
  }

  /** The task of a method, without how its parameters are chosen. */
  Task.Builder task() {
    return (texts == null ? Task.of(classes) : Task.of(texts)).shots(shots).validation(chosenOn);
  }
}
