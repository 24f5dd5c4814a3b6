package io.glimpse.featurestore;

import io.glimpse.data.ClassNames;
import io.glimpse.data.LooseName;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.NpySource;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Features of a data set that were made elsewhere, in a folder of {@code .npy} files.
 *
 * <p>{@code test}, {@code val} and {@code shots_N} (N shots a class; {@code shots_N_seed_S} where
 * samples of several seeds are there) each are two files: {@code *_labels.npy}, whole numbers
 * {@code [n]}, and {@code *_features.npy}, {@code [n, d]}, or {@code *_tokens.npy}, {@code [n,
 * 1+h·w, d]} with the global feature first, which wins where both are there. Of shots, features may
 * have a leading axis of views: {@code [v, n, d]}, {@code [v, n, 1+h·w, d]}. {@code
 * text_features.npy} is {@code [k, d]}, or {@code [k, p, d]} with p prompts a class, and {@code
 * classes.txt} has the k class names by label, one a line. All but {@code test} may be missing.
 * Features are used as stored, and large files are read by blocks.
 *
 * <p>Holds files open until it is closed; what it returns is readable until then.
 */
public final class ReadyFeatures implements AutoCloseable {

  private static final Pattern SHOTS =
      Pattern.compile("shots_(\\d{1,6})(_seed_\\d+)?_(?:features|tokens)\\.npy");

  private final Path folder;
  private final List<NpyFile> open = new ArrayList<>();

  /** The rows of the texts; null until they are read. */
  private @Nullable NpySource text;

  private ReadyFeatures(Path folder) {
    this.folder = folder;
  }

  /**
   * Finds the features of a data set: in a folder below this one that is named like the data set,
   * however that is spelled, or else in this folder itself.
   *
   * @throws FeatureStoreException if there are none, saying where they were looked for
   */
  public static ReadyFeatures open(Path folder, String dataset) throws IOException {
    Optional<ReadyFeatures> named = openNamed(folder, dataset);
    if (named.isPresent()) {
      return named.get();
    }
    if (isReady(folder)) {
      return new ReadyFeatures(folder);
    }
    throw new FeatureStoreException(
        folder,
        "holds neither test_features.npy nor a folder "
            + dataset
            + " with one; see the layout in docs/DATASETS.md");
  }

  /**
   * Finds the features of one of several data sets: in a folder below this one that is named like
   * it, and nowhere else.
   *
   * @throws FeatureStoreException if there is none
   */
  public static ReadyFeatures openOneOfSeveral(Path folder, String dataset) throws IOException {
    return openNamed(folder, dataset)
        .orElseThrow(
            () ->
                new FeatureStoreException(
                    folder,
                    "holds no folder "
                        + dataset
                        + " of ready features, and of several data sets each needs its own"));
  }

