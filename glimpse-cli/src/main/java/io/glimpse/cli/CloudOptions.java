package io.glimpse.cli;

import io.glimpse.cloud.CloudReader;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.projection.ViewPreset;
import io.glimpse.views.Fusion;
import io.glimpse.views.ViewBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how point clouds among the files become pictures. */
final class CloudOptions {

  @Option(
      names = "--preset",
      paramLabel = "P",
      defaultValue = "pointclip-fs",
      description = {
        "How point clouds are drawn: pointclip-fs (default), pointclip-zs, pointclip-v2, or the",
        "path of a preset's file. A bank wants the one that it was built with."
      })
  String presetName = "pointclip-fs";

  @Option(
      names = "--up",
      paramLabel = "AXIS",
      description = "The up axis of point clouds, y (default) or z, which is turned to y.")
  @Nullable String up;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "2048",
      description = {
        "Points to draw, by --seed, from a mesh or a larger point cloud; default: 2048."
      })
  int points = 2048;

  private @Nullable ViewPreset preset;

  /** Checks the options before anything is opened. */
  void check() throws IOException {
    isZ(up);
    if (points < 1) {
      throw new UsageException("--points must be at least 1, not " + points);
    }
    preset = preset(presetName);
  }

  private ViewPreset checkedPreset() {
    if (preset == null) {
      throw new IllegalStateException("the options were not checked");
    }
    return preset;
  }

  /** A pipeline that takes pictures and point clouds. */
  ImagePipeline pipeline(Encoder encoder, CommonOptions common, Console console) {
    CloudViews views = new CloudViews(checkedPreset(), isZ(up), points, common.seed, console::note);
    return new ImagePipeline(encoder, common.decoding(true), common.threads(), views);
  }

  /** The preset's template where all files are point clouds, else none. */
  List<String> templates(List<Path> files) {
    return !files.isEmpty() && files.stream().allMatch(CloudReader::isCloudName)
        ? List.of(checkedPreset().template())
        : List.of();
  }

  /** Refuses augmented views of point clouds: crops and mirroring are for pictures. */
  void requirePlain(int views, List<Path> files) {
    if (views > 1 && files.stream().anyMatch(CloudReader::isCloudName)) {
      throw new UsageException(
          "--views is for pictures; point clouds have the views of their --preset");
    }
  }

  /** One picture as it is; several views as their mean, to unit length. */
  static FeatureBatch fused(FeatureBatch features) {
    return features.size() == 1
        ? features
        : Fusion.AVERAGED.fuse(new ViewBatch(features, features.size()));
  }

  /** A preset by its name, or by the path of its file. */
  static ViewPreset preset(String name) throws IOException {
    if (ViewPreset.names().contains(name) || !isFile(name)) {
      try {
        return ViewPreset.of(name);
      } catch (IllegalArgumentException e) {
        throw new UsageException("--preset: " + e.getMessage() + ", and no such file");
      }
    }
    return ViewPreset.read(Path.of(name));
  }

  private static boolean isFile(String name) {
    try {
      return Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Whether the up axis is z; y where nothing is said. */
  static boolean isZ(@Nullable String up) {
    return switch (up == null ? "y" : up.toLowerCase(Locale.ROOT)) {
      case "y" -> false;
      case "z" -> true;
      default -> throw new UsageException("--up is y or z, not '" + up + "'");
    };
  }
}
