package io.glimpse.bank;

import io.glimpse.feature.ClassSet;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.NearestName;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes of a bank and what is said of them.
 *
 * @param features the classes, with a row of every prompt
 * @param prompts what was encoded, per class, in the order of the prompts' rows
 * @param templates what classes that are added later are put into
 */
public record BankTexts(TextFeatures features, List<List<String>> prompts, List<String> templates) {

  public BankTexts {
    prompts = prompts.stream().map(List::copyOf).toList();
    templates = List.copyOf(templates);
    if (prompts.size() != features.classes().size()) {
      throw new IllegalArgumentException(
          "prompts of " + prompts.size() + " classes for " + features.classes().size());
    }
  }

  /** The classes, in order. */
  public ClassSet classes() {
    return features.classes();
  }

  /**
   * The number of a class, which must be here.
   *
   * @throws IllegalArgumentException if it is not, suggesting the nearest name
   */
  public int require(String className) {
    return classes()
        .find(className)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no class '"
                        + className
                        + "' in this bank"
                        + NearestName.hint(className, classes().names())));
  }

  /** One more class, at the end; see {@link TextFeatures#with}. */
  BankTexts with(String className, List<String> classPrompts, Matrix promptRows) {
    List<List<String>> longer = new ArrayList<>(prompts);
    longer.add(classPrompts);
    return new BankTexts(features.with(className, promptRows), longer, templates);
  }

  BankTexts without(int label) {
    List<List<String>> fewer = new ArrayList<>(prompts);
    fewer.remove(label);
    return new BankTexts(features.without(label), fewer, templates);
  }

  /** A class with other texts; see {@link TextFeatures#replaced}. */
  BankTexts replaced(int label, List<String> classPrompts, Matrix promptRows) {
    List<List<String>> others = new ArrayList<>(prompts);
    others.set(label, classPrompts);
    return new BankTexts(features.replaced(label, promptRows), others, templates);
  }

  BankTexts renamed(int label, String className) {
    if (classes().index(className).isPresent()) {
      throw new IllegalArgumentException(
          "there is a class '"
              + className
              + "' in this bank already; two classes do not become one by a name");
    }
    return new BankTexts(features.renamed(label, className), prompts, templates);
  }
}
