package io.glimpse.study;

import io.glimpse.data.Dataset;
import io.glimpse.data.FewShotSample;
import io.glimpse.data.LabelledImage;
import io.glimpse.data.ShotListFile;
import io.glimpse.feature.FeatureSource;
import io.glimpse.featurestore.FeatureStore;
import io.glimpse.featurestore.ImageEncoder;
import io.glimpse.featurestore.StoreListener;
import io.glimpse.featurestore.StoredFeatures;
import io.glimpse.featurestore.ViewSpec;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pictures, or point clouds, that a plan needs of a data set: all are encoded when this is
 * opened, and their global features are in memory.
 */
final class EncodedImages {

  private final Request from;
  private final @Nullable FewShotSample given;
  private final Part test;
  private final @Nullable Part validation;
  private final @Nullable Part shots;

  /**
   * What is to be encoded.
   *
   * @param tested the data set that accuracy is measured on
   * @param trained the one that shots and validation pictures come from, mostly the same
   * @param encoder its name
   * @param views of every test and validation picture
   * @param shotViews of every shot
   * @param list names the shots; null draws them
   */
  record Request(
      Dataset tested,
      Dataset trained,
      String encoder,
      FeatureStore store,
      ViewSpec views,
      ViewSpec shotViews,
      @Nullable Path list,
      StudyPlan plan,
      StudyListener listener) {}

  /** Some pictures whose global features are in memory. */
  private record Part(Map<String, Integer> rows, List<Matrix> views, ImageEncoder.Rows kind) {}

  private EncodedImages(Request from) throws IOException {
    this.from = from;
    StudyPlan plan = from.plan();
    Dataset trained = from.trained();
    this.given = from.list() == null ? null : given(from.list(), trained, plan);
    this.test = encode(from.tested(), from.tested().test(), from.views(), tokens(), "test");
    this.validation =
        plan.protocol() == Protocol.REFERENCE || trained.validation().isEmpty()
            ? null
            : encode(trained, trained.validation(), from.views(), tokens(), "validation");
    List<LabelledImage> drawn = drawn();
    // Without validation pictures, CALIP is chosen on the shots and needs their tokens.
    boolean shotTokens = plan.needsShotTokens() || (tokens() && trained.validation().isEmpty());
    this.shots =
        drawn.isEmpty() ? null : encode(trained, drawn, from.shotViews(), shotTokens, "shots");
  }

  /** Encodes all pictures that the plan needs and the store lacks. */
  static EncodedImages open(Request request) throws IOException {
    return new EncodedImages(request);
  }

  private boolean tokens() {
    return from.plan().needsTokens();
  }

  private List<LabelledImage> drawn() {
    Set<LabelledImage> drawn = new LinkedHashSet<>();
    boolean needed = from.plan().methods().stream().anyMatch(StudyPlan::needsShots);
    for (int count : needed ? from.plan().shots() : List.<Integer>of()) {
      for (long seed : from.plan().seeds()) {
        FewShotSample sample = sample(count, seed);
        sample.warnings().forEach(from.listener()::note);
        drawn.addAll(sample.train());
      }
    }
    return List.copyOf(drawn);
  }

  private static FewShotSample given(Path list, Dataset trained, StudyPlan plan)
      throws IOException {
    FewShotSample given = ShotListFile.read(list, trained);
    if (!plan.shots().equals(List.of(given.shots()))
        || !plan.seeds().equals(List.of(given.seed()))) {
      throw new StudyException(
          list,
          String.format(
              "is a list of %d shots and seed %d; ask for %d shots and seed %d",
              given.shots(), given.seed(), given.shots(), given.seed()));
    }
    return given;
  }

  private FewShotSample sample(int count, long seed) {
    if (given != null) {
      return given;
    }
    return FewShotSample.draw(from.trained(), count, seed, from.plan().validation().sampling());
  }

  /** As {@link StudyData#warnings}. */
  List<String> warnings(int count, long seed) {
    List<String> warnings = new ArrayList<>(from.tested().overlaps());
    unreadable("test", from.tested().test(), test, warnings);
    if (validation != null) {
      unreadable("validation", from.trained().validation(), validation, warnings);
    }
    if (count > 0 && shots != null) {
      if (from.list() != null) {
        warnings.add("the shots are those of the list " + from.list().getFileName());
      }
      List<LabelledImage> drawn = sample(count, seed).train();
      List<LabelledImage> good = good(shots, drawn);
      if (good.size() < drawn.size()) {
        warnings.add("shots that cannot be read are left out: " + fewer(drawn, good));
      }
    }
    return warnings;
  }

