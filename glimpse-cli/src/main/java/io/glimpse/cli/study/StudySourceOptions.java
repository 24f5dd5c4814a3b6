package io.glimpse.cli.study;

import io.glimpse.cli.answers.CloudOptions;
import io.glimpse.cli.answers.ViewsOption;
import io.glimpse.cli.console.CommonOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.DatasetInfo;
import io.glimpse.data.LooseName;
import io.glimpse.data.PromptSet;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.input.DescriptionFile;
import io.glimpse.projection.ViewPreset;
import io.glimpse.study.StudyData;
import io.glimpse.study.StudyFolder;
import io.glimpse.study.StudyListener;
import io.glimpse.study.StudyPlan;
import io.glimpse.study.StudySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
      description =
          "Published templates: single, tip (default) or clip; or a file of sentences a class, as "
              + "'classify --prompts' takes it.")
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
      names = "--list",
      paramLabel = "FILE",
      description =
          "The shots of a single data set instead of drawn ones, as 'glimpse data sample --json' "
              + "prints them; --shots and --seeds are the list's.")
  @Nullable Path list;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Encoded features, to share between studies; default: OUT/features.")
  @Nullable Path store;

  /** Checks the options before anything is opened. */
  void check(CommonOptions common) {
    if (common.background != null || common.scale16 != null) {
      throw new UsageException(
          "studies read pictures as CLIP does, as published results were made; leave --background and"
              + " --scale16 out");
    }
    if ((root == null) == (features == null)) {
      throw new UsageException("give the pictures with --root, or ready features with --features");
    }
    if (list != null && features != null) {
      throw new UsageException("--list names pictures: give them with --root");
    }
    prompts();
    clouds();
    ViewsOption.checked(views);
  }

  /** Refuses data sets that results could not tell apart. */
  void checkNames(List<String> datasets) {
    if (list != null && datasets.size() > 1) {
      throw new UsageException("--list is of a single data set; run each by itself");
    }
    Map<String, String> asked = new HashMap<>();
    for (String dataset : datasets) {
      String name = nameInResults(dataset);
      requireKey("a data set", name);
      String before = asked.putIfAbsent(name, dataset);
      if (before != null) {
        throw new UsageException(
            String.format(
                "'%s' and '%s' are both called '%s' in results; rename one, or give it an --out of"
                    + " its own",
                before, dataset, name));
      }
    }
  }

  /** Refuses a name with the character that parts the keys of results. */
  static void requireKey(String what, String name) {
    try {
      StudyFolder.requireKey(what, name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** What results call a data set: a user's own by the last part of its path. */
  String nameInResults(String dataset) {
    Optional<DatasetInfo> known = DatasetCatalogue.standard().find(dataset);
    if (known.isPresent() || root == null) {
      return known.map(DatasetInfo::name).orElse(dataset);
    }
    return String.valueOf(root.resolve(dataset).toAbsolutePath().normalize().getFileName());
  }

  /** Whether an encoder is needed, and what it is asked for is not there already. */
  boolean fromPictures() {
    return features == null;
  }

  /** Refuses encoders whose ready features are looked for in the same folder. */
  private static void requireFolders(List<String> encoders) {
    Map<String, String> asked = new HashMap<>();
    for (String encoder : encoders) {
      String before = asked.putIfAbsent(LooseName.of(encoder), encoder);
      if (before != null) {
        throw new UsageException(
            "--encoders: '" + before + "' and '" + encoder + "' have the same folder of features");
      }
    }
  }

  /** The names of the encoders. */
  List<String> encoders(CommonOptions common) {
    if (encoders != null) {
      List<String> names = StudyPlanOptions.list(encoders, "--encoders", name -> name);
      if (features != null) {
        requireFolders(names);
      }
      return names;
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
    PromptSet promptSet = prompts();
    Path features = store != null ? store : out.resolve("features");
    return StudySource.pictures(
        dataset,
        root,
        features.resolve(StudyFolder.safe(name)),
        encoder,
        new StudySource.Pictures(
            promptSet == null ? PromptSet.TIP_ADAPTER : promptSet,
            promptSet == null
                ? DescriptionFile.read(Path.of(prompts)).said()
                : ClassDescriptions.NONE,
            views,
            common.decoding(true),
            common.threads(),
            clouds(),
            list),
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

  /** The published templates; null for a file of sentences. */
  private @Nullable PromptSet prompts() {
    return switch (prompts.toLowerCase(Locale.ROOT)) {
      case "single" -> PromptSet.SINGLE;
      case "tip" -> PromptSet.TIP_ADAPTER;
      case "clip" -> PromptSet.CLIP;
      default -> {
        if (!Files.exists(Path.of(prompts))) {
          throw new UsageException(
              "--prompts is single, tip, clip or a file of sentences, not '" + prompts + "'");
        }
        yield null;
      }
    };
  }
}
