package io.glimpse.study;

import io.glimpse.data.Dataset;
import io.glimpse.data.DatasetInfo;
import io.glimpse.data.Datasets;
import io.glimpse.data.PromptSet;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.featurestore.BenchmarkRendering;
import io.glimpse.featurestore.FeatureStore;
import io.glimpse.featurestore.PipelineEncoder;
import io.glimpse.image.DecodeOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a study's features come from. */
public final class StudySource {

  /** The data set that classifiers for its shifted versions are made of. */
  private static final String SHIFT_SOURCE = "imagenet";

  private StudySource() {}

  /**
   * Ready features; see {@link io.glimpse.featurestore.ReadyFeatures} for the layout.
   *
   * @param dataset its name, and that of its folder
   * @param folder the folder of that data set, of all, or of several encoders
   * @param encoder what the results shall call the encoder, and the name of its folder if there is
   *     one
   */
  public static StudyData ready(String dataset, Path folder, String encoder) throws IOException {
    return ready(dataset, encoder, new Ready(folder, false, false));
  }

  /** As {@link #ready(String, Path, String)}, for one of several data sets or encoders. */
  public static StudyData ready(String dataset, String encoder, Ready where) throws IOException {
    return ReadyData.open(dataset, encoder, where);
  }

  /**
   * Where ready features are.
   *
   * @param folder that they are in or below
   * @param severalDatasets whether each data set must have a folder of its own there
   * @param severalEncoders whether each encoder must
   */
  public record Ready(Path folder, boolean severalDatasets, boolean severalEncoders) {}

  /**
   * Pictures, which are encoded where the store lacks them.
   *
   * @param root the folder of all data sets, or of this one
   * @param store a folder for features, used by one encoder alone
   * @param encoder stays open, and is for the caller to close
   * @param wanted pictures become features
   */
  public static StudyData pictures(
      String dataset,
      Path root,
      Path store,
      Encoder encoder,
      Pictures wanted,
      StudyPlan plan,
      StudyListener listener)
      throws IOException {
    Dataset tested = Datasets.open(dataset, root);
    tested.notes().forEach(listener::note);
    tested.overlaps().forEach(listener::note);
    boolean shifted =
        tested.info().map(info -> info.kind() == DatasetInfo.Kind.SHIFT).orElse(false);
    if (tested.info().map(info -> info.kind() == DatasetInfo.Kind.CLOUDS).orElse(false)) {
      return clouds(tested, store, encoder, wanted, plan, listener);
    }
    Dataset trained = shifted ? Datasets.open(SHIFT_SOURCE, root) : tested;
    FeatureStore features =
        FeatureStore.open(store, new PipelineEncoder(encoder, wanted.decoding(), wanted.threads()));
    return ImageData.open(
        new ImageData.Request(
            tested,
            trained,
            encoder,
            features,
            wanted.prompts(),
            wanted.said(),
            wanted.views(),
            wanted.list(),
            plan,
            listener));
  }

  private static StudyData clouds(
      Dataset dataset,
      Path store,
      Encoder encoder,
      Pictures wanted,
      StudyPlan plan,
      StudyListener listener)
      throws IOException {
    DatasetInfo.Clouds drawn = dataset.info().map(DatasetInfo::clouds).orElseThrow();
    FeatureStore features =
        FeatureStore.open(store, new PipelineEncoder(encoder, wanted.decoding(), wanted.threads()));
    return CloudData.open(
        new CloudData.Request(
            dataset,
            encoder,
            features,
            wanted.clouds().sides(drawn.zeroShot(), drawn.unitSphere()),
            wanted.clouds().sides(drawn.fewShot(), drawn.unitSphere()),
            wanted.said(),
            wanted.list(),
            plan,
            listener));
  }

  /**
   * How point clouds are drawn.
   *
   * @param preset for all methods; null for those of the data set
   * @param fromZUp whether z points up in the data set
   */
  public record Clouds(@Nullable String preset, boolean fromZUp) {

    /** As the data set says. */
    public static final Clouds USUAL = new Clouds(null, false);

    private BenchmarkRendering sides(String usual, boolean unitSphere) {
      return new BenchmarkRendering(preset == null ? usual : preset, unitSphere, fromZUp);
    }
  }

  /**
   * How pictures become features.
   *
   * @param prompts the published templates to use, where the encoder wants templates
   * @param said of classes instead of their names in templates
   * @param views of every shot; 1 for its centre, 10 crops in Tip-Adapter's scripts
   * @param threads pictures that are worked on at a time
   * @param clouds how point clouds become pictures
   * @param list names the shots, as {@link io.glimpse.data.ShotListFile} reads it; null draws them
   */
  public record Pictures(
      PromptSet prompts,
      ClassDescriptions said,
      int views,
      DecodeOptions decoding,
      int threads,
      Clouds clouds,
      @Nullable Path list) {

    /** Tip-Adapter's templates, the centre of every shot, and shots that are drawn. */
    public static Pictures usual() {
      return new Pictures(
          PromptSet.TIP_ADAPTER,
          ClassDescriptions.NONE,
          1,
          DecodeOptions.defaults(),
          Runtime.getRuntime().availableProcessors(),
          Clouds.USUAL,
          null);
    }

    public Pictures {
      if (views < 1) {
        throw new IllegalArgumentException("a shot cannot have " + views + " views");
      }
    }
  }
}
