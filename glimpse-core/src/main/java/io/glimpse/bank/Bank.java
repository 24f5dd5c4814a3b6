package io.glimpse.bank;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.method.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A few-shot classifier as data: classes with their prompts, the cache of shots, and the method
 * with its parameters. Immutable; see {@link BankFile} for its file.
 *
 * @param encoder what made all features
 * @param text the classes, with a row of every prompt
 * @param templates what classes that are added later are put into
 * @param prompts what was encoded, per class, in the order of the prompts' rows
 * @param cache a key per shot
 * @param shots where the shots came from, in the order of the cache
 * @param method the name of the method
 * @param parameters the values of its parameters
 * @param weights what training made, by name; empty for a method that is not trained
 * @param provenance how they came about
 * @param clouds how the shots were drawn if they are point clouds; null for pictures
 */
public record Bank(
    EncoderId encoder,
    TextFeatures text,
    List<String> templates,
    List<List<String>> prompts,
    Cache cache,
    List<Shot> shots,
    String method,
    Map<String, String> parameters,
    Map<String, Matrix> weights,
    Provenance provenance,
    @Nullable CloudDrawing clouds) {

  public Bank {
    templates = List.copyOf(templates);
    prompts = prompts.stream().map(List::copyOf).toList();
    shots = List.copyOf(shots);
    parameters = Map.copyOf(parameters);
    weights = Map.copyOf(weights);
    if (prompts.size() != text.classes().size()) {
      throw new IllegalArgumentException(
          "prompts of " + prompts.size() + " classes for " + text.classes().size());
    }
    if (cache.isSoft()) {
      throw new IllegalArgumentException("a bank holds one class a shot; soft labels do not fit");
    }
    if (shots.size() != cache.size()) {
      throw new IllegalArgumentException(
          cache.size() + " keys but " + shots.size() + " shots are named");
    }
    Set<String> ids = new HashSet<>();
    for (Shot shot : shots) {
      if (!ids.add(shot.id())) {
        throw new IllegalArgumentException("two shots have the id '" + shot.id() + "'");
      }
    }
  }

  /** The class of the shot of an id; empty if the bank has no such shot. */
  public Optional<String> classOf(String id) {
    for (int i = 0; i < shots.size(); i++) {
      if (shots.get(i).id().equals(id)) {
        return Optional.of(classes().name(cache.label(i)));
      }
    }
    return Optional.empty();
  }

  /** The classes, in order. */
  public ClassSet classes() {
    return text.classes();
  }

  /** The method's parameters, checked. */
  public Parameters checkedParameters() {
    return Parameters.of(Methods.of(method), parameters);
  }

  /**
   * The classifier that this bank describes.
   *
   * @throws IllegalArgumentException if its trained weights are missing or do not fit
   */
  public Classifier classifier() {
    Shots all =
        Shots.of(FeatureBatch.ofGlobals(cache.keys().toMatrix()), Labels.of(cache.labels()));
    return Methods.of(method)
        .restore(
            Task.of(text)
                .shots(all)
                .seed(provenance.seed())
                .parameters(checkedParameters())
                .build(),
            weights);
  }

  private void requireUntrained() {
    if (!weights.isEmpty()) {
      throw new IllegalArgumentException(
          "this bank was trained ('"
              + method
              + "') on the shots that it holds; build it anew with others");
    }
  }

  /** This bank with another method, or other parameters; training is not kept. */
  public Bank with(String otherMethod, Map<String, String> otherParameters) {
    return new Bank(
        encoder,
        text,
        templates,
        prompts,
        cache,
        shots,
        otherMethod,
        otherParameters,
        Map.of(),
        provenance,
        clouds);
  }

  /**
   * This bank with more shots of one class, which is added at the end if it is new.
   *
   * @param className known or new
   * @param classPrompts what its text rows were made of
   * @param promptRows a unit row of each prompt
   * @param keys a unit row of each shot
   * @param moreShots where they came from; one that the bank holds already is refused
   */
  public Bank with(
      String className,
      List<String> classPrompts,
      Matrix promptRows,
      Matrix keys,
      List<Shot> moreShots) {
    requireUntrained();
    TextFeatures longerText = text;
    List<List<String>> longerPrompts = new ArrayList<>(prompts);
    if (classes().index(className).isEmpty()) {
      List<Matrix> rows = new ArrayList<>(text.prompts());
      rows.add(promptRows);
      longerPrompts.add(classPrompts);
      longerText = TextFeatures.ofPrompts(classes().with(className), rows);
    }
    int label = longerText.classes().index(className).orElseThrow();
    int[] labels = new int[keys.rows()];
    Arrays.fill(labels, label);
    List<Shot> longerShots = new ArrayList<>(shots);
    longerShots.addAll(moreShots);
    return new Bank(
        encoder,
        longerText,
        templates,
        longerPrompts,
        cache.with(keys, Labels.of(labels)),
        longerShots,
        method,
        parameters,
        weights,
        provenance,
        clouds);
  }

  /**
   * This bank without one shot.
   *
   * @throws IllegalArgumentException if there is no such shot, or it is the last of its class
   */
  public Bank withoutShot(String id) {
    requireUntrained();
    for (int i = 0; i < shots.size(); i++) {
      if (shots.get(i).id().equals(id)) {
        return withoutShot(i);
      }
    }
    throw new IllegalArgumentException("there is no shot '" + id + "' in this bank");
  }

  private Bank withoutShot(int shot) {
    int label = cache.label(shot);
    Cache rest = cache.without(shot);
    boolean others = false;
    for (int other : rest.labels()) {
      others |= other == label;
    }
    if (!others) {
      throw new IllegalArgumentException(
          String.format(
              "shot '%s' is the last of class '%s'; remove the class instead",
              shots.get(shot).id(), classes().name(label)));
    }
    List<Shot> fewer = new ArrayList<>(shots);
    fewer.remove(shot);
    return new Bank(
        encoder,
        text,
        templates,
        prompts,
        rest,
        fewer,
        method,
        parameters,
        weights,
        provenance,
        clouds);
  }

  /**
   * This bank without a class and its shots.
   *
   * @throws IllegalArgumentException if there is no such class, or no other
   */
  public Bank withoutClass(String className) {
    requireUntrained();
    int label =
        classes()
            .index(className)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no class '" + className + "' in this bank"));
    if (classes().size() == 1) {
      throw new IllegalArgumentException(
          "'" + className + "' is the only class; a bank needs at least one");
    }
    List<Matrix> rows = new ArrayList<>(text.prompts());
    rows.remove(label);
    List<List<String>> fewerPrompts = new ArrayList<>(prompts);
    fewerPrompts.remove(label);
    List<Shot> fewer = new ArrayList<>();
    for (int i = 0; i < shots.size(); i++) {
      if (cache.label(i) != label) {
        fewer.add(shots.get(i));
      }
    }
    return new Bank(
        encoder,
        TextFeatures.ofPrompts(classes().without(label), rows),
        templates,
        fewerPrompts,
        cache.withoutClass(label),
        fewer,
        method,
        parameters,
        weights,
        provenance,
        clouds);
  }

  private static String held(@Nullable CloudDrawing clouds) {
    return clouds == null
        ? "pictures"
        : String.format(
            "point clouds drawn with preset %s, up %s, %d points, seed %d, %s",
            clouds.preset(), clouds.up(), clouds.points(), clouds.seed(), clouds.fusion().label());
  }

  private String className(int shot) {
    return classes().name(cache.label(shot));
  }

  /**
   * This bank and another of the same encoder: classes of one name become one, with this bank's
   * prompts; a shot that both hold is kept once. Method and parameters are this bank's.
   *
   * @throws IllegalArgumentException if the encoders differ, one bank holds point clouds and the
   *     other pictures or clouds that were drawn otherwise, or a shot that both hold has another
   *     class in each, naming the shot
   */
  public Bank merge(Bank other) {
    encoder.requireSame(other.encoder, "the other bank");
    if (!Objects.equals(clouds, other.clouds)) {
      throw new IllegalArgumentException(
          "the other bank holds "
              + held(other.clouds)
              + ", this one "
              + held(clouds)
              + "; only banks of one kind can be merged");
    }
    Map<String, String> classById = new HashMap<>();
    for (int i = 0; i < shots.size(); i++) {
      classById.put(shots.get(i).id(), className(i));
    }
    Map<String, List<Integer>> byClass = new HashMap<>();
    for (int i = 0; i < other.shots.size(); i++) {
      Shot shot = other.shots.get(i);
      String name = other.className(i);
      String here = classById.get(shot.id());
      if (here == null) {
        byClass.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
      } else if (!here.equals(name)) {
        throw new IllegalArgumentException(
            String.format(
                "shot '%s' (%s) is of class '%s' in this bank, but of class '%s' in the other;"
                    + " remove it from one of them",
                shot.id(), shot.source(), here, name));
      }
    }
    Matrix keys = other.cache.keys().toMatrix();
    Bank merged = this;
    for (int c = 0; c < other.classes().size(); c++) {
      String name = other.classes().name(c);
      List<Integer> more = Objects.requireNonNullElse(byClass.get(name), List.of());
      if (!more.isEmpty()) {
        merged =
            merged.with(
                name,
                other.prompts.get(c),
                other.text.prompts().get(c),
                keys.select(more.stream().mapToInt(Integer::intValue).toArray()),
                more.stream().map(other.shots::get).toList());
      }
    }
    return merged;
  }
}
