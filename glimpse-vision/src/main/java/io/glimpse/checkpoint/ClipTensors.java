package io.glimpse.checkpoint;

import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.Text;
import io.glimpse.checkpoint.ClipArchitecture.Vision;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;

/** The tensors of CLIP's towers, by OpenAI's names. */
final class ClipTensors {

  private static final int CHANNELS = 3;

  /** What a bottleneck's last convolution is wider than its others by. */
  private static final int EXPANSION = 4;

  /** The same of the attention pool and the stem. */
  private static final int POOL_FACTOR = 32;

  private final ExpectedTensors expected;

  private ClipTensors(ExpectedTensors expected) {
    this.expected = expected;
  }

  /** Checks the image tower. */
  static void requireVision(ExpectedTensors expected, Vision vision, int embedding)
      throws CheckpointException {
    ClipTensors tensors = new ClipTensors(expected);
    if (vision instanceof VisionTransformer transformer) {
      tensors.visionTransformer(transformer, embedding);
    } else if (vision instanceof ResNet net) {
      tensors.resNet(net, embedding);
    }
  }

  /** Checks the text tower. */
  static void requireText(ExpectedTensors expected, Text text, int embedding)
      throws CheckpointException {
    new ClipTensors(expected).text(text, embedding);
  }

  private void visionTransformer(VisionTransformer vision, int embedding)
      throws CheckpointException {
    int width = vision.width();
    int patch = vision.patch();
    expected.require("visual.conv1.weight", width, CHANNELS, patch, patch);
    expected.require("visual.class_embedding", width);
    expected.require("visual.positional_embedding", vision.grid() * vision.grid() + 1, width);
    expected.affine("visual.ln_pre", width);
    transformer("visual.transformer.resblocks.", vision.layers(), width);
    expected.affine("visual.ln_post", width);
    expected.require("visual.proj", width, embedding);
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
    expected.require(prefix + "positional_embedding", vision.grid() * vision.grid() + 1, pool);
    expected.linear(prefix + "q_proj", pool, pool);
    expected.linear(prefix + "k_proj", pool, pool);
    expected.linear(prefix + "v_proj", pool, pool);
    expected.linear(prefix + "c_proj", embedding, pool);
  }

  private void text(Text text, int embedding) throws CheckpointException {
    expected.require("token_embedding.weight", text.vocabulary(), text.width());
    expected.require("positional_embedding", text.context(), text.width());
    transformer("transformer.resblocks.", text.layers(), text.width());
    expected.affine("ln_final", text.width());
    expected.require("text_projection", text.width(), embedding);
  }

  private void transformer(String prefix, int layers, int width) throws CheckpointException {
    int perceptron = expected.rows(prefix + "0.mlp.c_fc");
    for (int layer = 0; layer < layers; layer++) {
      String block = prefix + layer + ".";
      expected.affine(block + "ln_1", width);
      expected.require(block + "attn.in_proj_weight", 3 * width, width);
      expected.require(block + "attn.in_proj_bias", 3 * width);
      expected.linear(block + "attn.out_proj", width, width);
      expected.affine(block + "ln_2", width);
      expected.linear(block + "mlp.c_fc", perceptron, width);
      expected.linear(block + "mlp.c_proj", width, perceptron);
    }
  }

  private void convolution(String name, String normalisation, int out, int in, int kernel)
      throws CheckpointException {
    expected.require(name + ".weight", out, in, kernel, kernel);
    expected.affine(normalisation, out);
    expected.require(normalisation + ".running_mean", out);
    expected.require(normalisation + ".running_var", out);
  }
}
