package io.glimpse.study;

import io.glimpse.bank.EncoderId;
import io.glimpse.data.ClassNames;
import io.glimpse.data.Dataset;
import io.glimpse.data.DatasetInfo;
import io.glimpse.data.FewShotSample;
import io.glimpse.data.LabelledPicture;
import io.glimpse.data.PromptSet;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.featurestore.FeatureStore;
import io.glimpse.featurestore.StoreListener;
import io.glimpse.featurestore.StoredFeatures;
import io.glimpse.featurestore.Views;
import io.glimpse.image.ImageException;
import io.glimpse.image.PictureReader;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.PlaceAttention;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pictures, encoded once and kept in a {@link FeatureStore}. */
final class PictureData implements StudyData {

  /**
   * Seed of the augmented views, whatever the sample: a picture is encoded once for all samples.
   */
  private static final long VIEW_SEED = 1;

  /** CALIP's in the released code. */
  private static final double ATTENTION_SCALE = 2;

  private final Dataset tested;
  private final Dataset trained;
  private final EncoderId encoder;
  private final Encoder network;
  private final FeatureStore store;
  private final Views shotViews;
  private final StudyPlan plan;
  private final StudyListener listener;
  private final List<String> templates;
  private final TextFeatures text;
  private final int[] columns;
  private final Part test;
  private final @Nullable Part validation;
  private final @Nullable Part shots;

  /** Some pictures whose global features are in memory. */
  private record Part(Map<String, Integer> rows, List<Matrix> views) {}

  private PictureData(Request request) throws IOException {
    this.tested = request.tested();
    this.trained = request.trained();
    this.network = request.encoder();
    this.encoder = new EncoderId(network.name(), network.fingerprint());
    this.store = request.store();
    this.shotViews =
        request.views() == 1 ? Views.centre() : Views.tipAdapter(VIEW_SEED, request.views());
    this.plan = request.plan();
    this.listener = request.listener();
    ClassNames names = trained.classes();
    // Of ImageNet's names two occur twice: each name is encoded once, whatever tells classes apart.
    ClassSet unique = ClassSet.of(names.names().stream().distinct().toList());
    ClassTexts texts = ClassTexts.of(network, unique, trained.templates(request.prompts()));
    int[] rows = names.names().stream().mapToInt(n -> unique.index(n).orElseThrow()).toArray();
    this.templates = texts.templates();
    this.text =
        new TextFeatures(
            names.distinct(),
            texts.features().weights().select(rows),
            Arrays.stream(rows).mapToObj(row -> texts.features().prompts().get(row)).toList());
    this.columns = tested == trained ? new int[0] : tested.classes().labelsIn(trained.classes());
    this.test = encode(tested, tested.test(), Views.centre(), plan.needsTokens(), "test");
    this.validation =
        plan.protocol() == Protocol.REFERENCE || trained.validation().isEmpty()
            ? null
            : encode(
                trained, trained.validation(), Views.centre(), plan.needsTokens(), "validation");
    List<LabelledPicture> drawn = drawn();
    this.shots =
        drawn.isEmpty()
            ? null
            : encode(
                trained, drawn, shotViews, plan.needsShotTokens() || choosesByTokens(), "shots");
  }

  /**
   * What is to be encoded.
   *
   * @param tested the data set that accuracy is measured on
   * @param trained the one that shots and validation pictures come from, mostly the same
   * @param encoder stays open, and is for the caller to close
   * @param views of every shot; 1 for its centre
   */
  record Request(
      Dataset tested,
      Dataset trained,
      Encoder encoder,
      FeatureStore store,
      PromptSet prompts,
      int views,
      StudyPlan plan,
      StudyListener listener) {}

  /** Encodes all pictures that the plan needs and the store lacks. */
  static PictureData open(Request request) throws IOException {
    return new PictureData(request);
  }

  /** Without validation pictures, CALIP is chosen on the shots and needs their tokens. */
  private boolean choosesByTokens() {
    return plan.needsTokens() && trained.validation().isEmpty();
  }

  private List<LabelledPicture> drawn() {
    Set<LabelledPicture> drawn = new LinkedHashSet<>();
    boolean needed = plan.methods().stream().anyMatch(StudyPlan::needsShots);
    for (int count : needed ? plan.shots() : List.<Integer>of()) {
      for (long seed : plan.seeds()) {
        FewShotSample sample = sample(count, seed);
        sample.warnings().forEach(listener::note);
        drawn.addAll(sample.train());
      }
    }
    return List.copyOf(drawn);
  }

  private FewShotSample sample(int count, long seed) {
    return FewShotSample.draw(trained, count, seed, plan.validation().sampling());
  }