  private static void unreadable(
      String what, List<LabelledImage> all, Part read, List<String> warnings) {
    int good = good(read, all).size();
    if (good < all.size()) {
      warnings.add(
          String.format(
              "%d of %d %s pictures cannot be read", all.size() - good, all.size(), what));
    }
  }

  /** Such as {@code lotus has 1 of 4, rose has 2 of 4}. */
  private String fewer(List<LabelledImage> drawn, List<LabelledImage> good) {
    Map<Integer, Long> wanted = byLabel(drawn);
    Map<Integer, Long> left = byLabel(good);
    return wanted.entrySet().stream()
        .filter(wish -> !wish.getValue().equals(left.get(wish.getKey())))
        .map(
            wish ->
                String.format(
                    "%s has %d of %d",
                    from.trained().classes().names().get(wish.getKey()),
                    left.getOrDefault(wish.getKey(), 0L),
                    wish.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static Map<Integer, Long> byLabel(List<LabelledImage> pictures) {
    return pictures.stream()
        .collect(Collectors.groupingBy(LabelledImage::label, TreeMap::new, Collectors.counting()));
  }

  private Part encode(
      Dataset dataset, List<LabelledImage> pictures, ViewSpec views, boolean tokens, String what)
      throws IOException {
    if (pictures.isEmpty()) {
      throw new StudyException(dataset.folder(), "there are no " + what + " pictures");
    }
    String title = dataset.name() + ", " + from.encoder() + ", " + what;
    StudyListener listener = from.listener();
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
    StoredFeatures stored = from.store().features(dataset, pictures, views, tokens, heard);
    stored
        .failures()
        .forEach(failure -> listener.failed(failure.picture().path(), failure.reason()));
    if (stored.pictures().isEmpty()) {
      throw new StudyException(dataset.folder(), "none of its " + what + " pictures can be read");
    }
    // The same pictures without tokens: of those nothing but the global rows is read.
    StoredFeatures globals =
        from.store().features(dataset, stored.pictures(), views, false, StoreListener.SILENT);
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (LabelledImage picture : globals.pictures()) {
      rows.put(picture.path(), rows.size());
    }
    List<Matrix> held = globals.views().stream().map(FeatureSource::globals).toList();
    return new Part(rows, held, globals.rows());
  }

  /** How many test pictures could be read. */
  int testSize() {
    return test.rows().size();
  }

  /** The test pictures that could be read. */
  List<LabelledImage> testPictures() {
    return good(test, from.tested().test());
  }

  /** The test pictures. */
  StoredFeatures test(boolean tokens) throws IOException {
    return features(from.tested(), test, from.tested().test(), from.views(), tokens);
  }

  /** As {@link StudyData#validation}. */
  Optional<StoredFeatures> validation(int count, long seed, ValidationImages images, boolean tokens)
      throws IOException {
    if (validation == null || (count == 0 && images == ValidationImages.FEW_SHOT)) {
      return Optional.empty();
    }
    List<LabelledImage> pictures =
        count == 0 ? from.trained().validation() : sample(count, seed).validation();
    return Optional.of(features(from.trained(), validation, pictures, from.views(), tokens));
  }

  /** The examples of a sample. */
  StoredFeatures shots(int count, long seed, boolean tokens) throws IOException {
    if (shots == null) {
      throw new StudyException(from.trained().folder(), "no shots were drawn");
    }
    List<LabelledImage> drawn = sample(count, seed).train();
    return features(from.trained(), shots, drawn, from.shotViews(), tokens);
  }

  private StoredFeatures features(
      Dataset dataset, Part part, List<LabelledImage> pictures, ViewSpec views, boolean tokens)
      throws IOException {
    List<LabelledImage> good = good(part, pictures);
    if (tokens) {
      return from.store().features(dataset, good, views, true, StoreListener.SILENT);
    }
    int[] rows = good.stream().mapToInt(p -> part.rows().getOrDefault(p.path(), -1)).toArray();
    List<FeatureSource> globals = new ArrayList<>();
    for (Matrix view : part.views()) {
      globals.add(InMemory.ofGlobals(view.select(rows)));
    }
    return new StoredFeatures(good, globals, part.kind(), List.of());
  }

  private static List<LabelledImage> good(Part part, List<LabelledImage> pictures) {
    return pictures.stream().filter(picture -> part.rows().containsKey(picture.path())).toList();
  }
}
