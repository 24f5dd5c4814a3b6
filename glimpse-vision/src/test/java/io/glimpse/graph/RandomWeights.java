package io.glimpse.graph;

import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.ResNet;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
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
    boolean scale = shape.size() == 1 && (name.endsWith(".weight") || name.endsWith("_var"));
    long index = first + name.hashCode();
    while (target.hasRemaining()) {
      long hash = index++ * 0x9E3779B97F4A7C15L;
      float value = (hash >>> 40) * 0x1p-24f * 0.1f - 0.05f;
      target.put(scale ? 1 + value : value);
    }
  }
}
