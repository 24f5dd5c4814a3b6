package io.glimpse.study;

import io.glimpse.data.Dataset;
import io.glimpse.data.DatasetInfo;
import io.glimpse.data.LabelledImage;
import io.glimpse.data.PromptSet;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.NoPlacesException;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.featurestore.FeatureStore;
import io.glimpse.featurestore.StoredFeatures;
import io.glimpse.featurestore.ViewSpec;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pictures, encoded once and kept in a {@link FeatureStore}. */
final class ImageData implements StudyData {

  /**
   * Seed of the augmented views, whatever the sample: a picture is encoded once for all samples.
   */
  private static final long VIEW_SEED = 1;

  private final Request from;
  private final StudyTexts texts;
  private final int[] columns;
  private final EncodedImages pictures;

  /** Whether features are as the encoder gives them, and not unit rows. */
  private final boolean raw;

  private ImageData(ImageData of, boolean raw) {
    this.from = of.from;
    this.texts = of.texts;
    this.columns = of.columns;
    this.pictures = of.pictures;
    this.raw = raw;
  }

  private ImageData(Request from) throws IOException {
    this.from = from;
    this.raw = false;
    Dataset trained = from.trained();
    this.texts =
        StudyTexts.of(
            from.encoder(),
            trained,
            // Those of published data sets are a protocol; a user's own has none.
            trained.info().isPresent()
                ? trained.templates(from.prompts())
                : from.encoder().templates(),
            from.said(),
            from.listener());
    this.columns =
        from.tested() == trained ? new int[0] : from.tested().classes().labelsIn(trained.classes());
    this.pictures =
        EncodedImages.open(
            new EncodedImages.Request(
                from.tested(),
                trained,
                from.encoder().name(),
                from.store(),
                ViewSpec.centre(),
                from.views() == 1
                    ? ViewSpec.centre()
                    : ViewSpec.tipAdapter(VIEW_SEED, from.views()),
                from.list(),
                from.plan(),
                from.listener()));
  }

  /**
   * What is to be encoded.
   *
   * @param tested the data set that accuracy is measured on
   * @param trained the one that shots and validation pictures come from, mostly the same
   * @param encoder stays open, and is for the caller to close
   * @param said of classes instead of their names in templates
   * @param views of every shot; 1 for its centre
   * @param list names the shots; null draws them
   */
  record Request(
      Dataset tested,
      Dataset trained,
      Encoder encoder,
      FeatureStore store,
      PromptSet prompts,
      ClassDescriptions said,
      int views,
      @Nullable Path list,
      StudyPlan plan,
      StudyListener listener) {}

  /** Encodes all pictures that the plan needs and the store lacks. */
  static ImageData open(Request request) throws IOException {
    return new ImageData(request);
  }

  @Override
  public String dataset() {
    return from.tested().name();
  }

  @Override
  public StudyStamp.Facts facts() {
    Dataset tested = from.tested();
    Dataset trained = from.trained();
    return new StudyStamp.Facts(
        tested.info().map(DatasetInfo::title).orElse(tested.name()),
        tested.classes().distinct().names(),
        trained.train().size(),
        trained.validation().size(),
        pictures.testSize(),
        "pictures",
        tested == trained ? null : trained.name(),
        tested.origin().kind(),
        Map.of());
  }

  @Override
  public EncoderId encoder() {
    return from.encoder().id();
  }

  @Override
  public Map<String, String> defaults(String method) {
    return from.encoder().defaults(method);
  }

  @Override
  public List<String> textSource() {
    return texts.templates();
  }

  @Override
  public TextFeatures text() {
    return texts.features();
  }

  @Override
  public ClassSet classes() {
    return texts.features().classes();
  }

  @Override
  public int[] testColumns() {
    return columns.clone();
  }

  @Override
  public LabelledFeatures test(boolean tokens) throws IOException {
    return labelled(pictures.test(tokens));
  }

  @Override
  public String testDigest() throws IOException {
    return InputDigest.of(pictures.test(false).unit().labelled());
  }

  @Override
  public Optional<LabelledFeatures> validation(
      int count, long seed, ValidationImages images, boolean tokens) throws IOException {
    return pictures.validation(count, seed, images, tokens).map(this::labelled);
  }

  @Override
  public Shots shots(int count, long seed, boolean tokens) throws IOException {
    StoredFeatures stored = pictures.shots(count, seed, tokens);
    Shots shots = raw ? stored.rawShots() : stored.shots();
    return InMemory.hold(shots);
  }

  private LabelledFeatures labelled(StoredFeatures stored) {
    return (raw ? stored : stored.unit()).labelled();
  }

  @Override
  public void require(Method method) {
    NoTextsException.requireTexts(from.encoder(), method);
    NoPlacesException.requirePlaces(from.encoder(), method);
  }

  @Override
  public StudyData seenBy(Method method) {
    boolean needsRaw = method.needs(Need.RAW);
    return needsRaw == raw ? this : new ImageData(this, needsRaw);
  }

  @Override
  public List<String> warnings(int count, long seed) {
    return pictures.warnings(count, seed);
  }

  @Override
  public List<AttentionSample> attention(int count) throws IOException {
    if (!from.encoder().readsTexts() || from.encoder().whyNoPlaces().isPresent()) {
      return List.of();
    }
    Dataset tested = from.tested();
    List<LabelledImage> chosen =
        AttentionImages.choose(pictures.testPictures(), tested.classes().size(), count);
    StoredFeatures stored =
        from.store().features(tested, chosen, ViewSpec.centre(), true, Notes.SILENT);
    return new AttentionImages(tested, from.encoder(), texts.features(), columns, from.listener())
        .of(stored.pictures(), stored.unit().views().get(0));
  }

  @Override
  public void close() {}
}
