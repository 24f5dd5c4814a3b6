package io.glimpse.study;

import io.glimpse.file.Remedy;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * What a study runs on each of its data sets.
 *
 * @param methods with and without settings, in the order of the tables
 * @param shots examples a class
 * @param seeds of the few-shot samples and of training
 * @param protocol what parameters are chosen on
 * @param validation how much of the validation split the honest protocol sees
 */
public record StudyPlan(
    List<MethodVariant> methods,
    List<Integer> shots,
    List<Long> seeds,
    Protocol protocol,
    ValidationImages validation) {

  public StudyPlan {
    methods = List.copyOf(methods);
    shots = shots.stream().distinct().sorted().toList();
    seeds = seeds.stream().distinct().toList();
    if (methods.isEmpty()) {
      throw new IllegalArgumentException("a study needs at least one method");
    }
    for (MethodVariant variant : methods) {
      requireSelection(variant, protocol);
    }
    boolean fewShot = methods.stream().anyMatch(v -> needsShots(v));
    if (fewShot && (shots.isEmpty() || seeds.isEmpty())) {
      throw new IllegalArgumentException("methods that learn need numbers of shots and seeds");
    }
    for (int count : shots) {
      if (count < 1) {
        throw new IllegalArgumentException("there cannot be " + count + " shots a class");
      }
    }
  }

  /** Figures that were chosen on the test set must not stand among honest ones, nor the reverse. */
  private static void requireSelection(MethodVariant variant, Protocol protocol) {
    Selection selection = variant.selection();
    if (selection == Selection.REFERENCE && protocol != Protocol.REFERENCE) {
      Remedy say = new Remedy(Remedy.Kind.CHOOSE_PROTOCOL, Protocol.REFERENCE.label());
      throw new ParameterException(
          variant.label() + " is chosen on the test set; " + say.phrase(), say);
    }
    if (protocol == Protocol.REFERENCE
        && (selection == Selection.VALIDATION || selection == Selection.LEAVE_ONE_OUT)) {
      Remedy leave = new Remedy(Remedy.Kind.CHOOSE_PROTOCOL, Protocol.HONEST.label());
      throw new ParameterException(
          variant.label()
              + " is not chosen on the test set as the reference protocol says; "
              + leave.phrase(),
          leave);
    }
  }

  /** The same for other methods. */
  StudyPlan with(List<MethodVariant> others) {
    return new StudyPlan(others, shots, seeds, protocol, validation);
  }

  static boolean needsShots(MethodVariant variant) {
    return Methods.of(variant.method()).needs(Need.SHOTS);
  }

  /** Whether spatial tokens are needed. */
  boolean needsTokens() {
    return methods.stream().anyMatch(v -> Methods.of(v.method()).needs(Need.TOKENS));
  }

  /** Whether spatial tokens of the shots are needed. */
  boolean needsShotTokens() {
    return methods.stream().anyMatch(v -> Methods.of(v.method()).needs(Need.SHOT_TOKENS));
  }

  /**
   * The experiments on one data set with one encoder, those on the same shots beside each other. A
   * method that uses no shots runs once.
   */
  List<Cell> cells(String dataset, String encoder) {
    List<Cell> cells = new ArrayList<>();
    for (MethodVariant variant : methods) {
      if (!needsShots(variant)) {
        cells.add(new Cell(dataset, encoder, variant, 0, 0, protocol));
      }
    }
    for (int count : shots) {
      for (long seed : seeds) {
        for (MethodVariant variant : methods) {
          if (needsShots(variant)) {
            cells.add(new Cell(dataset, encoder, variant, count, seed, protocol));
          }
        }
      }
    }
    return cells;
  }
}
