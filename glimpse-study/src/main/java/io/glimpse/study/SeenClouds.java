package io.glimpse.study;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.featurestore.BenchmarkRendering;
import io.glimpse.featurestore.StoredFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Method;
import io.glimpse.method.Sees;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.SeenBy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Point clouds as some methods see them: every side a picture of its own, or the sides of a cloud
 * as one feature.
 */
final class SeenClouds implements StudyData {

  private final CloudData all;
  private final EncodedImages clouds;
  private final BenchmarkRendering sides;
  private final StudyTexts texts;
  private final Sees sees;
  private final boolean each;
  private @Nullable LabelledFeatures fusedTest;

  SeenClouds(
      CloudData all, EncodedImages clouds, BenchmarkRendering sides, StudyTexts texts, Sees sees) {
    this.all = all;
    this.clouds = clouds;
    this.sides = sides;
    this.texts = texts;
    this.sees = sees;
    this.each = sees == Sees.EACH_VIEW;
  }

  int testSize() {
    return clouds.testSize();
  }

  @Override
  public void require(Method method) {
    all.require(method);
  }

  @Override
  public int picturesEach() {
    return each ? sides.count() : 1;
  }

  @Override
  public String drawing() {
    return sides
        + (each ? ", logits of " : ", features of ")
        + sides.count()
        + " sides "
        + (each ? "added up" : "behind each other");
  }

  @Override
  public TextFeatures text() {
    return SeenBy.texts(sees, Fusion.USUAL, texts.features(), sides.count());
  }

  @Override
  public List<String> textSource() {
    return texts.templates();
  }

  @Override
  public ClassSet classes() {
    return texts.features().classes();
  }

  @Override
  public synchronized LabelledFeatures test(boolean tokens) throws IOException {
    if (each) {
      return labelled(clouds.test(tokens));
    }
    if (fusedTest == null) {
      fusedTest = labelled(clouds.test(false));
    }
    return fusedTest;
  }

  @Override
  public Optional<LabelledFeatures> validation(
      int shots, long seed, ValidationImages images, boolean tokens) throws IOException {
    return clouds.validation(shots, seed, images, tokens && each).map(this::labelled);
  }

  @Override
  public Shots shots(int shots, long seed, boolean tokens) throws IOException {
    LabelledFeatures drawn = labelled(clouds.shots(shots, seed, tokens && each));
    Shots all = Shots.of(drawn.features(), drawn.labels());
    return tokens && each ? InMemory.hold(all) : all;
  }

  @Override
  public List<String> warnings(int shots, long seed) {
    return clouds.warnings(shots, seed);
  }

  private LabelledFeatures labelled(StoredFeatures stored) {
    FeatureSource pictures = new Interleaved(stored.unit().views());
    return SeenBy.labelled(sees, Fusion.USUAL, pictures, stored.labels(), sides.count());
  }

  /** The views of the first thing, then those of the second, and so on. */
  private record Interleaved(List<FeatureSource> views) implements FeatureSource {

    @Override
    public int size() {
      return views.get(0).size() * views.size();
    }

    @Override
    public int dimension() {
      return views.get(0).dimension();
    }

    @Override
    public int tokensPerImage() {
      return views.get(0).tokensPerImage();
    }

    @Override
    public FeatureBatch read(int from, int to) {
      int perImage = tokensPerImage();
      Matrix rows = new Matrix((to - from) * perImage, dimension());
      int first = from / views.size();
      int last = (to + views.size() - 1) / views.size();
      for (int v = 0; v < views.size(); v++) {
        Matrix some = views.get(v).read(first, last).tokens();
        for (int thing = first; thing < last; thing++) {
          int picture = thing * views.size() + v;
          for (int t = 0; picture >= from && picture < to && t < perImage; t++) {
            rows.setRow((picture - from) * perImage + t, some, (thing - first) * perImage + t);
          }
        }
      }
      return FeatureBatch.ofTokens(rows, perImage);
    }
  }

  @Override
  public String dataset() {
    return all.dataset();
  }

  @Override
  public StudyStamp.Facts facts() {
    return all.facts();
  }

  @Override
  public EncoderId encoder() {
    return all.encoder();
  }

  @Override
  public Map<String, String> defaults(String method) {
    return all.defaults(method);
  }

  @Override
  public int[] testColumns() {
    return new int[0];
  }

  @Override
  public void close() {}
}
