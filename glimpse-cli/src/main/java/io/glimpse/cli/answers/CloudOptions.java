package io.glimpse.cli.answers;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.cli.console.CommonOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.input.CloudRendering;
import io.glimpse.projection.ViewPreset;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how point clouds among the files become pictures. */
public final class CloudOptions {

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

  @Option(
      names = "--drop-invalid",
      description =
          "Leave out points of clouds that were not measured (NaN), as depth cameras write them; "
              + "else such clouds are refused. A bank of clouds knows it of its own.")
  boolean dropInvalid;

  private @Nullable CloudRendering rendering;

  /** Refuses a number of points that nobody can mean. */
  public static void checkPoints(@Nullable Integer points) throws UsageException {
    if (points != null && (points < 1 || points > CloudRendering.MOST_POINTS)) {
      throw new UsageException(
          "--points must be between 1 and " + CloudRendering.MOST_POINTS + ", not " + points);
    }
  }

  /** Checks the options before anything is opened. */
  public void check(CommonOptions common) throws IOException {
    checkPoints(points);
    CloudRendering asked = CloudRendering.usual().withZUp(isZ(up)).withSeed(common.seed());
    asked = asked.withDropInvalid(dropInvalid);
    if (presetName != null) {
      asked = asked.withPreset(preset(presetName));
    }
    rendering = points == null ? asked : asked.withPoints(points);
  }

  /** How clouds are drawn where a bank does not say, once the options were checked. */
  public CloudRendering rendering() {
    return Objects.requireNonNull(rendering, "the options were not checked");
  }

  /**
   * Refuses options that say otherwise than a bank does of its clouds.
   *
   * @throws UsageException naming the option
   */
  public void requireSame(Bank bank, Object file, CommonOptions common) {
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
  }

  /** A preset of the user's is the same where its text is, wherever its file lies now. */
  private void refuseOtherPreset(Object file, CloudDrawing drawing) {
    if (presetName == null || drawing.presetText().isEmpty()) {
      refuseOther(file, "--preset", presetName, drawing.preset());
    } else if (!rendering().preset().text().equals(drawing.presetText())) {
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

  /** A preset by its name, or by the path of its file. */
  public static ViewPreset preset(String name) throws IOException {
    try {
      return CloudRendering.preset(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--preset: " + e.getMessage());
    }
  }

  /** Whether the up axis is z; y where nothing is said. */
  public static boolean isZ(@Nullable String up) {
    return switch (up == null ? "y" : up.toLowerCase(Locale.ROOT)) {
      case "y" -> false;
      case "z" -> true;
      default -> throw new UsageException("--up is y or z, not '" + up + "'");
    };
  }
}
