package io.glimpse.graph;

import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.DinoArchitecture;
import io.glimpse.checkpoint.DinoArchitecture.Table;
import io.glimpse.checkpoint.SiglipArchitecture;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.checkpoint.Weights;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Small made-up values for every tensor of an architecture, of which none is ever stored. */
public final class RandomWeights implements Weights {

  private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();

  /** The tensors of a model, under OpenAI's names. */
  public static RandomWeights of(ClipArchitecture a) {
    RandomWeights weights = new RandomWeights();
    if (a.vision() instanceof VisionTransformer v) {
      weights.visionTransformer(v, a.embedding());
    } else {
      weights.resNet((ResNet) a.vision(), a.embedding());
    }
    var text = a.text();
    weights.put("token_embedding.weight", text.vocabulary(), text.width());
    weights.put("positional_embedding", text.context(), text.width());
    weights.blocks("transformer.", text.layers(), text.width());
    weights.norm("ln_final", text.width());
    weights.put("text_projection", text.width(), a.embedding());
    weights.put("logit_scale");
    return weights;
  }

  /** The tensors of a model, under the names of transformers. */
  public static RandomWeights of(SiglipArchitecture a) {
    RandomWeights weights = new RandomWeights();
    var vision = a.vision();
    int width = a.embedding();
    String tower = "vision_model.";
    weights.linear(tower + "embeddings.patch_embedding", width, 3, vision.patch(), vision.patch());
    weights.put(tower + "embeddings.position_embedding.weight", a.grid().places(), width);
    weights.siglipBlocks(tower, vision.blocks());
    weights.norm(tower + "post_layernorm", width);
    weights.put(tower + "head.probe", 1, 1, width);
    weights.put(tower + "head.attention.in_proj_weight", 3 * width, width);
    weights.put(tower + "head.attention.in_proj_bias", 3 * width);
    weights.linear(tower + "head.attention.out_proj", width, width);
    weights.norm(tower + "head.layernorm", width);
    weights.linear(tower + "head.mlp.fc1", 4 * width, width);
    weights.linear(tower + "head.mlp.fc2", width, 4 * width);
    var text = a.text();
    int textWidth = text.blocks().width();
    tower = "text_model.";
    weights.put(tower + "embeddings.token_embedding.weight", text.vocabulary(), textWidth);
    weights.put(tower + "embeddings.position_embedding.weight", text.context(), textWidth);
    weights.siglipBlocks(tower, text.blocks());
    weights.norm(tower + "final_layer_norm", textWidth);
    weights.linear(tower + "head", width, textWidth);
    return weights;
  }

  /** The tensors of a model whose perceptrons are not gated, under the names of transformers. */
  public static RandomWeights of(DinoArchitecture a) {
    RandomWeights weights = new RandomWeights();
    boolean isSecond = a.positions() instanceof Table;
    int width = a.embedding();
    weights.put("embeddings.cls_token", 1, 1, width);
    String patches = isSecond ? "patch_embeddings.projection" : "patch_embeddings";
    weights.linear("embeddings." + patches, width, 3, a.patch(), a.patch());
    if (a.positions() instanceof Table table) {
      weights.put("embeddings.position_embeddings", 1, 1 + table.side() * table.side(), width);
    }
    if (a.registers() > 0) {
      weights.put("embeddings.register_tokens", 1, a.registers(), width);
    }
    for (int i = 0; i < a.blocks().layers(); i++) {
      String block = (isSecond ? "encoder.layer." : "layer.") + i + ".";
      String attention = block + (isSecond ? "attention.attention." : "attention.");
      weights.norm(block + "norm1", width);
      weights.linear(attention + (isSecond ? "query" : "q_proj"), width, width);
      weights.put(attention + (isSecond ? "key" : "k_proj") + ".weight", width, width);
      weights.linear(attention + (isSecond ? "value" : "v_proj"), width, width);
      weights.linear(block + "attention." + (isSecond ? "output.dense" : "o_proj"), width, width);
      weights.put(block + "layer_scale1.lambda1", width);
      weights.norm(block + "norm2", width);
      weights.linear(block + "mlp." + (isSecond ? "fc1" : "up_proj"), 4 * width, width);
      weights.linear(block + "mlp." + (isSecond ? "fc2" : "down_proj"), width, 4 * width);
      weights.put(block + "layer_scale2.lambda1", width);
    }
    weights.norm(isSecond ? "layernorm" : "norm", width);
    return weights;
  }

