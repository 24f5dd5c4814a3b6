package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import java.util.ArrayList;
import java.util.List;

/** Checks that every tensor that a model of given sizes uses is there, and of the right shape. */
final class ExpectedTensors {

  private static final int CHANNELS = 3;

  /** What a bottleneck's last convolution is wider than its others by. */
  private static final int EXPANSION = 4;

  /** The same of the attention pool and the stem. */
  private static final int POOL_FACTOR = 32;

  private final ModelTensors tensors;
  private final List<String> names = new ArrayList<>();

  private ExpectedTensors(ModelTensors tensors) {
    this.tensors = tensors;
  }

  /**
   * Checks both towers.
   *
   * @return the names of all tensors that the model uses
   */
  static List<String> check(ModelTensors tensors, ClipArchitecture model)
      throws CheckpointException {
    ExpectedTensors expected = new ExpectedTensors(tensors);
    if (model.vision() instanceof VisionTransformer vision) {
      expected.visionTransformer(vision, model.embedding());
    } else if (model.vision() instanceof ResNet vision) {
      expected.resNet(vision, model.embedding());
    }
    expected.text(model.text(), model.embedding());
    return expected.names;
  }

  private void visionTransformer(VisionTransformer vision, int embedding)
      throws CheckpointException {
    int width = vision.width();
    int patch = vision.patch();
    require("visual.conv1.weight", width, CHANNELS, patch, patch);
    require("visual.class_embedding", width);
    require("visual.positional_embedding", vision.grid() * vision.grid() + 1, width);
    affine("visual.ln_pre", width);
    transformer("visual.transformer.resblocks.", vision.layers(), width);
    affine("visual.ln_post", width);
    require("visual.proj", width, embedding);
  }

  private void resNet(ResNet vision, int embedding) throws CheckpointException {
    int width = vision.width();
    convolution("visual.conv1", "visual.bn1", width / 2, CHANNELS, 3);
    convolution("visual.conv2", "visual.bn2", width / 2, width / 2, 3);
    convolution("visual.conv3", "visual.bn3", width, width / 2, 3);
    int in = width;
    for (int stage = 0; stage < vision.blocks().size(); stage++) {
      int planes = width << stage;
      int out = planes * EXPANSION;
      for (int block = 0; block < vision.blocks().get(stage); block++) {
        String prefix = "visual.layer" + (stage + 1) + "." + block + ".";
        convolution(prefix + "conv1", prefix + "bn1", planes, in, 1);
        convolution(prefix + "conv2", prefix + "bn2", planes, planes, 3);
        convolution(prefix + "conv3", prefix + "bn3", out, planes, 1);
        if (block == 0) {
          convolution(prefix + "downsample.0", prefix + "downsample.1", out, in, 1);
        }
        in = out;
      }
    }
    int pool = width * POOL_FACTOR;
    String prefix = "visual.attnpool.";
    require(prefix + "positional_embedding", vision.grid() * vision.grid() + 1, pool);
    linear(prefix + "q_proj", pool, pool);
    linear(prefix + "k_proj", pool, pool);
    linear(prefix + "v_proj", pool, pool);
    linear(prefix + "c_proj", embedding, pool);
  }

  private void text(Text text, int embedding) throws CheckpointException {
    require("token_embedding.weight", text.vocabulary(), text.width());
    require("positional_embedding", text.context(), text.width());
    transformer("transformer.resblocks.", text.layers(), text.width());
    affine("ln_final", text.width());
    require("text_projection", text.width(), embedding);
    require("logit_scale");
  }

  private void transformer(String prefix, int layers, int width) throws CheckpointException {
    int perceptron = tensors.shape(prefix + "0.mlp.c_fc.weight", 2).get(0);
    for (int layer = 0; layer < layers; layer++) {
      String block = prefix + layer + ".";
      affine(block + "ln_1", width);
      require(block + "attn.in_proj_weight", 3 * width, width);
      require(block + "attn.in_proj_bias", 3 * width);
      linear(block + "attn.out_proj", width, width);
      affine(block + "ln_2", width);
      linear(block + "mlp.c_fc", perceptron, width);
      linear(block + "mlp.c_proj", width, perceptron);
    }
  }

  private void affine(String name, int width) throws CheckpointException {
    require(name + ".weight", width);
    require(name + ".bias", width);
  }

  private void linear(String name, int out, int in) throws CheckpointException {
    require(name + ".weight", out, in);
    require(name + ".bias", out);
  }

  private void convolution(String name, String normalisation, int out, int in, int kernel)
      throws CheckpointException {
    require(name + ".weight", out, in, kernel, kernel);
    affine(normalisation, out);
    require(normalisation + ".running_mean", out);
    require(normalisation + ".running_var", out);
  }

  private void require(String name, Integer... shape) throws CheckpointException {
    Tensor tensor = tensors.get(name);
    if (!tensor.shape().equals(List.of(shape))) {
      throw tensors.refusal(
          name,
          "has the shape %s, but the sizes of the others ask for %s"
              .formatted(tensor.shape(), List.of(shape)));
    }
    if (!tensor.type().isFloat()) {
      throw tensors.refusal(
          name, "has elements of the type " + tensor.type() + ", where a float is needed");
    }
    names.add(name);
  }
}
