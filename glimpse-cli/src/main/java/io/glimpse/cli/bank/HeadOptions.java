package io.glimpse.cli.bank;

import io.glimpse.cli.console.UsageException;
import io.glimpse.multiview.Fusion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a bank of point clouds puts the views of a cloud together. */
final class HeadOptions {

  @Option(
      names = "--fusion",
      paramLabel = "F",
      description =
          "How the views of a point cloud become the feature of a shot: concatenated "
              + "(default, inter-view's) or averaged.")
  @Nullable String fusion;

  @Option(
      names = "--view-weights",
      paramLabel = "W",
      defaultValue = "equal",
      description =
          "Of zero-shot and calip over the views of point clouds: equal (default), or held-out, "
              + "chosen on half of the shots, which calip's parameters are then not chosen on.")
  String viewWeights = "equal";

  /** Whether the weights of the views are chosen. */
  boolean choosesWeights() {
    return switch (viewWeights) {
      case "equal" -> false;
      case "held-out" -> true;
      default ->
          throw new UsageException(
              "--view-weights is equal or held-out, not '" + viewWeights + "'");
    };
  }

  /** How views are fused; null where nothing is said. */
  @Nullable Fusion fusion() {
    try {
      return fusion == null ? null : Fusion.of(fusion);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--fusion: " + e.getMessage());
    }
  }
}
