package io.glimpse.cli.points;

import io.glimpse.cli.answers.CloudOptions;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.cloud.CloudFile;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.image.PngWriter;
import io.glimpse.projection.DepthView;
import io.glimpse.projection.ViewPreset;
import io.glimpse.tensor.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse points render}: a cloud as depth maps. */
@Command(
    name = "render",
    description = {
      "Writes the depth views of a point cloud or mesh, float32 [views, h, w].",
      "Nothing is centred, scaled or turned unless asked for."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse points render chair.ply -o chair.npy",
      "  glimpse points render chair.off --normalize --up z -o chair.npy --png views/",
      "  glimpse points render clouds.h5#12 --preset pointclip-v2 -o cloud.npy"
    })
final class PointsRenderCommand extends GlimpseCommand {

  /** What PointCLIP works with; a mesh has no points of its own. */
  private static final int MESH_POINTS = 1024;

  @Parameters(paramLabel = "CLOUD", description = "A file, or a row of one (FILE#12).")
  Path path = Path.of("");

  @Option(
      names = "--preset",
      paramLabel = "P",
      defaultValue = "pointclip-zs",
      description =
          "pointclip-zs (default), pointclip-fs, pointclip-v2, or the path of a preset's file.")
  String preset = "pointclip-zs";

  @Option(
      names = "--normalize",
      description = "Centre the points on their mean and scale them into the unit sphere.")
  boolean normalize;

  @Option(
      names = "--up",
      paramLabel = "AXIS",
      description =
          "The cloud's own up axis, y or z; z is turned to y. Default: nothing is turned.")
  @Nullable String up;

  @Option(
      names = "--points",
      paramLabel = "N",
      description =
          "Points to draw from a mesh (default: 1024), or from a larger cloud (default: all), by --seed.")
  @Nullable Integer points;

  @Option(
      names = "--drop-invalid",
      description = "Leave out points that were not measured (NaN); else such a cloud is refused.")
  boolean dropInvalid;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "F.npy",
      description = "The array to write.")
  Path out = Path.of("");

  @Option(
      names = "--png",
      paramLabel = "DIR",
      description = "Write the views as gray pictures, too; the largest value is white.")
  @Nullable Path png;

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    boolean turn = CloudOptions.isZ(up);
    CloudOptions.checkPoints(points);
    ViewPreset drawing = CloudOptions.preset(preset);
    CloudFile file = CloudReader.read(path, dropInvalid);
    if (file.dropped() > 0) {
      console.note(
          "%s: %s"
              .formatted(
                  path,
                  file.dropped() == 1
                      ? "1 point was not measured and is left out"
                      : file.dropped() + " points were not measured and are left out"));
    }
    if (Files.exists(out) && Files.isSameFile(out, CloudReader.file(path))) {
      throw new UsageException("--out is the cloud itself; name another file for the views");
    }
    PointCloud cloud = cloud(file, console);
    if (turn) {
      cloud = cloud.fromZUp();
    }
    if (normalize) {
      cloud = cloud.centred().inUnitSphere();
    }
    List<DepthView> views = drawing.render(cloud);
    try (NpyWriter writer = NpyWriter.float32(out, drawing.size(), drawing.size())) {
      for (DepthView view : views) {
        writer.write(view.values(), 0, view.values().length);
      }
      writer.commit();
    }
    if (png != null) {
      writePictures(views, png);
    }
    report(drawing, cloud, console);
    return console.exitCode();
  }

  private PointCloud cloud(CloudFile file, Console console) {
    if (points != null) {
      return file.sample(points, common.seed());
    }
    if (!file.isMesh()) {
      return file.points();
    }
    console.note(MESH_POINTS + " points are drawn from the mesh; --points asks for more");
    return file.sample(MESH_POINTS, common.seed());
  }

  private static void writePictures(List<DepthView> views, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int v = 0; v < views.size(); v++) {
      DepthView view = views.get(v);
      Path target = folder.resolve(String.format(Locale.ROOT, "view-%02d.png", v));
      PngWriter.write(view.toRgb(view.most()), view.size(), view.size(), target);
    }
  }

  private void report(ViewPreset drawing, PointCloud cloud, Console console) {
    console.print(
        "%s -> %s (%d views of %d x %d pixels, %d points)",
        path, out, drawing.views(), drawing.size(), drawing.size(), cloud.size());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", path.toString());
    json.put("output", out.toString());
    json.put("preset", drawing.name());
    json.put("points", cloud.size());
    json.put("views", drawing.views());
    json.put("size", drawing.size());
    json.put("errors", console.errors());
    console.printJson(json);
  }
}
