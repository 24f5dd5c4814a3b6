package io.glimpse.encoder;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts class names into templates and encodes the prompts.
 *
 * @param features a row for every prompt, and the classes' weights
 * @param templates those that were used
 * @param prompts what was encoded, per class
 */
public record ClassTexts(
    TextFeatures features, List<String> templates, List<List<String>> prompts) {

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
      List<String> some = new ArrayList<>();
      for (String template : used) {
        some.add(prompt(template, name));
      }
      prompts.add(some);
      all.addAll(some);
    }
    Matrix rows = encoder.unit(encoder.encodeRawTexts(all, notes));
    List<Matrix> byClass = new ArrayList<>();
    int width = used.size();
    for (int c = 0; c < classes.size(); c++) {
      byClass.add(rows.rows(c * width, (c + 1) * width));
    }
    return new ClassTexts(TextFeatures.ofPrompts(classes, byClass), used, prompts);
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
