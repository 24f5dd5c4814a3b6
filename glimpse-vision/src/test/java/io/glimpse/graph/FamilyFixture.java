package io.glimpse.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.checkpoint.Activation;
import io.glimpse.checkpoint.Architecture;
import io.glimpse.checkpoint.ChineseClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture;
import io.glimpse.checkpoint.ClipArchitecture.VisionTransformer;
import io.glimpse.checkpoint.DinoArchitecture;
import io.glimpse.checkpoint.DinoArchitecture.Rotary;
import io.glimpse.checkpoint.DinoArchitecture.Table;
import io.glimpse.checkpoint.PictureSize;
import io.glimpse.checkpoint.SiglipArchitecture;
import io.glimpse.checkpoint.TransformerShape;
import io.glimpse.fixture.Shared;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A tiny checkpoint of {@code transformers}' layout, its sizes as its configuration says them, and
 * what it must give.
 *
 * @param expected the folder of what it must give
 */
record FamilyFixture(Architecture architecture, MapWeights weights, Path expected) {

  private static final String MODELS = "fixtures/models/";

  static FamilyFixture open(String name) throws IOException {
    Path folder = Shared.path(MODELS + "models/" + name);
    Path expected = Shared.path(MODELS + "expected/" + name);
    JsonNode config = new ObjectMapper().readTree(folder.resolve("config.json").toFile());
    MapWeights weights = MapWeights.read(folder.resolve("model.safetensors"));
    String type = config.get("model_type").textValue();
    return switch (type) {
      case "siglip" -> new FamilyFixture(siglip(config), weights, expected);
      case "chinese_clip" -> new FamilyFixture(chinese(config), openAi(weights, config), expected);
      case "metaclip_2" -> new FamilyFixture(metaClip(config), openAi(weights, config), expected);
      default -> {
        int[] pixels = extents(expected.resolve("input.npy"));
        yield new FamilyFixture(dino(config, weights, pixels[2], pixels[3]), weights, expected);
      }
    };
  }

  /** An array of what it must give. */
  float[] values(String array) throws IOException {
    try (NpyFile npy = NpyFile.open(expected.resolve(array + ".npy"))) {
      return npy.readAll();
    }
  }

  /** The extents of an array. */
  int[] extents(String array) throws IOException {
    return extents(expected.resolve(array + ".npy"));
  }

  private static int[] extents(Path file) throws IOException {
    try (NpyFile npy = NpyFile.open(file)) {
      return Arrays.stream(npy.shape()).mapToInt(Math::toIntExact).toArray();
    }
  }

  private static SiglipArchitecture siglip(JsonNode config) {
    JsonNode vision = config.get("vision_config");
    JsonNode text = config.get("text_config");
    return new SiglipArchitecture(
        new SiglipArchitecture.Vision(
            vision.get("image_size").intValue(),
            vision.get("patch_size").intValue(),
            shape(vision, "gelu_pytorch_tanh", 1e-6)),
        new SiglipArchitecture.Text(
            number(text, "max_position_embeddings", 64),
            text.get("vocab_size").intValue(),
            shape(text, "gelu_pytorch_tanh", 1e-6)));
  }

  private static ChineseClipArchitecture chinese(JsonNode config) {
    JsonNode text = config.get("text_config");
    return new ChineseClipArchitecture(
        vision(config.get("vision_config")),
        new ChineseClipArchitecture.Text(
            text.get("max_position_embeddings").intValue(),
            text.get("vocab_size").intValue(),
            shape(text, "gelu", 1e-12)),
        config.get("projection_dim").intValue(),
        Activation.QUICK_GELU);
  }

  private static ClipArchitecture metaClip(JsonNode config) {
    JsonNode text = config.get("text_config");
    return new ClipArchitecture(
        vision(config.get("vision_config")),
        new ClipArchitecture.Text(
            text.get("max_position_embeddings").intValue(),
            text.get("vocab_size").intValue(),
            text.get("hidden_size").intValue(),
            text.get("num_hidden_layers").intValue(),
            text.get("num_attention_heads").intValue(),
            OptionalInt.of(text.get("eos_token_id").intValue())),
        config.get("projection_dim").intValue(),
        Activation.QUICK_GELU);
  }

