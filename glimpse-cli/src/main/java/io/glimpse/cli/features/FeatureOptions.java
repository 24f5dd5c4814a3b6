package io.glimpse.cli.features;

import io.glimpse.cli.console.UsageException;
import io.glimpse.featurefile.ArrayFile;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the files of ready features. */
final class FeatureOptions {

  @Option(names = "--test", paramLabel = "X.npy", description = "Test features, [n, d].")
  @Nullable Path test;

  @Option(
      names = "--test-tokens",
      paramLabel = "T.npy",
      description = "All tokens instead, [n, 1+h*w, d], token 0 global.")
  @Nullable Path testTokens;

  @Option(
      names = "--test-labels",
      paramLabel = "Y.npy",
      description = "Test labels, [n]; without them nothing is counted, see --predictions.")
  @Nullable Path testLabels;

  @Option(
      names = "--cache",
      paramLabel = "K.npy",
      description = "Shots, [n, d], or views of them, [v, n, d].")
  @Nullable Path cache;

  @Option(
      names = "--cache-tokens",
      paramLabel = "C.npy",
      description = "All tokens of the shots instead, [n, 1+h*w, d] or [v, n, 1+h*w, d].")
  @Nullable Path cacheTokens;

  @Option(
      names = "--cache-labels",
      paramLabel = "L.npy",
      description = "Labels of the shots, [n], or shares of the classes, [n, k].")
  @Nullable Path cacheLabels;

  @Option(
      names = "--text",
      paramLabel = "W.npy",
      description = "A row a class, [k, d]; without texts the cache alone answers.")
  @Nullable Path text;

  @Option(
      names = "--prompts",
      paramLabel = "P.npy",
      description = "Every prompt's row, [k, p, d]; makes the texts where --text is not given.")
  @Nullable Path prompts;

  @Option(names = "--val", paramLabel = "V.npy", description = "Validation features, [n, d].")
  @Nullable Path validation;

  @Option(
      names = "--val-tokens",
      paramLabel = "S.npy",
      description = "All tokens instead, [n, 1+h*w, d].")
  @Nullable Path validationTokens;

  @Option(names = "--val-labels", paramLabel = "U.npy", description = "Validation labels, [n].")
  @Nullable Path validationLabels;

  /**
   * Checks which files are given, before any is opened.
   *
   * @throws UsageException naming the option that is missing or one too many
   */
  void check(Method method, Selection selection) {
    if ((test == null) == (testTokens == null)) {
      throw new UsageException("give the test features with --test, or --test-tokens");
    }
    if (selection == Selection.REFERENCE && testLabels == null) {
      throw new UsageException("--select reference chooses by --test-labels; give them");
    }
    if (cache != null && cacheTokens != null) {
      throw new UsageException("--cache and --cache-tokens exclude each other");
    }
    if ((cache != null || cacheTokens != null) != (cacheLabels != null)) {
      throw new UsageException("--cache and --cache-labels go together");
    }
    if (validation != null && validationTokens != null) {
      throw new UsageException("--val and --val-tokens exclude each other");
    }
    if ((validation != null || validationTokens != null) != (validationLabels != null)) {
      throw new UsageException("--val and --val-labels go together");
    }
    boolean hasText = text != null || prompts != null;
    if (method.needs(Need.TEXT) && !hasText) {
      throw new UsageException("method '" + method.name() + "' needs --text");
    }
    if (method.needs(Need.PROMPTS) && prompts == null) {
      throw new UsageException("method '" + method.name() + "' needs --prompts");
    }
    if ((method.needs(Need.SHOTS) || selection == Selection.LEAVE_ONE_OUT) && cacheLabels == null) {
      throw new UsageException(
          method.needs(Need.SHOTS)
              ? "method '" + method.name() + "' needs --cache and --cache-labels"
              : "--select loo needs --cache and --cache-labels");
    }
    if (method.needs(Need.TOKENS) && testTokens == null) {
      throw new UsageException("method '" + method.name() + "' needs --test-tokens");
    }
    if (method.needs(Need.SHOT_TOKENS) && cacheTokens == null) {
      throw new UsageException("method '" + method.name() + "' needs --cache-tokens");
    }
    if (selection == Selection.VALIDATION) {
      if (validationLabels == null) {
        throw new UsageException("--select val needs --val and --val-labels");
      }
      if (method.needs(Need.TOKENS) && validationTokens == null) {
        throw new UsageException("method '" + method.name() + "' needs --val-tokens");
      }
    }
    if (!hasText && cacheLabels == null) {
      throw new UsageException("give --text, or shots with --cache and --cache-labels");
    }
  }

  /** All files that are read, those with names of arrays behind them without these. */
  List<Path> given() {
    return Stream.of(
            test,
            testTokens,
            testLabels,
            cache,
            cacheTokens,
            cacheLabels,
            text,
            prompts,
            validation,
            validationTokens,
            validationLabels)
        .filter(Objects::nonNull)
        .map(ArrayFile::fileOf)
        .toList();
  }

  /** The file of the test features. */
  Path tested() {
    return either(testTokens, test);
  }

  /** The file of the shots. */
  Path shots() {
    return either(cacheTokens, cache);
  }

  /** The file of the validation features. */
  Path chosenOn() {
    return either(validationTokens, validation);
  }

  /** The file that gives the texts their width. */
  Path texts() {
    return either(text, prompts);
  }

  private static Path either(@Nullable Path first, @Nullable Path second) {
    Path file = first != null ? first : second;
    if (file == null) {
      throw new IllegalStateException("the options were not checked");
    }
    return file;
  }
}
