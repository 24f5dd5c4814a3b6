package io.glimpse.cli;

import io.glimpse.data.PromptSet;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.projection.ViewPreset;
import io.glimpse.study.StudyData;
import io.glimpse.study.StudyFolder;
import io.glimpse.study.StudyListener;
import io.glimpse.study.StudyPlan;
import io.glimpse.study.StudySource;
import io.glimpse.views.Fusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the features of a study come from. */
final class StudySourceOptions {

  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The folder that holds the data sets' folders, or the data set's own.")
  @Nullable Path root;

  @Option(
      names = "--features",
      paramLabel = "DIR",
      description = "Ready features instead of pictures; docs/DATASETS.md has the layout.")
  @Nullable Path features;

  @Option(
      names = "--encoders",
      paramLabel = "A,B",
      description = "Encoders by name or path; with --features, what to call theirs.")
  @Nullable String encoders;

  @Option(
      names = "--prompts",
      paramLabel = "P",
      defaultValue = "tip",
      description = "Published templates: single, tip (default) or clip.")
  String prompts = "";

  @Option(
      names = "--views",
      paramLabel = "V",
      defaultValue = "1",
      description = "Views of each shot: 1 (default) is its centre; Tip-Adapter takes 10 crops.")
  int views = 1;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "How point clouds are drawn: pointclip-zs, pointclip-fs or pointclip-v2; default: zs for "
              + "methods without shots, fs for those that learn.")
  @Nullable String preset;

  @Option(
      names = "--up",
      paramLabel = "AXIS",
      description = "The up axis of point clouds, y (default) or z, which is turned to y.")
  @Nullable String up;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Encoded features, to share between studies; default: OUT/features.")
  @Nullable Path store;

  /** Checks the options before anything is opened. */
  void check() {
    if ((root == null) == (features == null)) {
      throw new UsageException("give the pictures with --root, or ready features with --features");
    }
    prompts();
    clouds();
    ShotViews.ofOption(views, 1, BankKind.PICTURES, Fusion.AVERAGED);
  }

  /** Whether an encoder is needed, and what it is asked for is not there already. */
  boolean fromPictures() {
    return features == null;
  }

  /** The names of the encoders. */
  List<String> encoders(CommonOptions common) {
    if (encoders != null) {
      return StudyPlanOptions.list(encoders, "--encoders", name -> name);
    }
    return List.of(
        features == null
            ? common.encoderName(Encoders.DEFAULT)
            : common.encoderName(
                String.valueOf(features.toAbsolutePath().normalize().getFileName())));
  }

  /**
   * Opens a data set.
   *
   * @param name of the encoder
   * @param severalDatasets whether the command line names others, too
   * @param encoder null for ready features
   * @param out the study's folder
   */
  StudyData open(
      String dataset,
      boolean severalDatasets,
      String name,
      @Nullable Encoder encoder,
      Path out,
      StudyPlan plan,
      CommonOptions common,
      StudyListener listener)
      throws IOException {
    if (features != null) {
      boolean severalEncoders = encoders(common).size() > 1;
      return StudySource.ready(
          dataset, name, new StudySource.Ready(features, severalDatasets, severalEncoders));
    }
    if (root == null || encoder == null) {
      throw new IllegalStateException("the options were not checked");
    }
    Path features = store != null ? store : out.resolve("features");
    return StudySource.pictures(
        dataset,
        root,
        features.resolve(StudyFolder.safe(name)),
        encoder,
        new StudySource.Pictures(
            prompts(), views, common.decoding(true), common.threads(), clouds()),
        plan,
        listener);
  }

  private StudySource.Clouds clouds() {
    if (preset != null && !ViewPreset.names().contains(preset)) {
      throw new UsageException(
          "--preset is one of " + String.join(", ", ViewPreset.names()) + ", not '" + preset + "'");
    }
    return new StudySource.Clouds(preset, CloudOptions.isZ(up));
  }

  private PromptSet prompts() {
    return switch (prompts.toLowerCase(Locale.ROOT)) {
      case "single" -> PromptSet.SINGLE;
      case "tip" -> PromptSet.TIP_ADAPTER;
      case "clip" -> PromptSet.CLIP;
      default ->
          throw new UsageException("--prompts is single, tip or clip, not '" + prompts + "'");
    };
  }
}
