package io.glimpse.cli.points;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cloud.Bounds;
import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudFile;
import io.glimpse.cloud.CloudReader;
import io.glimpse.input.InputFiles;
import io.glimpse.progress.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse points info}: what is in files of point clouds. */
@Command(
    name = "info",
    description = "Tells format, points, triangles and bounds of point clouds and meshes.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse points info chair.ply",
      "  glimpse points info scans/ --json",
      "  glimpse points info kinect.pcd --drop-invalid",
      "  glimpse points info ply_data_test0.h5#12"
    })
final class PointsInfoCommand extends GlimpseCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "CLOUD",
      description = "Files, rows of .npy and HDF5 files (FILE#12), folders or glob patterns.")
  List<String> paths = List.of();

  @Option(
      names = "--drop-invalid",
      description = "Leave out points that were not measured (NaN), and say how many.")
  boolean dropInvalid;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    List<InputFiles.Found> inputs = InputFiles.list(paths, console);
    List<Map<String, Object>> clouds = new ArrayList<>();
    try (Progress progress = console.progress("read", inputs.size())) {
      for (InputFiles.Found input : inputs) {
        try {
          clouds.add(facts(input.path(), CloudReader.read(input.path(), dropInvalid), console));
        } catch (CloudException e) {
          console.failed(input.path().toString(), e);
        }
        progress.step();
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("clouds", clouds);
    json.put("errors", console.errors());
    console.printJson(json);
    return console.exitCode();
  }

  private static Map<String, Object> facts(Path path, CloudFile cloud, Console console) {
    Bounds bounds = cloud.points().bounds();
    Bounds.Point low = bounds.low();
    Bounds.Point high = bounds.high();
    console.print(
        "%s: %s, %d points, %d faces, x %s to %s, y %s to %s, z %s to %s",
        path,
        cloud.format().label(),
        cloud.points().size(),
        cloud.faces(),
        low.x(),
        high.x(),
        low.y(),
        high.y(),
        low.z(),
        high.z());
    if (cloud.dropped() > 0) {
      console.print("  %d more points were not measured", cloud.dropped());
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("path", path.toString());
    facts.put("format", cloud.format().label());
    facts.put("points", cloud.points().size());
    facts.put("faces", cloud.faces());
    if (cloud.dropped() > 0) {
      facts.put("dropped", cloud.dropped());
    }
    facts.put(
        "bounds",
        List.of(List.of(low.x(), low.y(), low.z()), List.of(high.x(), high.y(), high.z())));
    return facts;
  }
}
