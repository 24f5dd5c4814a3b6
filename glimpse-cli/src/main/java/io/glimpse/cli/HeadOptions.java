package io.glimpse.cli;

import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Sees;
import io.glimpse.multiview.Fusion;
import java.util.Map;
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
    return viewWeights.equals("held-out");
  }

  /** Checks the options for examples of one kind, and gives the fusion. */
  Fusion check(Method how, BankKind kind) {
    if (!viewWeights.equals("equal") && !choosesWeights()) {
      throw new UsageException("--view-weights is equal or held-out, not '" + viewWeights + "'");
    }
    if (kind == BankKind.PICTURES) {
      if (fusion != null || choosesWeights() || how.needs(Need.VIEWS)) {
        throw new UsageException(
            "--fusion, --view-weights and --method inter-view are for point clouds; these examples"
                + " are pictures");
      }
      return Fusion.AVERAGED;
    }
    if (how.needs(Need.SHOT_TOKENS)) {
      throw new UsageException(
          "'"
              + how.name()
              + "' learns from the places of one picture a shot, and a cloud is several views; use"
              + " calip, tip, tip-f or inter-view");
    }
    if (choosesWeights() && how.sees() == Sees.ALL_VIEWS) {
      throw new UsageException(
          "--view-weights held-out is for zero-shot and calip; '"
              + how.name()
              + "' compares clouds with shots, all views at a time");
    }
    Fusion chosen = chosen(how.sees() == Sees.ALL_VIEWS ? Fusion.USUAL : Fusion.AVERAGED);
    if (how.needs(Need.VIEWS) && chosen != Fusion.CONCATENATED) {
      throw new UsageException("inter-view takes views concatenated; leave --fusion out");
    }
    if (how.sees() == Sees.EACH_VIEW && chosen != Fusion.AVERAGED) {
      throw new UsageException(
          "'" + how.name() + "' answers views one by one; --fusion is for methods with shots");
    }
    return chosen;
  }

  private Fusion chosen(Fusion usual) {
    try {
      return fusion == null ? usual : Fusion.of(fusion);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--fusion: " + e.getMessage());
    }
  }

  /** What the views of a preset say of a method's parameters. */
  static Map<String, String> defaults(Method how, Map<String, String> encoders, int views) {
    Map<String, String> ofViews = how.parametersFor(views);
    return ofViews.isEmpty() ? encoders : ofViews;
  }
}
