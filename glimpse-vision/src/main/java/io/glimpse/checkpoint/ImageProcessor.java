package io.glimpse.checkpoint;

import io.glimpse.image.Filter;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Preprocessing.Rgb;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The classes of transformers that prepare pictures, with what they take for granted where a file
 * leaves it out.
 */
enum ImageProcessor {
  CLIP("CLIP", false, true, Filter.BICUBIC, Numbers.CLIP),
  CHINESE_CLIP("ChineseCLIP", false, true, Filter.BICUBIC, Numbers.CLIP),
  SIGLIP("Siglip", true, false, Filter.BICUBIC, Numbers.HALVES),
  /**
   * DINOv2's, with registers and without; its own numbers are CLIP's, and files give ImageNet's.
   */
  BIT("Bit", false, true, Filter.BICUBIC, Numbers.CLIP),
  DINOV3("DINOv3ViT", true, false, Filter.BILINEAR, Numbers.IMAGENET),
  VIT("ViT", true, false, Filter.BILINEAR, Numbers.HALVES);

  /** Rows and columns that all of them assume. */
  static final int SIDE = 224;

  /** What follows a name: in old files, in new ones, and for tensors or Pillow. */
  private static final Pattern ENDING =
      Pattern.compile("(FeatureExtractor|ImageProcessor)(Fast|Pil)?$");

  /** Mean and deviation. */
  private enum Numbers {
    CLIP,
    IMAGENET,
    HALVES;

    Rgb mean() {
      return switch (this) {
        case CLIP -> Preprocessing.clip(1).mean();
        case IMAGENET -> Rgb.of(0.485, 0.456, 0.406);
        case HALVES -> Rgb.of(0.5);
      };
    }

    Rgb std() {
      return switch (this) {
        case CLIP -> Preprocessing.clip(1).std();
        case IMAGENET -> Rgb.of(0.229, 0.224, 0.225);
        case HALVES -> Rgb.of(0.5);
      };
    }
  }

  private final String title;
  private final boolean squashes;
  private final boolean crops;
  private final Filter filter;
  private final Numbers numbers;

  ImageProcessor(String title, boolean squashes, boolean crops, Filter filter, Numbers numbers) {
    this.title = title;
    this.squashes = squashes;
    this.crops = crops;
    this.filter = filter;
    this.numbers = numbers;
  }

  /** By the name of the class that a file gives; its own where it gives none. */
  static ImageProcessor named(ConfigValues file, String key, ImageProcessor otherwise)
      throws CheckpointException {
    if (!file.has(key)) {
      return otherwise;
    }
    String name = file.text(key, "");
    String stem = ENDING.matcher(name).replaceFirst("");
    for (ImageProcessor each : values()) {
      if (each.title.equals(stem)) {
        return each;
      }
    }
    throw file.refusal(
        key,
        "is '%s', but only %s are known here"
            .formatted(
                name,
                Arrays.stream(values())
                    .map(each -> each.title + "ImageProcessor")
                    .collect(Collectors.joining(", "))));
  }

  /** Whether a bare number for a size is a square's, and not the shortest side's. */
  boolean squashes(boolean cropped) {
    return squashes || (this == CHINESE_CLIP && !cropped);
  }

  boolean crops() {
    return crops;
  }

  Filter filter() {
    return filter;
  }

  Rgb mean() {
    return numbers.mean();
  }

  Rgb std() {
    return numbers.std();
  }
}
