package io.glimpse.data;

import io.glimpse.method.Method;
import io.glimpse.method.NearestName;
import io.glimpse.method.Parameter;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.tip.TipAdapter;
import io.glimpse.tip.TipAdapterF;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the published scripts of Tip-Adapter and Tip-Adapter-F set for a data set, for RN50 and 16
 * shots.
 *
 * @param dataset in lower case, such as {@code oxford_pets}
 * @param betaMax where the search for beta ends, S_b
 * @param alphaMax where the search for alpha ends, S_a
 * @param beta at first, and all through training
 * @param alpha at first, and all through training
 * @param epochs of Tip-Adapter-F
 */
public record PublishedSettings(
    String dataset, double betaMax, double alphaMax, double beta, double alpha, int epochs) {

  private static final List<PublishedSettings> ALL =
      List.of(
          new PublishedSettings("imagenet", 7, 3, 1, 1.17, 20),
          new PublishedSettings("caltech101", 12, 5, 1, 3, 20),
          new PublishedSettings("dtd", 13, 13, 1, 2, 20),
          new PublishedSettings("eurosat", 12, 10, 1, 2, 100),
          new PublishedSettings("fgvc", 30, 30, 1, 5, 20),
          new PublishedSettings("food101", 10, 10, 1, 1.17, 20),
          new PublishedSettings("oxford_flowers", 50, 50, 1, 10, 20),
          new PublishedSettings("oxford_pets", 7, 3, 1, 1.17, 20),
          new PublishedSettings("stanford_cars", 20, 10, 1, 3, 20),
          new PublishedSettings("sun397", 12, 10, 1, 1.17, 20),
          new PublishedSettings("ucf101", 7, 3, 1, 3, 20));

  /** The data sets that have such settings, in the order of the paper's configurations. */
  public static List<String> datasets() {
    return ALL.stream().map(PublishedSettings::dataset).toList();
  }

  /**
   * The settings for a data set.
   *
   * @throws ParameterException if there are none, suggesting the nearest
   */
  public static PublishedSettings of(String dataset) {
    for (PublishedSettings settings : ALL) {
      if (settings.dataset.equals(dataset)) {
        return settings;
      }
    }
    throw new ParameterException(
        "there are no published settings for '"
            + dataset
            + "'"
            + NearestName.hint(dataset, datasets()));
  }

  /** Those of the values that a method takes, for {@link Parameters#of}. */
  public Map<String, String> values(Method method) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(TipAdapter.ALPHA.name(), Parameters.format(alpha));
    values.put(TipAdapter.BETA.name(), Parameters.format(beta));
    values.put(TipAdapter.ALPHA_MAX.name(), Parameters.format(alphaMax));
    values.put(TipAdapter.BETA_MAX.name(), Parameters.format(betaMax));
    values.put(TipAdapterF.EPOCHS.name(), Integer.toString(epochs));
    // Other methods have parameters of the same names, which mean something else.
    List<Parameter> tipParameters = new TipAdapterF().parameters();
    values
        .keySet()
        .removeIf(
            name ->
                method.parameters().stream()
                    .noneMatch(p -> p.name().equals(name) && tipParameters.contains(p)));
    return values;
  }
}
