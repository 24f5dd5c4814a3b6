package io.glimpse.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a public data set before it is on disk: an entry of the {@link
 * DatasetCatalogue}.
 *
 * @param name what commands call it, such as {@code caltech101}
 * @param title what papers call it
 * @param kind what it holds
 * @param aliases other names that it is found by; case, hyphens and underscores do not matter
 * @param folders how its folder below the root may be called, CoOp's name first
 * @param pictures where in that folder the pictures may lie, in the order of preference; empty for
 *     the folder itself
 * @param layout how it is read where there is no split file
 * @param counts what a whole copy has
 * @param splitFile CoOp's split file, null where the data set has none
 * @param splitSha256 of the split file as published, in hex; null where that is not known
 * @param classFile the published class names, a resource; null where they come with the data set
 * @param nameRule how class names are made of the data set's own
 * @param renames names that the rule does not give, by what it gives
 * @param ignored folders that are no classes
 * @param clouds how its point clouds are drawn; null for pictures
 * @param prompts the published templates
 * @param home the data set's own page
 * @param fetch what to fetch and where to put it
 */
@SuppressWarnings("exports") // How files are read is said by the catalogue and to its readers.
public record DatasetInfo(
    String name,
    String title,
    Kind kind,
    List<String> aliases,
    List<String> folders,
    List<String> pictures,
    Layout layout,
    Counts counts,
    @Nullable String splitFile,
    @Nullable String splitSha256,
    @Nullable String classFile,
    NameRule nameRule,
    Map<String, String> renames,
    List<String> ignored,
    @Nullable Clouds clouds,
    Prompts prompts,
    String home,
    List<Step> fetch) {

  /** What a data set holds. */
  public enum Kind {
    /** Pictures to train, choose parameters and test on. */
    @JsonProperty("pictures")
    PICTURES,
    /** Pictures to test a classifier on that was made of another data set. */
    @JsonProperty("shift")
    SHIFT,
    /** Point clouds. */
    @JsonProperty("clouds")
    CLOUDS
  }

  /**
   * How point clouds are drawn: PointCLIP's code looks at them from other sides where it learns.
   *
   * @param zeroShot preset for methods that use no shots
   * @param fewShot preset for methods that learn
   * @param unitSphere whether clouds must be centred and scaled into the unit sphere first, as
   *     those of ModelNet are
   */
  public record Clouds(String zeroShot, String fewShot, boolean unitSphere) {}

  /**
   * One thing to fetch.
   *
   * @param what it is
   * @param put where it belongs, below the root of all data sets
   */
  public record Step(String what, String put) {}

  public DatasetInfo {
    nameRule = Objects.requireNonNullElse(nameRule, NameRule.AS_IS);
    renames = renames == null ? Map.of() : Map.copyOf(renames);
    ignored = ignored == null ? List.of() : List.copyOf(ignored);
  }

  /** Published templates, {@code {}} standing for the class name. */
  public List<String> templates(PromptSet set) {
    return prompts.of(set);
  }

  /** The class name that the papers use for what the data set's own files call the class. */
  String className(String original) {
    String ruled = nameRule.apply(original);
    return renames.getOrDefault(ruled, ruled);
  }

  /**
   * How many names are not those of any class that the papers have, however they are spelled; 0
   * where no names were published beside the data set, or its classes are others' in part.
   */
  public int unpublished(List<String> names) {
    if (classFile == null || kind == Kind.SHIFT) {
      return 0;
    }
    Set<String> published =
        DatasetCatalogue.classLines(classFile).stream()
            .map(line -> LooseName.of(line.replaceFirst("^n\\d{8} ", "")))
            .collect(Collectors.toSet());
    return (int)
        names.stream()
            // One that occurs twice has its wnid behind it.
            .map(name -> LooseName.of(name.replaceFirst(" \\(n\\d{8}\\)$", "")))
            .filter(name -> !published.contains(name))
            .count();
  }

  /** One sentence: what to fetch, and where to put it. */
  public String remedy() {
    StringBuilder remedy = new StringBuilder("fetch ");
    String separator = "";
    for (Step step : fetch) {
      remedy.append(separator).append(step.what()).append(" (to ").append(step.put()).append(')');
      separator = "; ";
    }
    return remedy.append("; see ").append(home).append(" and docs/DATASETS.md").toString();
  }
}
