package io.glimpse.encoder;

import io.glimpse.method.NearestName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Knows a model by the spellings that others have for it: {@code ViT-B-32} and {@code vitb32} as
 * much as {@code openai/clip-vit-base-patch32}.
 */
public final class ModelSpelling {

  private ModelSpelling() {}

  /**
   * A clause such as {@code ; did you mean 'ViT-B/32'?}; empty where no name is near.
   *
   * @param names that are known
   */
  public static String hint(String typed, List<String> names) {
    String plain = plain(typed);
    Optional<String> same = names.stream().filter(name -> plain(name).equals(plain)).findFirst();
    if (same.isPresent()) {
      return "; did you mean '" + same.get() + "'?";
    }
    String nearest = names.isEmpty() ? "" : NearestName.hint(typed, names);
    return nearest.endsWith("?") ? nearest : "";
  }

  /** Letters and digits that tell models apart. */
  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean hub = lower.startsWith("openai/") || lower.startsWith("sentence-transformers/");
    return (hub ? lower.substring(lower.indexOf('/') + 1) : lower)
        .replace("base", "b")
        .replace("large", "l")
        .replaceAll("openai|clip|patch|px|[^a-z0-9]", "");
  }
}
