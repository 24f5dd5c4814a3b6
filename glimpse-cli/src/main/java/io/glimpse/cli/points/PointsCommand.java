package io.glimpse.cli.points;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code glimpse points}: point clouds and meshes. */
@Command(
    name = "points",
    description = "Looks at point clouds and meshes, and renders them to depth maps.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PointsInfoCommand.class, PointsRenderCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse points info chair.ply scans/",
      "  glimpse points render chair.ply --preset pointclip-v2 --normalize -o chair.npy --png views/"
    })
public final class PointsCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    throw new ParameterException(spec.commandLine(), "a command is missing: info or render");
  }
}
