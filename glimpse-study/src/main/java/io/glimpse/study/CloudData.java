package io.glimpse.study;

import io.glimpse.data.Dataset;
import io.glimpse.data.DatasetInfo;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.NoPlacesException;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.featurestore.BenchmarkRendering;
import io.glimpse.featurestore.FeatureStore;
import io.glimpse.featurestore.ViewSpec;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Sees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Point clouds, drawn from several sides and encoded once.
 *
 * <p>Methods without shots see the sides of one preset and methods with shots those of another, as
 * PointCLIP's do. Zero-shot and the methods of attention answer every side by itself, and the
 * logits add up; all others see the features of the sides behind each other.
 */
final class CloudData implements StudyData {

  /**
   * How methods see a cloud.
   *
   * @param withShots whether they see the sides of the preset for shots
   */
  private record Sight(boolean withShots, Sees sees) {

    static Sight of(Method method) {
      return new Sight(method.needs(Need.SHOTS), method.sees());
    }
  }

  private final Request from;

  /** Those of methods without shots first. */
  private final Map<Sight, SeenClouds> sights = new LinkedHashMap<>();

  /**
   * What is to be encoded.
   *
   * @param encoder stays open, and is for the caller to close
   * @param zeroShot sides for methods without shots
   * @param fewShot sides for all others
   * @param said of classes instead of their names in templates
   * @param list names the shots; null draws them
   */
  record Request(
      Dataset dataset,
      Encoder encoder,
      FeatureStore store,
      BenchmarkRendering zeroShot,
      BenchmarkRendering fewShot,
      ClassDescriptions said,
      @Nullable Path list,
      StudyPlan plan,
      StudyListener listener) {}

  private CloudData(Request from) {
    this.from = from;
  }

  /** Encodes all clouds that the plan needs and the store lacks. */
  static CloudData open(Request request) throws IOException {
    CloudData data = new CloudData(request);
    Map<Sight, List<MethodVariant>> bySight =
        request.plan().methods().stream()
            .collect(
                Collectors.groupingBy(
                    v -> Sight.of(Methods.of(v.method())),
                    () ->
                        new TreeMap<>(
                            Comparator.comparing(Sight::withShots).thenComparing(Sight::sees)),
                    Collectors.toList()));
    for (var some : bySight.entrySet()) {
      Sight sight = some.getKey();
      BenchmarkRendering sides = sight.withShots() ? request.fewShot() : request.zeroShot();
      data.sights.put(sight, data.see(sides, some.getValue(), sight.sees()));
    }
    return data;
  }

  private SeenClouds see(BenchmarkRendering sides, List<MethodVariant> methods, Sees sees)
      throws IOException {
    EncodedImages clouds =
        EncodedImages.open(
            new EncodedImages.Request(
                from.dataset(),
                from.dataset(),
                from.encoder().name(),
                from.store(),
                ViewSpec.of(sides),
                ViewSpec.of(sides),
                from.list(),
                from.plan().with(methods),
                from.listener()));
    StudyTexts texts =
        StudyTexts.of(
            from.encoder(),
            from.dataset(),
            List.of(sides.template()),
            from.said(),
            from.listener());
    return new SeenClouds(this, clouds, sides, texts, sees);
  }

  @Override
  public void require(Method method) {
    NoTextsException.requireTexts(from.encoder(), method);
    NoPlacesException.requirePlaces(from.encoder(), method);
  }

  @Override
  public StudyData seenBy(Method method) {
    SeenClouds sight = sights.get(Sight.of(method));
    if (sight == null) {
      throw new IllegalArgumentException(method.name() + " is not in the plan of this data set");
    }
    return sight;
  }

  private SeenClouds any() {
    return sights.values().iterator().next();
  }

  @Override
  public String dataset() {
    return from.dataset().name();
  }

  @Override
  public StudyStamp.Facts facts() {
    Dataset dataset = from.dataset();
    return new StudyStamp.Facts(
        dataset.info().map(DatasetInfo::title).orElse(dataset.name()),
        dataset.classes().distinct().names(),
        dataset.train().size(),
        dataset.validation().size(),
        any().testSize(),
        "point clouds",
        null,
        dataset.origin().kind(),
        Map.of());
  }

  @Override
  public EncoderId encoder() {
    return from.encoder().id();
  }

  @Override
  public Map<String, String> defaults(String method) {
    Map<String, String> ofViews = Methods.of(method).parametersFor(from.fewShot().count());
    return ofViews.isEmpty() ? from.encoder().defaults(method) : ofViews;
  }

  @Override
  public List<String> textSource() {
    return any().textSource();
  }

  @Override
  public TextFeatures text() {
    return any().text();
  }

  @Override
  public ClassSet classes() {
    return any().classes();
  }

  @Override
  public int[] testColumns() {
    return new int[0];
  }

  @Override
  public LabelledFeatures test(boolean tokens) throws IOException {
    return any().test(tokens);
  }

  @Override
  public Optional<LabelledFeatures> validation(
      int shots, long seed, ValidationImages images, boolean tokens) throws IOException {
    return any().validation(shots, seed, images, tokens);
  }

  @Override
  public Shots shots(int shots, long seed, boolean tokens) throws IOException {
    return any().shots(shots, seed, tokens);
  }

  @Override
  public void close() {}
}
