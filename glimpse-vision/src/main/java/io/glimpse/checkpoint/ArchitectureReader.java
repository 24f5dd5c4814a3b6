package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.Vision;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.ModelConfig.Claim;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the sizes of a model from the shapes of its weights, by the rules of OpenAI's loader. */
final class ArchitectureReader {

  /** What a ResNet shrinks a picture by, and by how much its last stage is wider than its stem. */
  private static final int RESNET_FACTOR = 32;

  private static final int STAGES = 4;

  /** Far beyond any model; products of two sizes and a small factor stay within an int. */
  private static final int LARGEST = 1 << 24;

  private static final Map<String, Size> STORED_SIZES =
      Map.of(
          "input_resolution", Size.RESOLUTION,
          "context_length", Size.CONTEXT,
          "vocab_size", Size.VOCABULARY);

  /** The limit of {@link io.glimpse.image.Preprocessing}. */
  private static final int MAX_RESOLUTION = 8192;

  private final ModelTensors tensors;
  private final ModelConfig config;
  private final Map<Size, Integer> sizes = new EnumMap<>(Size.class);

  private ArchitectureReader(ModelTensors tensors, ModelConfig config) {
    this.tensors = tensors;
    this.config = config;
  }

  /**
   * Reads the sizes.
   *
   * @throws CheckpointException if it is no CLIP model, or the configuration says otherwise
   */
  static ClipArchitecture read(ModelTensors tensors, ModelConfig config)
      throws CheckpointException {
    return new ArchitectureReader(tensors, config).read();
  }

  private ClipArchitecture read() throws CheckpointException {
    boolean isTransformer = tensors.find("visual.proj") != null;
    if (!isTransformer && tensors.find("visual.layer1.0.conv1.weight") == null) {
      throw new CheckpointException(
          tensors.file(),
          "is of no known architecture: it has neither the tensor 'visual.proj' of CLIP's vision"
              + " transformers nor 'visual.layer1.0.conv1.weight' of its ResNets");
    }
    List<Integer> blocks = isTransformer ? null : blocks();
    readSizes(blocks);
    for (Map.Entry<Size, Integer> size : sizes.entrySet()) {
      if (size.getValue() > LARGEST) {
        throw new CheckpointException(
            tensors.file(),
            "its shapes give %d for %s, the limit is %d"
                .formatted(size.getValue(), size.getKey().title(), LARGEST));
      }
    }
    for (var stored : STORED_SIZES.entrySet()) {
      confirm(stored.getKey(), stored.getValue());
    }
    for (Claim claim : config.claims()) {
      Integer size = sizes.get(claim.size());
      if (size != null && size != claim.value()) {
        throw new CheckpointException(
            claim.file(),
            "%s is %d, but the weights in %s say %d"
                .formatted(claim.key(), claim.value(), tensors.file().getFileName(), size));
      }
    }
    if (config.file() != null && config.blocks() != null && !config.blocks().equals(blocks)) {
      throw new CheckpointException(
          config.file(),
          "the image tower has the layers %s, but the weights in %s are %s"
              .formatted(
                  config.blocks(),
                  tensors.file().getFileName(),
                  blocks == null ? "a vision transformer" : "a ResNet of " + blocks));
    }
    return new ClipArchitecture(vision(blocks), text(), size(Size.EMBEDDING), config.activation());
  }

  /** Checks a size that OpenAI's archives hold as a number. */
  private void confirm(String name, Size size) throws CheckpointException {
    Tensor tensor = tensors.find(name);
    if (tensor != null && tensor.elements() == 1) {
      FloatBuffer value = FloatBuffer.allocate(1);
      tensor.read(0, value);
      if (value.get(0) != size(size)) {
        throw tensors.refusal(
            name, "is %s, but the shapes of the others say %d".formatted(value.get(0), size(size)));
      }
    }
  }