  private static VisionTransformer vision(JsonNode config) {
    return new VisionTransformer(
        config.get("image_size").intValue(),
        config.get("patch_size").intValue(),
        config.get("hidden_size").intValue(),
        config.get("num_hidden_layers").intValue(),
        config.get("num_attention_heads").intValue());
  }

  private static DinoArchitecture dino(JsonNode config, MapWeights weights, int height, int width) {
    String type = config.get("model_type").textValue();
    boolean isThird = type.equals("dinov3_vit");
    boolean gated = config.get(isThird ? "use_gated_mlp" : "use_swiglu_ffn").booleanValue();
    TransformerShape read = shape(config, "gelu", 1e-6);
    TransformerShape shape =
        new TransformerShape(
            read.width(),
            read.layers(),
            read.heads(),
            gated && !isThird ? Activation.SILU : read.activation(),
            read.epsilon());
    return new DinoArchitecture(
        new PictureSize(height, width),
        config.get("patch_size").intValue(),
        shape,
        number(config, "num_register_tokens", 0),
        gated,
        isThird
            ? new Rotary(config.get("rope_theta").doubleValue())
            : new Table(
                (int) Math.sqrt(weights.shape("embeddings.position_embeddings").get(1) - 1),
                type.equals("dinov2_with_registers")));
  }

  private static TransformerShape shape(JsonNode tower, String activation, double epsilon) {
    return new TransformerShape(
        tower.get("hidden_size").intValue(),
        tower.get("num_hidden_layers").intValue(),
        number(tower, "num_attention_heads", 12),
        switch (tower.path("hidden_act").asText(activation)) {
          case "gelu_pytorch_tanh" -> Activation.GELU_TANH;
          case "silu" -> Activation.SILU;
          default -> Activation.GELU;
        },
        (float) tower.path("layer_norm_eps").asDouble(epsilon));
  }

  private static int number(JsonNode tower, String key, int otherwise) {
    return tower.path(key).asInt(otherwise);
  }

  /** The tensors under OpenAI's names, and BERT's under those of the original checkpoints. */
  private static MapWeights openAi(MapWeights stored, JsonNode config) {
    boolean bert = config.get("model_type").textValue().startsWith("chinese");
    MapWeights weights =
        stored.renamed(
            name -> {
              String renamed =
                  name.replace("vision_model.embeddings.class_embedding", "visual.class_embedding")
                      .replace("vision_model.embeddings.patch_embedding.", "visual.conv1.")
                      .replace(
                          "vision_model.embeddings.position_embedding.weight",
                          "visual.positional_embedding")
                      .replace("vision_model.pre_layrnorm", "visual.ln_pre")
                      .replace("vision_model.post_layernorm", "visual.ln_post")
                      .replace("vision_model.encoder.layers.", "visual.transformer.resblocks.")
                      .replace("visual_projection.weight", "visual.proj")
                      .replace("text_projection.weight", "text_projection");
              if (bert && name.startsWith("text_model.")) {
                return renamed.replace("text_model.", "bert.");
              }
              return renamed
                  .replace("text_model.embeddings.token_embedding.", "token_embedding.")
                  .replace(
                      "text_model.embeddings.position_embedding.weight", "positional_embedding")
                  .replace("text_model.final_layer_norm", "ln_final")
                  .replace("text_model.encoder.layers.", "transformer.resblocks.")
                  .replace(".layer_norm1.", ".ln_1.")
                  .replace(".layer_norm2.", ".ln_2.")
                  .replace(".self_attn.", ".attn.")
                  .replace(".mlp.fc1.", ".mlp.c_fc.")
                  .replace(".mlp.fc2.", ".mlp.c_proj.");
            });
    weights.transpose("visual.proj");
    weights.transpose("text_projection");
    for (String name : List.copyOf(weights.names())) {
      if (name.endsWith(".attn.q_proj.weight")) {
        String attention = name.substring(0, name.length() - "q_proj.weight".length());
        for (String kind : List.of("weight", "bias")) {
          weights.stack(
              attention + "in_proj_" + kind,
              attention + "q_proj." + kind,
              attention + "k_proj." + kind,
              attention + "v_proj." + kind);
        }
      }
    }
    return weights;
  }
}
