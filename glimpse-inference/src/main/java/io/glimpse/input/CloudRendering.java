package io.glimpse.input;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.cloud.CloudReader;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.progress.Notes;
import io.glimpse.projection.CloudViews;
import io.glimpse.projection.ViewPreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How point clouds become images.
 *
 * @param preset the views
 * @param zUp whether z points up, and is turned to y first
 * @param points to draw from a mesh or a larger cloud, 1 to {@value #MOST_POINTS}
 * @param seed that they are drawn by
 * @param dropInvalid whether points that were not measured are left out; else such clouds are
 *     refused
 */
public record CloudRendering(
    ViewPreset preset, boolean zUp, int points, long seed, boolean dropInvalid) {

  /** More points than this show nothing more in views of some hundred pixels. */
  public static final int MOST_POINTS = 10_000_000;

  private static final String USUAL_PRESET = "pointclip-fs";
  private static final int USUAL_POINTS = 2048;

  public CloudRendering {
    if (points < 1 || points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "points must be between 1 and " + MOST_POINTS + ", not " + points);
    }
  }

  /** Of clouds all of whose points have to be measured. */
  public CloudRendering(ViewPreset preset, boolean zUp, int points, long seed) {
    this(preset, zUp, points, seed, false);
  }

  /** Ten views of PointCLIP's few-shot preset, y up, 2,048 points, seed 1. */
  public static CloudRendering usual() {
    return Usual.RENDERING;
  }

  /** Reading the preset takes as long as a shot may that is added to a bank. */
  private static final class Usual {
    static final CloudRendering RENDERING =
        new CloudRendering(ViewPreset.of(USUAL_PRESET), false, USUAL_POINTS, 1);
  }

  /** The same with another preset. */
  public CloudRendering withPreset(ViewPreset other) {
    return new CloudRendering(other, zUp, points, seed, dropInvalid);
  }

  /** The same with z up, or y. */
  public CloudRendering withZUp(boolean up) {
    return new CloudRendering(preset, up, points, seed, dropInvalid);
  }

  /** The same with another number of points. */
  public CloudRendering withPoints(int count) {
    return new CloudRendering(preset, zUp, count, seed, dropInvalid);
  }

  /** The same with points drawn by another seed. */
  public CloudRendering withSeed(long other) {
    return new CloudRendering(preset, zUp, points, other, dropInvalid);
  }

  /** The same with points that were not measured left out, or such clouds refused. */
  public CloudRendering withDropInvalid(boolean drop) {
    return new CloudRendering(preset, zUp, points, seed, drop);
  }

  /**
   * As the shots of a bank were drawn.
   *
   * @param name of the bank, for messages
   * @param otherwise for a bank that does not say, such as one of images; points that were not
   *     measured are left out where either wants it
   * @throws IOException if its preset cannot be had any more
   */
  public static CloudRendering ofBank(Bank bank, String name, CloudRendering otherwise)
      throws IOException {
    CloudDrawing drawing = bank.clouds();
    if (drawing == null) {
      return otherwise;
    }
    ViewPreset preset = preset(drawing, name);
    try {
      return new CloudRendering(
          preset,
          drawing.up().equals("z"),
          drawing.points(),
          drawing.seed(),
          drawing.dropInvalid() || otherwise.dropInvalid());
    } catch (IllegalArgumentException e) {
      throw new InputException(name, "of its clouds, " + e.getMessage(), e);
    }
  }

  /** The preset of a bank: by what the bank holds of it, else by its name or path. */
  private static ViewPreset preset(CloudDrawing drawing, String name) throws IOException {
    if (!drawing.presetText().isEmpty()) {
      try {
        return ViewPreset.ofText(drawing.preset(), drawing.presetText());
      } catch (IllegalArgumentException e) {
        throw new InputException(name, "the preset of its clouds, " + e.getMessage(), e);
      }
    }
    try {
      return preset(drawing.preset());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          name, "its clouds were drawn with the preset " + drawing.preset() + ", which is gone", e);
    }
  }

  /**
   * A preset by its name, or by the path of its file.
   *
   * @throws IllegalArgumentException if there is neither, saying what there is
   * @throws IOException if the file cannot be read or is no preset
   */
  public static ViewPreset preset(String name) throws IOException {
    if (ViewPreset.names().contains(name) || !isFile(name)) {
      try {
        return ViewPreset.of(name);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + ", and no such file", e);
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

  /**
   * What a bank remembers of it.
   *
   * @param weights of the views; null where all count alike
   */
  public CloudDrawing drawing(Fusion fusion, @Nullable ViewWeights weights) {
    return new CloudDrawing(
        preset.name(), preset.text(), zUp ? "z" : "y", points, seed, fusion, weights, dropInvalid);
  }

  /**
   * What takes clouds to images.
   *
   * @param notes hear once what is done to clouds, on the thread that reads the first
   */
  public CloudViews views(Notes notes) {
    return new CloudViews(preset, new UprightClouds(this, notes));
  }

  /** The preset's template where all inputs are point clouds, else none. */
  public List<String> templates(List<? extends Input> inputs) {
    return !inputs.isEmpty() && inputs.stream().allMatch(CloudReader::isCloud)
        ? List.of(preset.template())
        : List.of();
  }
}
