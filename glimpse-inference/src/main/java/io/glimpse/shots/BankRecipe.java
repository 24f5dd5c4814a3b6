package io.glimpse.shots;

import io.glimpse.argument.Given;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.input.CloudRendering;
import io.glimpse.local.Tiling;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.method.Sees;
import io.glimpse.method.Selection;
import io.glimpse.multiview.Fusion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a bank is made of examples, as plain data.
 *
 * @param method the name of the method
 * @param parameters values of its parameters that are not left to the encoder and the selection
 * @param selection how parameters are chosen; null for {@link #usualSelection}
 * @param templates sentences around the names, {@code {}} their place; none for the encoder's own
 * @param augmentations that stand for each image: their mean is its key, and training draws one
 *     each epoch; 1 for the image itself
 * @param seed of whatever is drawn
 * @param clouds how point clouds become images
 * @param fusion how the views of a point cloud become the feature of a shot; null for the method's
 *     own
 * @param heldOutViewWeights whether a method that answers the views of clouds one by one has their
 *     weights chosen, on half of the shots
 * @param said of classes beyond their names
 * @param local whether small places of pictures count as well
 * @param tiles how pictures are cut for their small places
 */
public record BankRecipe(
    String method,
    Map<String, String> parameters,
    @Nullable Selection selection,
    List<String> templates,
    int augmentations,
    long seed,
    CloudRendering clouds,
    @Nullable Fusion fusion,
    boolean heldOutViewWeights,
    ClassDescriptions said,
    LocalMode local,
    Tiling tiles) {

  /** The method of a bank where none is named. */
  public static final String USUAL_METHOD = "auto";

  /** More of them would say nothing more. */
  public static final int MOST_AUGMENTATIONS = 1000;

  private static final long USUAL_SEED = 1;

  public BankRecipe {
    Objects.requireNonNull(method, "method");
    parameters = Given.map(parameters, "parameters");
    templates = Given.list(templates, "templates");
    Objects.requireNonNull(clouds, "clouds");
    Objects.requireNonNull(said, "said");
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(tiles, "tiles");
    if (local == LocalMode.OFF && !tiles.isOne()) {
      throw new ParameterException(
          "tiles are what small places are looked at in, and those are left out");
    }
    if (augmentations < 1 || augmentations > MOST_AUGMENTATIONS) {
      throw new ParameterException(
          "an image has 1 to " + MOST_AUGMENTATIONS + " augmentations, not " + augmentations);
    }
    if (selection == Selection.REFERENCE) {
      throw new ParameterException("a bank is never chosen on test pictures");
    }
    Parameters.of(Methods.of(method), parameters);
  }

  /** `auto`, which has nothing to choose, with small places where they help. */
  public static BankRecipe usual() {
    return new BankRecipe(
        USUAL_METHOD,
        Map.of(),
        null,
        List.of(),
        1,
        USUAL_SEED,
        CloudRendering.usual(),
        null,
        false,
        ClassDescriptions.NONE,
        LocalMode.AUTO,
        Tiling.ONE);
  }

  /** The same with another method, whose parameters are left open. */
  public BankRecipe withMethod(String name) {
    return changed(
        draft -> {
          draft.method = name;
          draft.parameters = Map.of();
        });
  }

  /** The same with values of the method's parameters. */
  public BankRecipe withParameters(Map<String, String> values) {
    return changed(draft -> draft.parameters = values);
  }

  /** The same with parameters chosen in another way. */
  public BankRecipe withSelection(@Nullable Selection other) {
    return changed(draft -> draft.selection = other);
  }

  /** The same with other sentences around the names. */
  public BankRecipe withTemplates(List<String> sentences) {
    return changed(draft -> draft.templates = sentences);
  }

  /** The same with so many augmentations of each image. */
  public BankRecipe withAugmentations(int count) {
    return changed(draft -> draft.augmentations = count);
  }

  /** The same with another seed, also for the points of clouds. */
  public BankRecipe withSeed(long other) {
    return changed(
        draft -> {
          draft.seed = other;
          draft.clouds = clouds.withSeed(other);
        });
  }

  /** The same with point clouds that are drawn otherwise. */
  public BankRecipe withClouds(CloudRendering rendering) {
    return changed(draft -> draft.clouds = rendering);
  }

  /** The same with the views of point clouds fused in another way. */
  public BankRecipe withFusion(@Nullable Fusion other) {
    return changed(draft -> draft.fusion = other);
  }

  /** The same with weights of views that are chosen on half of the shots, or not. */
  public BankRecipe withHeldOutViewWeights(boolean chosen) {
    return changed(draft -> draft.heldOutViewWeights = chosen);
  }

  /** The same with something said of classes beyond their names. */
  public BankRecipe withDescriptions(ClassDescriptions descriptions) {
    Objects.requireNonNull(descriptions, "descriptions");
    return changed(draft -> draft.said = descriptions);
  }

  /** The same with small places of pictures, or without. */
  public BankRecipe withLocal(LocalMode mode) {
    return changed(draft -> draft.local = mode);
  }

  /** The same with pictures that are cut for their small places, or not. */
  public BankRecipe withTiles(Tiling tiling) {
    return changed(draft -> draft.tiles = tiling);
  }

  private BankRecipe changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.recipe();
  }

  /** A recipe that is being changed. */
  private static final class Draft {
    private String method;
    private Map<String, String> parameters;
    private @Nullable Selection selection;
    private List<String> templates;
    private int augmentations;
    private long seed;
    private CloudRendering clouds;
    private @Nullable Fusion fusion;
    private boolean heldOutViewWeights;
    private ClassDescriptions said;
    private LocalMode local;
    private Tiling tiles;

    Draft(BankRecipe of) {
      this.method = of.method;
      this.parameters = of.parameters;
      this.selection = of.selection;
      this.templates = of.templates;
      this.augmentations = of.augmentations;
      this.seed = of.seed;
      this.clouds = of.clouds;
      this.fusion = of.fusion;
      this.heldOutViewWeights = of.heldOutViewWeights;
      this.said = of.said;
      this.local = of.local;
      this.tiles = of.tiles;
    }

    BankRecipe recipe() {
      return new BankRecipe(
          method,
          parameters,
          selection,
          templates,
          augmentations,
          seed,
          clouds,
          fusion,
          heldOutViewWeights,
          said,
          local,
          tiles);
    }
  }

  /**
   * How the parameters of a method are chosen where nobody says it: by validation data where there
   * are such, else by leave-one-out if it has that.
   */
  public static Selection usualSelection(String method, boolean validated) {
    Objects.requireNonNull(method, "method");
    if (validated) {
      return Selection.VALIDATION;
    }
    return Methods.of(method).selections().contains(Selection.LEAVE_ONE_OUT)
        ? Selection.LEAVE_ONE_OUT
        : Selection.FIXED;
  }

  /** How parameters are chosen, with validation data or without. */
  Selection selection(boolean validated) {
    Selection chosen = selection != null ? selection : usualSelection(method, validated);
    if ((chosen == Selection.VALIDATION) != validated) {
      throw new ParameterException(
          validated
              ? "there are validation pictures, but the selection is '" + chosen + "'"
              : "selection 'val' needs validation pictures");
    }
    return chosen;
  }

  /**
   * Refuses what cannot be made of examples of one kind.
   *
   * @throws ParameterException saying what does not go together
   */
  public void requireFitting(BankKind kind) {
    Objects.requireNonNull(kind, "kind");
    shots(kind);
  }

  /** What stands for each example. */
  ShotRecipe shots(BankKind kind) {
    Method made = Methods.of(method);
    if (kind == BankKind.IMAGES) {
      if (fusion != null || heldOutViewWeights || made.needs(Need.VIEWS)) {
        throw new ParameterException(
            "how views are fused and weighted, and methods such as 'inter-view', are for point"
                + " clouds; these examples are pictures");
      }
      return new ShotRecipe(augmentations, seed, kind, Fusion.AVERAGED);
    }
    if (augmentations > 1) {
      // Crops and mirroring are for images.
      throw new ParameterException(
          "augmented views are for pictures; point clouds have the views of their preset");
    }
    return new ShotRecipe(1, seed, kind, fusionOfClouds(made));
  }

  private Fusion fusionOfClouds(Method made) {
    if (made.needs(Need.SHOT_TOKENS)) {
      throw new ParameterException(
          "'"
              + method
              + "' learns from the places of one picture a shot, and a cloud is several views; use"
              + " calip, tip, tip-f or inter-view");
    }
    boolean allViews = made.sees() == Sees.ALL_VIEWS;
    if (heldOutViewWeights && allViews) {
      throw new ParameterException(
          "weights of views are chosen for zero-shot and calip; '"
              + method
              + "' compares clouds with shots, all views at a time");
    }
    Fusion own = allViews ? Fusion.USUAL : Fusion.AVERAGED;
    if (fusion == null) {
      return own;
    }
    if (made.needs(Need.VIEWS) && fusion != Fusion.CONCATENATED) {
      throw new ParameterException("'" + method + "' takes views concatenated");
    }
    if (!allViews && fusion != Fusion.AVERAGED) {
      throw new ParameterException(
          "'" + method + "' answers views one by one; they are fused for methods with shots");
    }
    return fusion;
  }
}