  private Part encode(
      Dataset dataset, List<LabelledPicture> pictures, Views views, boolean tokens, String what)
      throws IOException {
    String title = dataset.name() + ", " + encoder.name() + ", " + what;
    StoreListener heard =
        new StoreListener() {
          @Override
          public void begins(int toEncode) {
            listener.encodes(title, toEncode);
          }

          @Override
          public void encoded() {
            listener.encoded();
          }

          @Override
          public void note(String sentence) {
            listener.note(sentence);
          }
        };
    StoredFeatures stored = store.features(dataset, pictures, views, tokens, heard);
    stored
        .failures()
        .forEach(failure -> listener.failed(failure.picture().path(), failure.reason()));
    if (stored.pictures().isEmpty()) {
      throw new StudyException(dataset.folder(), "none of its " + what + " pictures can be read");
    }
    // The same pictures without tokens: of those nothing but the global rows is read.
    StoredFeatures globals =
        store.features(dataset, stored.pictures(), views, false, StoreListener.SILENT);
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (LabelledPicture picture : globals.pictures()) {
      rows.put(picture.path(), rows.size());
    }
    List<Matrix> held = globals.views().stream().map(FeatureSource::globals).toList();
    return new Part(rows, held);
  }

  @Override
  public String dataset() {
    return tested.name();
  }

  @Override
  public StudyStamp.Facts facts() {
    return new StudyStamp.Facts(
        tested.info().map(DatasetInfo::title).orElse(tested.name()),
        tested.classes().distinct().names(),
        trained.train().size(),
        trained.validation().size(),
        test.rows().size(),
        "pictures",
        tested == trained ? null : trained.name());
  }

  @Override
  public EncoderId encoder() {
    return encoder;
  }

  @Override
  public Map<String, String> defaults(String method) {
    return network.defaults(method);
  }

  @Override
  public List<String> textSource() {
    return templates;
  }

  @Override
  public TextFeatures text() {
    return text;
  }

  @Override
  public ClassSet classes() {
    return text.classes();
  }

  @Override
  public int[] testColumns() {
    return columns.clone();
  }

  @Override
  public LabelledFeatures test(boolean tokens) throws IOException {
    return labelled(tested, test, tested.test(), tokens);
  }

  @Override
  public Optional<LabelledFeatures> validation(
      int count, long seed, ValidationPictures how, boolean tokens) throws IOException {
    if (validation == null || (count == 0 && how == ValidationPictures.FEW_SHOT)) {
      return Optional.empty();
    }
    List<LabelledPicture> pictures =
        count == 0 ? trained.validation() : sample(count, seed).validation();
    return Optional.of(labelled(trained, validation, pictures, tokens));
  }

  private LabelledFeatures labelled(
      Dataset dataset, Part part, List<LabelledPicture> pictures, boolean tokens)
      throws IOException {
    List<LabelledPicture> good = good(part, pictures);
    if (tokens) {
      return store.features(dataset, good, Views.centre(), true, StoreListener.SILENT).labelled();
    }
    return new LabelledFeatures(globals(part, good, 0), labels(good));
  }

  @Override
  public Shots shots(int count, long seed, boolean tokens) throws IOException {
    if (shots == null) {
      throw new StudyException(trained.folder(), "no shots were drawn");
    }
    List<LabelledPicture> good = good(shots, sample(count, seed).train());
    if (tokens) {
      return InMemory.hold(
          store.features(trained, good, shotViews, true, StoreListener.SILENT).shots());
    }
    List<FeatureSource> views = new ArrayList<>();
    for (int v = 0; v < shots.views().size(); v++) {
      views.add(globals(shots, good, v));
    }
    return new Shots(views, labels(good));
  }

  private static List<LabelledPicture> good(Part part, List<LabelledPicture> pictures) {
    return pictures.stream().filter(picture -> part.rows().containsKey(picture.path())).toList();
  }

  private static FeatureSource globals(Part part, List<LabelledPicture> pictures, int view) {
    int[] rows = pictures.stream().mapToInt(p -> part.rows().getOrDefault(p.path(), -1)).toArray();
    return InMemory.ofGlobals(part.views().get(view).select(rows));
  }

  private static Labels labels(List<LabelledPicture> pictures) {
    return Labels.of(pictures.stream().mapToInt(LabelledPicture::label).toArray());
  }

  @Override
  public List<AttentionSample> attention(int count) throws IOException {
    List<LabelledPicture> chosen = new ArrayList<>();
    List<LabelledPicture> good = good(test, tested.test());
    int classes = tested.classes().size();
    int some = Math.min(count, classes);
    for (int i = 0; i < some; i++) {
      int label = (int) ((long) i * classes / some);
      good.stream().filter(p -> p.label() == label).findFirst().ifPresent(chosen::add);
    }
    FeatureSource features =
        store.features(tested, chosen, Views.centre(), true, StoreListener.SILENT).views().get(0);
    PictureReader reader = new PictureReader();
    List<AttentionSample> samples = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      LabelledPicture picture = chosen.get(i);
      int column = columns.length == 0 ? picture.label() : columns[picture.label()];
      Matrix places =
          PlaceAttention.of(
              features.read(i, i + 1),
              network.gridHeight(),
              text.weights(),
              column,
              ATTENTION_SCALE);
      List<Float> weights = new ArrayList<>();
      for (float weight : places.data()) {
        weights.add(weight);
      }
      try {
        byte[] rgb = network.preprocessing().crop(reader.read(tested.file(picture)));
        samples.add(
            new AttentionSample(
                picture.path(),
                text.classes().name(column),
                network.preprocessing().size(),
                Base64.getEncoder().encodeToString(rgb),
                network.gridHeight(),
                weights));
      } catch (ImageException e) {
        listener.failed(picture.path(), String.valueOf(e.getMessage()));
      }
    }
    return samples;
  }

  @Override
  public void close() {}
}