  private static Optional<ReadyFeatures> openNamed(Path folder, String dataset) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FeatureStoreException(folder, "there is no such folder of features");
    }
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted().toList()) {
        if (LooseName.same(child.getFileName().toString(), dataset) && isReady(child)) {
          return Optional.of(new ReadyFeatures(child));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isReady(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(
          file -> file.getFileName().toString().matches(".+_(features|tokens)\\.npy"));
    }
  }

  /** The folder that the files are in. */
  public Path folder() {
    return folder;
  }

  /** The test set; empty where there is none. */
  public Optional<LabelledFeatures> test() throws IOException {
    return part("test");
  }

  /** The validation set; empty where there is none. */
  public Optional<LabelledFeatures> validation() throws IOException {
    return part("val");
  }

  /** The numbers of shots a class that there are samples of, ascending. */
  public List<Integer> shotCounts() throws IOException {
    return samples().stream().map(name -> Integer.parseInt(name.group(1))).distinct().toList();
  }

  /** Whether there is a single sample of so many shots a class, which does not say its seed. */
  public boolean hasOneSample(int shots) throws IOException {
    List<MatchResult> some =
        samples().stream().filter(name -> Integer.parseInt(name.group(1)) == shots).toList();
    return !some.isEmpty() && some.stream().allMatch(name -> name.group(2) == null);
  }

  /** The file names of samples, by numbers of shots. */
  private List<MatchResult> samples() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> SHOTS.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(Matcher::toMatchResult)
          .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.group(1))))
          .toList();
    }
  }

  /**
   * The examples: those of that seed, or where there is one sample that does not say its seed, that
   * one.
   *
   * @param shots a class
   */
  public Optional<Shots> shots(int shots, long seed) throws IOException {
    String stem = hasOneSample(shots) ? "shots_" + shots : "shots_" + shots + "_seed_" + seed;
    if (!Files.exists(features(stem))) {
      return Optional.empty();
    }
    List<FeatureSource> views = sources(stem, true);
    return Optional.of(new Shots(views, labels(stem, views.get(0).size())));
  }

  /**
   * The classes by label, from {@code classes.txt}; empty where there is none. A name that occurs
   * twice, as ImageNet's {@code missile}, has its label behind it.
   */
  public Optional<ClassSet> classes() throws IOException {
    Path file = folder.resolve("classes.txt");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> names = Files.readAllLines(file, StandardCharsets.UTF_8);
      return Optional.of(new ClassNames(names, List.of()).distinct());
    } catch (CharacterCodingException e) {
      throw new FeatureStoreException(file, "this list is not UTF-8 text", e);
    } catch (IllegalArgumentException e) {
      throw new FeatureStoreException(file, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The texts of the classes; empty where there are none.
   *
   * @param classes as many as there are rows
   */
  public Optional<TextFeatures> text(ClassSet classes) throws IOException {
    Path file = folder.resolve("text_features.npy");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    NpyFile npy = npy(file);
    long[] shape = npy.shape();
    if (shape.length < 2 || shape.length > 3 || shape[0] != classes.size()) {
      throw new FeatureStoreException(
          file,
          String.format(
              "is %s; [%d, d] or [%d, prompts, d] is needed",
              Arrays.toString(shape), classes.size(), classes.size()));
    }
    int prompts = shape.length == 2 ? 1 : size(file, shape[1]);
    int dimension = size(file, shape[shape.length - 1]);
    NpySource rows = new NpySource(npy, 0, classes.size(), prompts, dimension);
    Matrix all = rows.read(0, classes.size()).tokens();
    text = rows;
    if (shape.length == 2) {
      return Optional.of(TextFeatures.ofWeights(classes, all));
    }
    List<Matrix> byClass = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      byClass.add(all.rows(c * prompts, (c + 1) * prompts));
    }
    return Optional.of(TextFeatures.ofPrompts(classes, byClass));
  }

  /**
   * A clause that names the first text row whose length is not 1; see {@link NpySource#offUnitRow}.
   * Empty where all are unit rows, or were not read.
   */
  public Optional<String> offUnitText() {
    return text == null ? Optional.empty() : text.offUnitRow();
  }

  private Optional<LabelledFeatures> part(String stem) throws IOException {
    if (!Files.exists(features(stem))) {
      return Optional.empty();
    }
    FeatureSource features = sources(stem, false).get(0);
    return Optional.of(new LabelledFeatures(features, labels(stem, features.size())));
  }

  private Path features(String stem) {
    Path tokens = folder.resolve(stem + "_tokens.npy");
    return Files.exists(tokens) ? tokens : folder.resolve(stem + "_features.npy");
  }

  /** All views of a file; one where views are not allowed. */
  private List<FeatureSource> sources(String stem, boolean viewsAllowed) throws IOException {
    Path file = features(stem);
    NpyFile npy = npy(file);
    long[] shape = npy.shape();
    int axes = file.getFileName().toString().endsWith("_tokens.npy") ? 3 : 2;
    boolean views = viewsAllowed && shape.length == axes + 1;
    if (shape.length != axes && !views) {
      throw new FeatureStoreException(
          file,
          "is "
              + Arrays.toString(shape)
              + (axes == 3 ? "; tokens are [n, 1+h*w, d]" : "; features are [n, d]"));
    }
    int count = views ? size(file, shape[0]) : 1;
    int skipped = views ? 1 : 0;
    int n = size(file, shape[skipped]);
    int tokens = axes == 3 ? size(file, shape[skipped + 1]) : 1;
    int dimension = size(file, shape[shape.length - 1]);
    List<FeatureSource> sources = new ArrayList<>();
    for (int v = 0; v < count; v++) {
      sources.add(new NpySource(npy, (long) v * n * tokens * dimension, n, tokens, dimension));
    }
    return sources;
  }

  private static int size(Path file, long axis) throws FeatureStoreException {
    if (axis < 1 || axis > Integer.MAX_VALUE) {
      throw new FeatureStoreException(file, "has an axis of " + axis);
    }
    return (int) axis;
  }

  private Labels labels(String stem, int rows) throws IOException {
    Path file = folder.resolve(stem + "_labels.npy");
    if (!Files.exists(file)) {
      throw new FeatureStoreException(
          file, "is missing; it has the label of every row of " + features(stem).getFileName());
    }
    int[] labels = NpyFile.readLabels(file);
    if (labels.length != rows) {
      throw new FeatureStoreException(
          file, "has " + labels.length + " labels for " + rows + " rows of features");
    }
    try {
      return Labels.of(labels);
    } catch (IllegalArgumentException e) {
      throw new FeatureStoreException(file, String.valueOf(e.getMessage()), e);
    }
  }

  private NpyFile npy(Path file) throws IOException {
    NpyFile npy = NpyFile.open(file);
    open.add(npy);
    return npy;
  }

  @Override
  public void close() throws IOException {
    for (NpyFile npy : open) {
      npy.close();
    }
  }
}
