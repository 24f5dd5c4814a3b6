package io.glimpse.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What nothing but the name of timm's image network tells of a SigLIP model in open_clip's layout.
 *
 * @param heads of the image tower
 * @param activation of its perceptrons: the approximation was set for some sizes alone
 */
record SiglipTrunk(int heads, Activation activation) {

  /** The key of {@code vision_cfg} with the name. */
  static final String KEY = "timm_model_name";

  /** For example {@code vit_so400m_patch14_siglip_384}; with a {@code gap} it has no head. */
  private static final Pattern NAME =
      Pattern.compile("vit_([a-z0-9]+)_patch\\d+_siglip_(gap_)?\\d+");

  private static final Map<String, Integer> HEADS =
      Map.of("base", 12, "large", 16, "so400m", 16, "giantopt", 16);

  private static final List<String> APPROXIMATE =
      List.of(
          "vit_base_patch32_siglip_",
          "vit_large_patch16_siglip_512",
          "vit_so400m_patch16_siglip_",
          "vit_giantopt_patch16_siglip_");

  /** Whether a name is of this kind. */
  static boolean isOne(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Reads what a name tells.
   *
   * @param vision {@code vision_cfg}
   * @throws CheckpointException if it tells nothing, or the network has no head
   */
  static SiglipTrunk read(ConfigValues vision) throws CheckpointException {
    String name = vision.text(KEY, "");
    Matcher parts = NAME.matcher(name);
    Integer heads = parts.matches() ? HEADS.get(parts.group(1)) : null;
    if (heads == null) {
      throw vision.refusal(
          KEY,
          "is '"
              + name
              + "', which does not tell how many heads the image tower has: those of base, large,"
              + " so400m and giantopt are known");
    }
    if (parts.group(2) != null) {
      throw vision.refusal(
          KEY, "is '" + name + "', which has no pooling head, and so no space shared with texts");
    }
    boolean approximate = APPROXIMATE.stream().anyMatch(name::startsWith);
    return new SiglipTrunk(heads, approximate ? Activation.GELU_TANH : Activation.GELU);
  }
}
