package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.cloud.CloudReader;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.projection.CloudViews;
import io.glimpse.projection.ViewPreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how point clouds among the files become pictures. */
final class CloudOptions {

  private static final String USUAL_PRESET = "pointclip-fs";
  private static final int USUAL_POINTS = 2048;

  /** More points than this show nothing more in views of some hundred pixels. */
  private static final int MOST_POINTS = 10_000_000;

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "How point clouds are drawn: pointclip-fs (default), pointclip-zs, pointclip-v2, or the "
              + "path of a preset's file. A bank of clouds knows how its own were drawn.")
  @Nullable String presetName;

  @Option(
      names = "--up",
      paramLabel = "AXIS",
      description = "The up axis of point clouds, y (default) or z, which is turned to y.")
  @Nullable String up;

  @Option(
      names = "--points",
      paramLabel = "N",
      description =
          "Points to draw, by --seed, from a mesh or a larger point cloud; default: 2048.")
  @Nullable Integer points;

  private @Nullable ViewPreset preset;
  private @Nullable CloudDrawing bankDrawing;

  /** Refuses a number of points that nobody can mean. */
  static void checkPoints(@Nullable Integer points) throws UsageException {
    if (points != null && (points < 1 || points > MOST_POINTS)) {
      throw new UsageException("--points must be between 1 and " + MOST_POINTS + ", not " + points);
    }
  }

  /** Checks the options before anything is opened. */
  void check() throws IOException {
    isZ(up);
    checkPoints(points);
    preset = preset(presetName == null ? USUAL_PRESET : presetName);
  }

  /**
   * Draws as the shots of a bank were drawn; does nothing for one that does not say.
   *
   * @throws UsageException if the options say otherwise
   */
  void adopt(Bank bank, Object file, CommonOptions common) throws IOException {
    CloudDrawing drawing = bank.clouds();
    if (drawing == null) {
      return;
    }
    refuseOtherPreset(file, drawing);
    refuseOther(file, "--up", up == null ? null : up.toLowerCase(Locale.ROOT), drawing.up());
    refuseOther(
        file,
        "--points",
        points == null ? null : points.toString(),
        Integer.toString(drawing.points()));
    refuseOther(
        file,
        "--seed",
        common.seed == null ? null : common.seed.toString(),
        Long.toString(drawing.seed()));
    preset = preset(drawing, file);
    bankDrawing = drawing;
  }

  /** A preset of the user's is the same where its text is, wherever its file lies now. */
  private void refuseOtherPreset(Object file, CloudDrawing drawing) {
    if (presetName == null || drawing.presetText().isEmpty()) {
      refuseOther(file, "--preset", presetName, drawing.preset());
    } else if (!checkedPreset().text().equals(drawing.presetText())) {
      throw new UsageException(
          "--preset "
              + presetName
              + " does not go with "
              + file
              + ", whose clouds were drawn with what "
              + drawing.preset()
              + " held when the bank was built; leave the option out, or build the bank anew");
    }
  }

  /** The preset of a bank: by what the bank holds of it, else by its name or path. */
  private static ViewPreset preset(CloudDrawing drawing, Object file) throws IOException {
    if (!drawing.presetText().isEmpty()) {
      try {
        return ViewPreset.ofText(drawing.preset(), drawing.presetText());
      } catch (IllegalArgumentException e) {
        throw new CommandException(file + ": the preset of its clouds, " + e.getMessage());
      }
    }
    try {
      return preset(drawing.preset());
    } catch (UsageException e) {
      throw new CommandException(
          file + ": its clouds were drawn with the preset " + drawing.preset() + ", which is gone");
    }
  }

  private static void refuseOther(
      Object file, String option, @Nullable String asked, String drawn) {
    if (asked != null && !asked.equals(drawn)) {
      throw new UsageException(
          option
              + " "
              + asked
              + " does not go with "
              + file
              + ", whose clouds were drawn with "
              + option
              + " "
              + drawn
              + "; leave the option out");
    }
  }

  /**
   * What a new bank remembers.
   *
   * @param weights of the views; null where all count alike
   */
  CloudDrawing drawing(Fusion fusion, @Nullable ViewWeights weights, CommonOptions common) {
    return new CloudDrawing(
        checkedPreset().name(),
        checkedPreset().text(),
        isZ(up) ? "z" : "y",
        points == null ? USUAL_POINTS : points,
        common.seed(),
        fusion,
        weights);
  }

  private ViewPreset checkedPreset() {
    if (preset == null) {
      throw new IllegalStateException("the options were not checked");
    }
    return preset;
  }

  /** The number of views of a cloud. */
  int views() {
    return checkedPreset().views();
  }

  /** A pipeline that takes pictures and point clouds. */
  ImagePipeline pipeline(Encoder encoder, CommonOptions common, Console console) {
    CloudViews views = drawn(common, console::note);
    return new ImagePipeline(encoder, common.decoding(true), common.threads(), views);
  }

  /**
   * What draws point clouds.
   *
   * @param note hears once what is done to clouds, on the thread that draws
   */
  CloudViews drawn(CommonOptions common, Consumer<String> note) {
    CloudDrawing how = bankDrawing == null ? drawing(Fusion.USUAL, null, common) : bankDrawing;
    return new CloudViews(
        checkedPreset(),
        new UprightClouds(checkedPreset(), isZ(how.up()), how.points(), how.seed(), note));
  }

  /** The preset's template where all files are point clouds, else none. */
  List<String> templates(List<Path> files) {
    return !files.isEmpty() && files.stream().allMatch(CloudReader::isCloudName)
        ? List.of(checkedPreset().template())
        : List.of();
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
