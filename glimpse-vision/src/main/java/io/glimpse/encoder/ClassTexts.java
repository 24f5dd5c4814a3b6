package io.glimpse.encoder;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts class names into templates and encodes the prompts.
 *
 * @param features a row for every prompt, and the classes' weights
 * @param templates those that were used
 * @param prompts what was encoded, per class
 */
public record ClassTexts(
    TextFeatures features, List<String> templates, List<List<String>> prompts) {

  private static final Pattern ARTICLE = Pattern.compile("(?i)(a|an|the)\\s");

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?。！？]\\s*$");

  private static final Pattern ARTICLE_BEFORE_NAME = Pattern.compile("(?i)\\b(a|an|the)\\s+\\{\\}");

  /**
   * Encodes the prompts of all classes; the bare names where the encoder wants those.
   *
   * @param templates each with {@code {}} where the name goes, underscores turned to spaces
   * @throws IllegalArgumentException if there is no template, or one without {@code {}}
   */
  public static ClassTexts of(Encoder encoder, ClassSet classes, List<String> templates) {
    return of(encoder, classes, templates, Notes.SILENT);
  }

  /**
   * {@link #of(Encoder, ClassSet, List)} for many classes, with somebody who hears how far it is.
   */
  public static ClassTexts of(
      Encoder encoder, ClassSet classes, List<String> templates, Notes notes) {
    return of(encoder, classes, ClassDescriptions.NONE, templates, notes);
  }

  /**
   * Encodes what is said of classes, and the names of the others in templates.
   *
   * @param said phrases go into the templates as a name does, sentences stay as they are
   * @throws IllegalArgumentException if there is no template, or one without {@code {}}
   */
  public static ClassTexts of(
      Encoder encoder,
      ClassSet classes,
      ClassDescriptions said,
      List<String> templates,
      Notes notes) {
    if (templates.isEmpty()) {
      throw new IllegalArgumentException("at least one template is needed");
    }
    for (String template : templates) {
      if (!template.contains("{}")) {
        throw new IllegalArgumentException(
            "template '" + template + "' lacks {}, the place of the class name");
      }
    }
    List<String> used = encoder.usesBareNames() ? List.of("{}") : templates;
    List<List<String>> prompts = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (String name : classes.names()) {
      List<String> some = prompts(name, said.of(name), used);
      prompts.add(some);
      all.addAll(some);
    }
    Matrix rows = encoder.unit(encoder.encodeRawTexts(all, notes));
    List<Matrix> byClass = new ArrayList<>();
    int at = 0;
    for (List<String> some : prompts) {
      byClass.add(rows.rows(at, at + some.size()));
      at += some.size();
    }
    return new ClassTexts(TextFeatures.ofPrompts(classes, byClass), used, prompts);
  }

  /** No texts, for an encoder that takes none: the classes are known by their examples alone. */
  public static ClassTexts none(Encoder encoder, ClassSet classes) {
    return new ClassTexts(
        TextFeatures.none(classes, encoder.dimension()),
        List.of("{}"),
        Collections.nCopies(classes.size(), List.of()));
  }

  private static List<String> prompts(
      String name, ClassDescriptions.@Nullable Words said, List<String> templates) {
    if (said != null && said.whole()) {
      return said.texts();
    }
    List<String> prompts = new ArrayList<>();
    for (String phrase : said == null ? List.of(name) : said.texts()) {
      for (String template : templates) {
        prompts.add(said == null ? prompt(template, phrase) : described(template, phrase));
      }
    }
    return prompts;
  }

  /**
   * What was said of a class, by the prompts that came of it: phrases, where each stands in every
   * template; else sentences. Where the templates are bare names, both look the same: one text is a
   * phrase unless it ends like a sentence.
   *
   * @param templates that were used
   * @param prompts of the class, at least one
   */
  public static ClassDescriptions.Words said(List<String> templates, List<String> prompts) {
    ClassDescriptions.Words sentences = new ClassDescriptions.Words(prompts, true);
    boolean bare = templates.equals(List.of("{}"));
    if (bare && (prompts.size() > 1 || SENTENCE_END.matcher(prompts.get(0)).find())) {
      return sentences;
    }
    if (prompts.size() % templates.size() != 0) {
      return sentences;
    }
    List<String> phrases = new ArrayList<>();
    for (int at = 0; at < prompts.size(); at += templates.size()) {
      Optional<String> phrase = phrase(templates, prompts.subList(at, at + templates.size()));
      if (phrase.isEmpty()) {
        return sentences;
      }
      phrases.add(phrase.get());
    }
    return new ClassDescriptions.Words(phrases, false);
  }

  /** The phrase that gives these prompts, with its article where there may have been one. */
  private static Optional<String> phrase(List<String> templates, List<String> prompts) {
    String first = templates.get(0);
    return Stream.of(ARTICLE_BEFORE_NAME.matcher(first).replaceAll("{}"), first)
        .flatMap(template -> within(template, prompts.get(0)).stream())
        .filter(
            phrase ->
                templates.stream()
                    .map(template -> described(template, phrase))
                    .toList()
                    .equals(prompts))
        .findFirst();
  }

  /** What stands in the place of the name, of which a template has one mostly. */
  private static Optional<String> within(String template, String prompt) {
    int place = template.indexOf("{}");
    int behind = template.length() - place - 2;
    int end = prompt.length() - behind;
    return place < end
            && prompt.startsWith(template.substring(0, place))
            && prompt.endsWith(template.substring(place + 2))
        ? Optional.of(prompt.substring(place, end))
        : Optional.empty();
  }

  /** A phrase in a template; of two articles that meet, the phrase's stays. */
  private static String described(String template, String phrase) {
    return (ARTICLE.matcher(phrase).lookingAt()
            ? ARTICLE_BEFORE_NAME.matcher(template).replaceAll("{}")
            : template)
        .replace("{}", phrase);
  }

  /**
   * A class name in a template.
   *
   * @param template has {@code {}} where the name goes
   * @param name its underscores become spaces
   */
  public static String prompt(String template, String name) {
    return template.replace("{}", name.replace('_', ' '));
  }
}
