package io.glimpse.hub;

import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.ModelSettings;
import io.glimpse.checkpoint.RepositorySnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a model's networks as ONNX files, as the hub has it: {@code onnx/vision_model.onnx}
 * with {@code onnx/text_model.onnx}, or one {@code model.onnx}, which may also be at the top, and
 * the settings beside or above them.
 *
 * @param networks the folder with the networks
 * @param root the folder with settings and tokenizer
 * @param named the file that was named, where it was one
 */
record HubFolder(Path networks, Path root, @Nullable Path named) {

  static final String VISION = "vision_model";
  static final String TEXT = "text_model";
  static final String WHOLE = "model";

  private static final List<String> NAMES = List.of(VISION, TEXT, WHOLE);
  static final String INNER = "onnx";

  /**
   * Finds the networks that a path leads to.
   *
   * @param path a folder, a repository as it is kept by Hugging Face's programs, or a network's
   *     file
   * @return null if there are none, or weights beside them that are read as a checkpoint
   */
  static @Nullable HubFolder find(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return path.toString().endsWith(Variant.ENDING) ? ofFile(path) : null;
    }
    if (!Files.isDirectory(path)) {
      return null;
    }
    Path folder = RepositorySnapshot.of(path);
    for (Path place : List.of(folder.resolve(INNER), folder)) {
      if (hasAny(place)) {
        return Checkpoint.isIn(path) ? null : of(place, null);
      }
    }
    return null;
  }

  private static HubFolder ofFile(Path file) throws CheckpointException {
    for (String network : NAMES) {
      for (Variant variant : Variant.values()) {
        if (file.endsWith(variant.file(network))) {
          // What is a file lies in a folder.
          return of(Objects.requireNonNull(file.toAbsolutePath().getParent()), file);
        }
      }
    }
    throw new CheckpointException(
        file,
        "is no network that is known by its name: those of encoders are vision_model.onnx,"
            + " text_model.onnx and model.onnx, with endings such as _quantized");
  }

  private static HubFolder of(Path networks, @Nullable Path named) {
    Path above = networks.toAbsolutePath().getParent();
    boolean isInner = networks.endsWith(INNER) && !ModelSettings.areIn(networks);
    return new HubFolder(networks, isInner && above != null ? above : networks, named);
  }

  private static boolean hasAny(Path folder) {
    for (String network : NAMES) {
      for (Variant variant : Variant.values()) {
        if (Files.isRegularFile(folder.resolve(variant.file(network)))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Chooses the networks of a model.
   *
   * @param kind that the settings say it is
   * @param eightBits whether the network for pictures shall compute in 8 bits
   * @throws CheckpointException if there is no network for pictures
   */
  NetworkChoice choose(ModelKind kind, boolean eightBits) throws CheckpointException {
    boolean isNamedWhole = named != null && variantOf(WHOLE) != null;
    Path vision = isNamedWhole ? null : best(VISION, eightBits);
    boolean isSplit = vision != null;
    Path images = isSplit ? vision : best(WHOLE, eightBits);
    if (images == null) {
      throw new CheckpointException(
          networks,
          "has neither vision_model.onnx nor model.onnx, and without one there is nothing for"
              + " pictures");
    }
    // Texts are of the best precision whatever pictures are of, as with all other encoders.
    Path texts = !kind.readsTexts() ? null : isSplit ? best(TEXT, false) : images;
    List<String> notes = new ArrayList<>();
    note(images, isSplit ? VISION : WHOLE, eightBits, notes);
    if (isSplit && texts != null) {
      note(texts, TEXT, false, notes);
    }
    return new NetworkChoice(images, texts, notes);
  }

  /** The file of a network: of the variant that was named, or else the best. */
  private @Nullable Path best(String network, boolean eightBits) {
    Variant wanted = namedVariant();
    if (wanted != null) {
      Path file = networks.resolve(wanted.file(network));
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    for (Variant variant : Variant.inOrder(eightBits)) {
      Path file = networks.resolve(variant.file(network));
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }

  /** The network that a file holds, in the best precision that there is. */
  Path inBestPrecision(Path file) {
    for (String network : NAMES) {
      if (String.valueOf(file.getFileName()).startsWith(network)) {
        for (Variant variant : Variant.inOrder(false)) {
          Path better = networks.resolve(variant.file(network));
          if (Files.isRegularFile(better)) {
            return better;
          }
        }
      }
    }
    return file;
  }

  private @Nullable Variant namedVariant() {
    for (String network : NAMES) {
      Variant variant = variantOf(network);
      if (variant != null) {
        return variant;
      }
    }
    return null;
  }

  /** The variant of a network that was named; null if none was, or another network. */
  private @Nullable Variant variantOf(String network) {
    for (Variant variant : Variant.values()) {
      if (named != null && named.endsWith(variant.file(network))) {
        return variant;
      }
    }
    return null;
  }

  private void note(Path file, String network, boolean eightBits, List<String> notes) {
    for (Variant variant : Variant.values()) {
      boolean isExpected = eightBits ? variant.isEightBits() : variant == Variant.FLOAT32;
      if (file.endsWith(variant.file(network)) && !isExpected && variant != namedVariant()) {
        notes.add(
            "%s is taken, as there is no %s"
                .formatted(
                    file,
                    eightBits
                        ? Variant.QUANTIZED.file(network) + ", _int8 or _uint8"
                        : Variant.FLOAT32.file(network)));
      }
    }
  }
}
