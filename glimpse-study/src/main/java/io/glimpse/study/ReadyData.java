package io.glimpse.study;

import io.glimpse.bank.EncoderId;
import io.glimpse.data.Catalogue;
import io.glimpse.data.DatasetInfo;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.featurestore.ReadyFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
   * encoder, however that is spelled.
   *
   * @param encoder what the results call it
   */
  static ReadyData open(String dataset, Path folder, String encoder) throws IOException {
    String name = Catalogue.standard().find(dataset).map(DatasetInfo::name).orElse(dataset);
    ReadyFeatures ready = ReadyFeatures.open(ofEncoder(folder, encoder), name);
    try {
      LabelledFeatures test =
          ready
              .test()
              .orElseThrow(() -> new StudyException(ready.folder(), "holds no test features"));
      Optional<List<String>> names = ready.classNames();
      ClassSet classes =
          names.isPresent() ? ClassSet.of(names.get()) : ClassSet.numbered(classCount(ready, test));
      return new ReadyData(name, encoder, ready, classes, ready.text(classes).orElse(null));
    } catch (IOException | RuntimeException e) {
      ready.close();
      throw e;
    }
  }

  private static Path ofEncoder(Path folder, String encoder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return folder;
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(Files::isDirectory)
          .filter(child -> simple(child.getFileName().toString()).equals(simple(encoder)))
          .findFirst()
          .orElse(folder);
    }
  }

  private static String simple(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static int classCount(ReadyFeatures ready, LabelledFeatures test) throws IOException {
    int count = test.labels().classCount();
    Optional<LabelledFeatures> validation = ready.validation();
    return validation.isPresent() ? Math.max(count, validation.get().labels().classCount()) : count;
  }

  @Override
  public String dataset() {
    return dataset;
  }

  @Override
  public StudyStamp.Facts facts() {
    try {
      return new StudyStamp.Facts(
          Catalogue.standard().find(dataset).map(DatasetInfo::title).orElse(dataset),
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
      int shots, long seed, ValidationPictures how, boolean tokens) throws IOException {
    if (how == ValidationPictures.FEW_SHOT) {
      throw new StudyException(
          ready.folder(),
          "ready features do not say which pictures CoOp would validate on; use --validation whole");
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
    return InMemory.hold(found.get());
  }

  @Override
  public void close() throws IOException {
    ready.close();
  }
}
