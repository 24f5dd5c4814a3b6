package io.glimpse.study;

import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.DatasetInfo;
import io.glimpse.data.LooseName;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.NpySource;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.featurestore.ReadyFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Features that were made elsewhere, in the layout of {@link ReadyFeatures}. */
final class ReadyData implements StudyData {

  private final String dataset;
  private final String encoder;
  private final ReadyFeatures ready;
  private final ClassSet classes;
  private final @Nullable TextFeatures text;

  /** Of samples that are held in memory, the first row that is not of length 1. */
  private final Map<String, String> offUnitShots = new HashMap<>();

  private ReadyData(
      String dataset,
      String encoder,
      ReadyFeatures ready,
      ClassSet classes,
      @Nullable TextFeatures text) {
    this.dataset = dataset;
    this.encoder = encoder;
    this.ready = ready;
    this.classes = classes;
    this.text = text;
  }

  /**
   * Finds the features of a data set: in the folder, or in one below it that is named like the
   * encoder, however that is spelled. One of several encoders must have such a folder.
   *
   * @param encoder what the results call it
   */
  static ReadyData open(String dataset, String encoder, StudySource.Ready where)
      throws IOException {
    String name = DatasetCatalogue.standard().find(dataset).map(DatasetInfo::name).orElse(dataset);
    Path folder = ofEncoder(where, encoder);
    ReadyFeatures ready =
        where.severalDatasets()
            ? ReadyFeatures.openOneOfSeveral(folder, name)
            : ReadyFeatures.open(folder, name);
    try {
      LabelledFeatures test =
          ready
              .test()
              .orElseThrow(() -> new StudyException(ready.folder(), "holds no test features"));
      Optional<LabelledFeatures> validation = ready.validation();
      ClassSet classes = ready.classes().orElseGet(() -> numbered(test, validation));
      requireLabels(test.labels(), classes, ready, "test");
      if (validation.isPresent()) {
        requireLabels(validation.get().labels(), classes, ready, "val");
      }
      return new ReadyData(name, encoder, ready, classes, ready.text(classes).orElse(null));
    } catch (IOException | RuntimeException e) {
      ready.close();
      throw e;
    }
  }

  private static Path ofEncoder(StudySource.Ready where, String encoder) throws IOException {
    Path folder = where.folder();
    if (!Files.isDirectory(folder)) {
      return folder;
    }
    Optional<Path> own;
    try (Stream<Path> children = Files.list(folder)) {
      own =
          children
              .filter(Files::isDirectory)
              .filter(child -> LooseName.same(child.getFileName().toString(), encoder))
              .sorted()
              .findFirst();
    }
    if (own.isEmpty() && where.severalEncoders()) {
      throw new StudyException(
          folder, "holds no folder " + encoder + ", and of several encoders each needs its own");
    }
    return own.orElse(folder);
  }

  private static ClassSet numbered(LabelledFeatures test, Optional<LabelledFeatures> validation) {
    int inValidation = validation.map(some -> some.labels().classCount()).orElse(0);
    return ClassSet.numbered(Math.max(test.labels().classCount(), inValidation));
  }

  private static void requireLabels(
      Labels labels, ClassSet classes, ReadyFeatures ready, String stem) throws StudyException {
    try {
      labels.requireBelow(classes.size());
    } catch (IllegalArgumentException e) {
      throw new StudyException(
          ready.folder().resolve(stem + "_labels.npy"), String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String dataset() {
    return dataset;
  }

  @Override
  public StudyStamp.Facts facts() {
    try {
      return new StudyStamp.Facts(
          DatasetCatalogue.standard().find(dataset).map(DatasetInfo::title).orElse(dataset),
          classes.names(),
          0,
          ready.validation().map(LabelledFeatures::size).orElse(0),
          test(false).size(),
          "ready features",
          null,
          null,
          Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public EncoderId encoder() {
    return new EncoderId(encoder, "");
  }

  @Override
  public Map<String, String> defaults(String method) {
    return Map.of();
  }

  @Override
  public List<String> textSource() {
    return text == null ? List.of() : List.of("text_features.npy");
  }

  @Override
  public @Nullable TextFeatures text() {
    return text;
  }

  @Override
  public ClassSet classes() {
    return classes;
  }

  @Override
  public int[] testColumns() {
    return new int[0];
  }

  @Override
  public synchronized LabelledFeatures test(boolean tokens) throws IOException {
    return ready
        .test()
        .orElseThrow(() -> new StudyException(ready.folder(), "holds no test features"));
  }

  @Override
  public synchronized Optional<LabelledFeatures> validation(
      int shots, long seed, ValidationImages images, boolean tokens) throws IOException {
    if (images == ValidationImages.FEW_SHOT) {
      throw new StudyException(
          ready.folder(),
          "ready features do not say which pictures CoOp would validate on; use the whole validation data");
    }
    return ready.validation();
  }

  @Override
  public synchronized Shots shots(int shots, long seed, boolean tokens) throws IOException {
    Optional<Shots> found = ready.shots(shots, seed);
    if (found.isEmpty()) {
      throw new StudyException(
          ready.folder(),
          "holds no sample of "
              + shots
              + " shots"
              + (ready.shotCounts().contains(shots) ? " of seed " + seed : ""));
    }
    requireLabels(found.get().labels(), classes, ready, "shots_" + shots);
    Shots held = InMemory.hold(found.get());
    found.get().views().stream()
        .flatMap(view -> view instanceof NpySource file ? file.offUnitRow().stream() : Stream.of())
        .findFirst()
        .ifPresent(row -> offUnitShots.put(sample(shots, seed), row));
    return held;
  }

  @Override
  public boolean hasGivenTokens() {
    return true;
  }

  @Override
  public boolean hasOneSample(int shots) throws IOException {
    return ready.hasOneSample(shots);
  }

  @Override
  public List<String> warnings(int shots, long seed) throws IOException {
    return shots > 0 && hasOneSample(shots)
        ? List.of("the one given sample of " + shots + " shots, which does not say its seed")
        : List.of();
  }

  @Override
  public synchronized List<String> offUnitRows(int shots, long seed) {
    List<String> rows = new ArrayList<>(ready.offUnitText().stream().toList());
    String ofShots = offUnitShots.get(sample(shots, seed));
    if (ofShots != null) {
      rows.add(ofShots);
    }
    return rows;
  }

  private static String sample(int shots, long seed) {
    return shots + " of seed " + seed;
  }

  @Override
  public void close() throws IOException {
    ready.close();
  }
}