  private void siglipBlocks(String tower, TransformerShape shape) {
    int width = shape.width();
    for (int i = 0; i < shape.layers(); i++) {
      String block = tower + "encoder.layers." + i + ".";
      norm(block + "layer_norm1", width);
      for (String part : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
        linear(block + "self_attn." + part, width, width);
      }
      norm(block + "layer_norm2", width);
      linear(block + "mlp.fc1", 4 * width, width);
      linear(block + "mlp.fc2", width, 4 * width);
    }
  }

  private void linear(String prefix, Integer... shape) {
    put(prefix + ".weight", shape);
    put(prefix + ".bias", shape[0]);
  }

  private void visionTransformer(VisionTransformer v, int embedding) {
    put("visual.class_embedding", v.width());
    put("visual.positional_embedding", 1 + v.grid() * v.grid(), v.width());
    put("visual.conv1.weight", v.width(), 3, v.patch(), v.patch());
    norm("visual.ln_pre", v.width());
    blocks("visual.transformer.", v.layers(), v.width());
    norm("visual.ln_post", v.width());
    put("visual.proj", v.width(), embedding);
  }

  private void resNet(ResNet v, int embedding) {
    int half = v.width() / 2;
    convolution("visual.conv1", "visual.bn1", 3, half, 3);
    convolution("visual.conv2", "visual.bn2", half, half, 3);
    convolution("visual.conv3", "visual.bn3", half, v.width(), 3);
    int in = v.width();
    for (int stage = 0; stage < 4; stage++) {
      int inside = v.width() << stage;
      for (int block = 0; block < v.blocks().get(stage); block++) {
        String prefix = "visual.layer" + (stage + 1) + "." + block;
        convolution(prefix + ".conv1", prefix + ".bn1", in, inside, 1);
        convolution(prefix + ".conv2", prefix + ".bn2", inside, inside, 3);
        convolution(prefix + ".conv3", prefix + ".bn3", inside, 4 * inside, 1);
        if (block == 0) {
          convolution(prefix + ".downsample.0", prefix + ".downsample.1", in, 4 * inside, 1);
        }
        in = 4 * inside;
      }
    }
    put("visual.attnpool.positional_embedding", 1 + v.grid() * v.grid(), in);
    for (String part : List.of("q_proj", "k_proj", "v_proj")) {
      put("visual.attnpool." + part + ".weight", in, in);
      put("visual.attnpool." + part + ".bias", in);
    }
    put("visual.attnpool.c_proj.weight", embedding, in);
    put("visual.attnpool.c_proj.bias", embedding);
  }

  private void convolution(String conv, String norm, int in, int out, int kernel) {
    put(conv + ".weight", out, in, kernel, kernel);
    norm(norm, out);
    put(norm + ".running_mean", out);
    put(norm + ".running_var", out);
  }

  private void blocks(String prefix, int layers, int width) {
    for (int i = 0; i < layers; i++) {
      String block = prefix + "resblocks." + i;
      norm(block + ".ln_1", width);
      put(block + ".attn.in_proj_weight", 3 * width, width);
      put(block + ".attn.in_proj_bias", 3 * width);
      put(block + ".attn.out_proj.weight", width, width);
      put(block + ".attn.out_proj.bias", width);
      norm(block + ".ln_2", width);
      put(block + ".mlp.c_fc.weight", 4 * width, width);
      put(block + ".mlp.c_fc.bias", 4 * width);
      put(block + ".mlp.c_proj.weight", width, 4 * width);
      put(block + ".mlp.c_proj.bias", width);
    }
  }

  private void norm(String prefix, int width) {
    put(prefix + ".weight", width);
    put(prefix + ".bias", width);
  }

  private void put(String name, Integer... shape) {
    shapes.put(name, List.of(shape));
  }

  @Override
  public Set<String> names() {
    return shapes.keySet();
  }

  @Override
  public List<Integer> shape(String name) {
    return Objects.requireNonNull(shapes.get(name));
  }

  /** Hashes of the index: below 0.05 in size, and 1 more for what scales or varies. */
  @Override
  public void read(String name, long first, FloatBuffer target) {
    List<Integer> shape = shape(name);
    boolean scale =
        shape.size() == 1
            && (name.endsWith(".weight") || name.endsWith("_var") || name.contains("scale"));
    long index = first + name.hashCode();
    while (target.hasRemaining()) {
      long hash = index++ * 0x9E3779B97F4A7C15L;
      float value = (hash >>> 40) * 0x1p-24f * 0.1f - 0.05f;
      target.put(scale ? 1 + value : value);
    }
  }
}