  private void readSizes(@Nullable List<Integer> blocks) throws CheckpointException {
    List<Integer> projection = tensors.shape("text_projection", 2);
    sizes.put(Size.EMBEDDING, projection.get(1));
    sizes.put(Size.CONTEXT, tensors.shape("positional_embedding", 2).get(0));
    sizes.put(Size.VOCABULARY, tensors.shape("token_embedding.weight", 2).get(0));
    sizes.put(Size.TEXT_WIDTH, tensors.shape("ln_final.weight", 1).get(0));
    readTransformer("transformer.resblocks.", Size.TEXT_LAYERS, Size.TEXT_PERCEPTRON);
    if (blocks == null) {
      List<Integer> stem = tensors.shape("visual.conv1.weight", 4);
      sizes.put(Size.VISION_WIDTH, stem.get(0));
      sizes.put(Size.PATCH, stem.get(3));
      int grid = grid("visual.positional_embedding");
      sizes.put(Size.RESOLUTION, resolution("visual.positional_embedding", stem.get(3), grid));
      readTransformer("visual.transformer.resblocks.", Size.VISION_LAYERS, Size.VISION_PERCEPTRON);
    } else {
      sizes.put(Size.VISION_WIDTH, tensors.shape("visual.layer1.0.conv1.weight", 4).get(0));
      int grid = grid("visual.attnpool.positional_embedding");
      sizes.put(
          Size.RESOLUTION, resolution("visual.attnpool.positional_embedding", RESNET_FACTOR, grid));
    }
  }

  private void readTransformer(String prefix, Size layers, Size perceptron)
      throws CheckpointException {
    int count = count(prefix);
    if (count == 0) {
      throw new CheckpointException(
          tensors.file(), "has no transformer: no tensor is named '" + prefix + "0...'");
    }
    sizes.put(layers, count);
    sizes.put(perceptron, tensors.shape(prefix + "0.mlp.c_fc.weight", 2).get(0));
  }

  private Vision vision(@Nullable List<Integer> blocks) throws CheckpointException {
    int width = size(Size.VISION_WIDTH);
    if (blocks == null) {
      return new VisionTransformer(
          size(Size.RESOLUTION),
          size(Size.PATCH),
          width,
          size(Size.VISION_LAYERS),
          heads("image", width, config.visionHeads(), config.visionHeadWidth()));
    }
    int pool = Math.multiplyExact(width, RESNET_FACTOR);
    return new ResNet(
        size(Size.RESOLUTION),
        width,
        blocks,
        heads("image", pool, config.visionHeads(), config.visionHeadWidth()));
  }

  private Text text() throws CheckpointException {
    int width = size(Size.TEXT_WIDTH);
    return new Text(
        size(Size.CONTEXT),
        size(Size.VOCABULARY),
        width,
        size(Size.TEXT_LAYERS),
        heads("text", width, config.textHeads(), ModelConfig.HEAD_WIDTH));
  }

  private int heads(String tower, int width, @Nullable Integer heads, int headWidth)
      throws CheckpointException {
    if (heads != null && width % heads == 0) {
      return heads;
    }
    if (heads == null && width % headWidth == 0) {
      return width / headWidth;
    }
    String division = heads == null ? "heads of width " + headWidth : heads + " heads";
    if (config.file() == null) {
      throw new CheckpointException(
          tensors.file(),
          "its %s tower is %d wide, which OpenAI's %s do not divide; %s beside it would tell them"
              .formatted(tower, width, division, OpenClipConfig.FILE));
    }
    throw new CheckpointException(
        config.file(),
        "gives the %s tower %s, but its width of %d cannot be divided so"
            .formatted(tower, division, width));
  }

  private List<Integer> blocks() throws CheckpointException {
    List<Integer> blocks = new ArrayList<>();
    for (int stage = 1; stage <= STAGES; stage++) {
      String prefix = "visual.layer" + stage + ".";
      tensors.get(prefix + "0.conv1.weight");
      blocks.add(count(prefix));
    }
    return blocks;
  }

  /** How many numbers follow the prefix; a gap among them shows later, as a missing tensor. */
  private int count(String prefix) {
    Set<String> numbers = new HashSet<>();
    for (String name : tensors.names()) {
      int dot = name.indexOf('.', prefix.length());
      if (name.startsWith(prefix) && dot > 0) {
        numbers.add(name.substring(prefix.length(), dot));
      }
    }
    return numbers.size();
  }

  private int resolution(String positions, int factor, int grid) throws CheckpointException {
    long resolution = (long) factor * grid;
    if (resolution > MAX_RESOLUTION) {
      throw tensors.refusal(
          positions, "is for pictures of " + resolution + " pixels a side, which is too large");
    }
    return (int) resolution;
  }

  /** Places a side, from a table with one row for each and one for the whole. */
  private int grid(String positions) throws CheckpointException {
    int rows = tensors.shape(positions, 2).get(0);
    int grid = (int) Math.sqrt(rows - 1);
    if (grid < 1 || grid * grid + 1 != rows) {
      throw tensors.refusal(positions, "has " + rows + " rows, which is no square and one");
    }
    return grid;
  }

  @SuppressWarnings("NullAway") // readSizes has put it
  private int size(Size size) {
    return sizes.get(size);
  }
}
