package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Vision;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the sizes of CLIP's image tower, by the rules of OpenAI's loader. */
final class ClipVisionReader {

  /** What a ResNet shrinks a picture by, and by how much its last stage is wider than its stem. */
  private static final int RESNET_FACTOR = 32;

  private static final int STAGES = 4;

  private final MeasuredSizes sizes;
  private final ModelTensors tensors;
  private final @Nullable List<Integer> blocks;

  private ClipVisionReader(MeasuredSizes sizes, @Nullable List<Integer> blocks) {
    this.sizes = sizes;
    this.tensors = sizes.tensors();
    this.blocks = blocks;
  }

  /**
   * Measures the tower.
   *
   * @param sizes takes its sizes down
   * @throws CheckpointException if there is no such tower
   */
  static ClipVisionReader measure(MeasuredSizes sizes) throws CheckpointException {
    ModelTensors tensors = sizes.tensors();
    boolean isTransformer = tensors.find("visual.proj") != null;
    if (!isTransformer && tensors.find("visual.layer1.0.conv1.weight") == null) {
      throw new CheckpointException(
          tensors.file(),
          "is of no known architecture: it has neither the tensor 'visual.proj' of CLIP's vision"
              + " transformers nor 'visual.layer1.0.conv1.weight' of its ResNets");
    }
    ClipVisionReader reader = new ClipVisionReader(sizes, isTransformer ? null : blocks(sizes));
    reader.putSizes();
    return reader;
  }

  /** Blocks of the stages of a ResNet; null for a vision transformer. */
  @Nullable List<Integer> blocks() {
    return blocks;
  }

  private void putSizes() throws CheckpointException {
    if (blocks == null) {
      List<Integer> stem = tensors.shape("visual.conv1.weight", 4);
      sizes.put(Size.VISION_WIDTH, stem.get(0));
      sizes.put(Size.PATCH, stem.get(3));
      putResolution("visual.positional_embedding", stem.get(3));
      sizes.putTransformer(
          "visual.transformer.resblocks.",
          "mlp.c_fc.weight",
          Size.VISION_LAYERS,
          Size.VISION_PERCEPTRON);
    } else {
      sizes.put(Size.VISION_WIDTH, tensors.shape("visual.layer1.0.conv1.weight", 4).get(0));
      putResolution("visual.attnpool.positional_embedding", RESNET_FACTOR);
    }
  }

  private void putResolution(String positions, int factor) throws CheckpointException {
    int grid = sizes.grid(positions, tensors.shape(positions, 2).get(0), 1);
    sizes.put(Size.RESOLUTION, sizes.resolution(positions, factor, grid));
  }

  /** The tower, its heads divided as the configuration says. */
  Vision tower(ModelConfig config) throws CheckpointException {
    int width = sizes.of(Size.VISION_WIDTH);
    if (blocks == null) {
      return new VisionTransformer(
          sizes.of(Size.RESOLUTION),
          sizes.of(Size.PATCH),
          width,
          sizes.of(Size.VISION_LAYERS),
          config.visionHeads(tensors.file(), width));
    }
    int pool = Math.multiplyExact(width, RESNET_FACTOR);
    return new ResNet(
        sizes.of(Size.RESOLUTION), width, blocks, config.visionHeads(tensors.file(), pool));
  }

  private static List<Integer> blocks(MeasuredSizes sizes) throws CheckpointException {
    List<Integer> blocks = new ArrayList<>();
    for (int stage = 1; stage <= STAGES; stage++) {
      String prefix = "visual.layer" + stage + ".";
      sizes.tensors().get(prefix + "0.conv1.weight");
      blocks.add(sizes.count(prefix));
    }
    return blocks;
  }
}
