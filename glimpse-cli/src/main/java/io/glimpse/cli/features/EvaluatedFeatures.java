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
import org.jspecify.annotations.Nullable;

/**
 * The features that a method is run on, which fit together. They can be read while their files are
 * open.
 *
 * @param tested the pictures that are counted
 * @param shots the examples; null for none
 * @param chosenOn what parameters are chosen on, where it is other pictures than the shots
 * @param texts a row a class; null where the shots alone answer
 */
record EvaluatedFeatures(
    LabelledFeatures tested,
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
    LabelledFeatures tested =
        labelled(files, options.testTokens != null, options.tested(), options.testLabels);
    Shots shots = options.cacheLabels == null ? null : shots(options, options.cacheLabels, files);
    LabelledFeatures chosenOn =
        switch (selection) {
          case VALIDATION -> validation(options, files);
          case REFERENCE -> tested;
          case FIXED, LEAVE_ONE_OUT -> null;
        };
    TextFeatures texts = texts(options, files);
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
    checkLabels(tested.labels(), options.testLabels, classes);
    if (shots != null) {
      checkLabels(shots.labels(), options.cacheLabels, classes);
    }
    if (chosenOn != null && selection == Selection.VALIDATION) {
      checkLabels(chosenOn.labels(), options.validationLabels, classes);
      checkWidth(chosenOn, options.chosenOn(), width, widthFile);
    }
    return new EvaluatedFeatures(tested, shots, chosenOn, texts, classes);
  }

  private static @Nullable LabelledFeatures validation(FeatureOptions options, FeatureFiles files)
      throws IOException {
    Path labels = options.validationLabels;
    return labels == null
        ? null
        : labelled(files, options.validationTokens != null, options.chosenOn(), labels);
  }

  private static LabelledFeatures labelled(
      FeatureFiles files, boolean isTokens, Path file, Path labelsFile) throws IOException {
    FeatureSource features = isTokens ? files.tokens(file) : files.globals(file);
    Labels labels = files.labels(labelsFile, false);
    checkCount(features.size(), file, labels, labelsFile);
    return new LabelledFeatures(features, labels);
  }

  private static Shots shots(FeatureOptions options, Path labelsFile, FeatureFiles files)
      throws IOException {
    Path file = options.shots();
    List<FeatureSource> views =
        options.cacheTokens != null ? files.viewsOfTokens(file) : files.viewsOfGlobals(file);
    Labels labels = files.labels(labelsFile, true);
    checkCount(views.get(0).size(), file, labels, labelsFile);
    return new Shots(views, labels);
  }

  private static @Nullable TextFeatures texts(FeatureOptions options, FeatureFiles files)
      throws IOException {
    if (options.text == null && options.prompts == null) {
      return null;
    }
    List<Matrix> rows = options.prompts == null ? List.of() : files.prompts(options.prompts);
    if (options.text == null) {
      return TextFeatures.ofPrompts(ClassSet.numbered(rows.size()), rows);
    }
    Matrix weights = files.matrix(options.text);
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

  private static void checkCount(int rows, Path file, Labels labels, Path labelsFile) {
    if (rows != labels.size()) {
      throw new CommandException(
          String.format(
              "%s has %d rows, but %s has %d labels", file, rows, labelsFile, labels.size()));
    }
  }

  private static void checkWidth(LabelledFeatures features, Path file, int width, Path other) {
    int actual = features.features().dimension();
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
