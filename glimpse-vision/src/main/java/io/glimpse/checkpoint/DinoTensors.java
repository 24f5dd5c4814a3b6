package io.glimpse.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tensors of DINOv2 and DINOv3, which differ in their names. */
final class DinoTensors {

  /** What no other family has. */
  static final String CLASS_TOKEN = "embeddings.cls_token";

  private static final String REGISTERS = "embeddings.register_tokens";
  private static final String TABLE = "embeddings.position_embeddings";
  private static final int CHANNELS = 3;

  private final ModelTensors tensors;
  private final boolean third;
  private final MeasuredSizes sizes;
  private final boolean gated;

  private DinoTensors(ModelTensors tensors, boolean third) throws CheckpointException {
    this.tensors = tensors;
    this.third = third;
    this.sizes = new MeasuredSizes(tensors);
    this.gated = tensors.find(layers() + "0." + gate() + ".weight") != null;
    measure();
  }

  /**
   * Measures a checkpoint.
   *
   * @param title of the family, for messages
   * @param third whether it is DINOv3
   */
  static DinoTensors of(String title, boolean third, StoredModel stored)
      throws CheckpointException {
    Map<String, String> names = new HashMap<>();
    stored.tensors().keySet().forEach(name -> names.put(name, stored.prefix() + name));
    return new DinoTensors(new ModelTensors(stored.file(), title, stored.tensors(), names), third);
  }

  ModelTensors all() {
    return tensors;
  }

  MeasuredSizes sizes() {
    return sizes;
  }

  /** Whether a perceptron's first layer is multiplied by another's activation. */
  boolean gated() {
    return gated;
  }

  /** Rows and columns of the table of places, which DINOv2 has. */
  int side() throws CheckpointException {
    return sizes.grid(TABLE, tensors.shape(TABLE, 3).get(1), 1);
  }

  private String layers() {
    return third ? "layer." : "encoder.layer.";
  }

  private String patches() {
    return "embeddings.patch_embeddings" + (third ? "" : ".projection");
  }

  private String gate() {
    return third ? "mlp.gate_proj" : "mlp.weights_in";
  }

  private String down() {
    return third ? "mlp.down_proj" : gated ? "mlp.weights_out" : "mlp.fc2";
  }

  private void measure() throws CheckpointException {
    List<Integer> patches = tensors.shape(patches() + ".weight", 4);
    sizes.put(Size.VISION_WIDTH, patches.get(0));
    sizes.put(Size.PATCH, patches.get(3));
    int count = sizes.count(layers());
    if (count == 0) {
      throw new CheckpointException(
          tensors.file(), "has no transformer: no tensor is named '" + layers() + "0...'");
    }
    sizes.put(Size.VISION_LAYERS, count);
    sizes.put(
        Size.VISION_PERCEPTRON, tensors.shape(layers() + "0." + down() + ".weight", 2).get(1));
    sizes.put(
        Size.REGISTERS, tensors.find(REGISTERS) == null ? 0 : tensors.shape(REGISTERS, 3).get(1));
    if (!third) {
      sizes.put(Size.RESOLUTION, sizes.resolution(TABLE, patches.get(3), side()));
    }
  }

  /**
   * The names of all tensors that a model of that architecture uses.
   *
   * @throws CheckpointException if one is missing, or has another shape
   */
  List<String> required(DinoArchitecture model) throws CheckpointException {
    ExpectedTensors expected = new ExpectedTensors(tensors);
    int width = model.blocks().width();
    expected.require(CLASS_TOKEN, 1, 1, width);
    expected.require(patches() + ".weight", width, CHANNELS, model.patch(), model.patch());
    expected.require(patches() + ".bias", width);
    if (!third) {
      expected.require(TABLE, 1, side() * side() + 1, width);
    }
    if (model.registers() > 0) {
      expected.require(REGISTERS, 1, model.registers(), width);
    }
    for (int layer = 0; layer < model.blocks().layers(); layer++) {
      String block = layers() + layer + ".";
      expected.affine(block + "norm1", width);
      attention(expected, block + "attention.", width);
      expected.require(block + "layer_scale1.lambda1", width);
      expected.affine(block + "norm2", width);
      perceptron(expected, block, width, sizes.of(Size.VISION_PERCEPTRON));
      expected.require(block + "layer_scale2.lambda1", width);
    }
    expected.affine(third ? "norm" : "layernorm", width);
    return expected.names();
  }

  private void attention(ExpectedTensors expected, String attention, int width)
      throws CheckpointException {
    List<String> layers =
        third
            ? List.of("q_proj", "k_proj", "v_proj", "o_proj")
            : List.of("attention.query", "attention.key", "attention.value", "output.dense");
    for (String layer : layers) {
      expected.linearWithOrWithoutBias(attention + layer, width, width);
    }
  }

  private void perceptron(ExpectedTensors expected, String block, int width, int hidden)
      throws CheckpointException {
    if (third) {
      expected.linearWithOrWithoutBias(block + "mlp.up_proj", hidden, width);
    }
    if (gated) {
      expected.linearWithOrWithoutBias(block + gate(), third ? hidden : 2 * hidden, width);
    } else if (!third) {
      expected.linearWithOrWithoutBias(block + "mlp.fc1", hidden, width);
    }
    expected.linearWithOrWithoutBias(block + down(), width, hidden);
  }
}
