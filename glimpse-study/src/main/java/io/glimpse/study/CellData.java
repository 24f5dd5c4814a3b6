package io.glimpse.study;

import io.glimpse.data.PublishedSettings;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.LabelledFeatures;
import io.glimpse.feature.Shots;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Ties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one experiment starts from.
 *
 * @param method the method
 * @param given its parameters before any is chosen
 * @param selection how they are chosen
 * @param ties which of equally good ones are taken
 * @param chosenOn what they are chosen on; null where nothing is, or the shots are
 * @param selectedOn the same, for people
 * @param shots null for a method that uses none
 * @param inputs digests of all of it, the test set included
 */
record CellData(
    Method method,
    Parameters given,
    Selection selection,
    Ties ties,
    @Nullable LabelledFeatures chosenOn,
    String selectedOn,
    @Nullable Shots shots,
    Map<String, String> inputs) {

  /**
   * Gathers it with global features alone; enough to tell whether the experiment was run before.
   */
  static CellData of(Cell cell, StudyData data, StudyPlan plan) throws IOException {
    return of(cell, data, plan, false);
  }

  /** Gathers it with spatial tokens where the method needs them. */
  static CellData withTokens(Cell cell, StudyData data, StudyPlan plan) throws IOException {
    return of(cell, data, plan, true);
  }

  private static CellData of(Cell cell, StudyData all, StudyPlan plan, boolean tokens)
      throws IOException {
    Method method = Methods.of(cell.variant().method());
    StudyData data = all.seenBy(method);
    boolean pictureTokens = tokens && method.needs(Need.TOKENS);
    Shots shots =
        cell.shots() == 0
            ? null
            : data.shots(cell.shots(), cell.seed(), tokens && method.needs(Need.SHOT_TOKENS));
    LabelledFeatures test = data.test(pictureTokens);
    LabelledFeatures chosenOn = null;
    Selection selection = asked(cell, method);
    if (selection == null || selection == Selection.VALIDATION) {
      Optional<LabelledFeatures> validation =
          data.validation(cell.shots(), cell.seed(), plan.validation(), pictureTokens);
      chosenOn = validation.orElse(null);
      if (selection == null) {
        selection = otherwise(validation.isPresent(), shots);
      }
    }
    if (selection == Selection.REFERENCE) {
      chosenOn = test;
    }
    Parameters given = Parameters.of(method, settings(cell, data, method));
    Map<String, String> inputs = new TreeMap<>();
    inputs.put("test", data.testDigest());
    inputs.put("settings", InputDigest.of(given + " " + selection + " " + data.classes().names()));
    if (data.text() != null) {
      inputs.put("text", InputDigest.of(data.text().weights()));
    }
    if (chosenOn != null) {
      inputs.put("selection", InputDigest.of(chosenOn));
    }
    if (shots != null) {
      inputs.put("shots", InputDigest.of(shots));
    }
    if (data.hasGivenTokens() && method.needs(Need.TOKENS)) {
      List<FeatureSource> spatial = spatial(method, test, chosenOn, shots);
      if (!spatial.isEmpty()) {
        inputs.put("tokens", InputDigest.ofTokens(spatial));
      }
    }
    return new CellData(
        method,
        given,
        selection,
        cell.variant().ties(),
        chosenOn,
        selectedOn(selection, chosenOn),
        shots,
        inputs);
  }

  /** The pictures whose spatial tokens a method looks at, where they have some. */
  private static List<FeatureSource> spatial(
      Method method,
      LabelledFeatures test,
      @Nullable LabelledFeatures chosenOn,
      @Nullable Shots shots) {
    List<FeatureSource> sources = new ArrayList<>(List.of(test.features()));
    if (chosenOn != null) {
      sources.add(chosenOn.features());
    }
    if (shots != null && method.needs(Need.SHOT_TOKENS)) {
      sources.addAll(shots.views());
    }
    sources.removeIf(source -> !source.isSpatial());
    return sources;
  }

  /** What the variant, its protocol or its method leave no choice of; null where they do. */
  private static @Nullable Selection asked(Cell cell, Method method) {
    Set<Selection> possible = method.selections();
    Selection asked = cell.variant().selection();
    if (possible.size() == 1) {
      // There is nothing to choose.
      return Selection.FIXED;
    }
    if (asked == null
        && cell.protocol() == Protocol.REFERENCE
        && possible.contains(Selection.REFERENCE)) {
      return Selection.REFERENCE;
    }
    if (asked == null && !possible.contains(Selection.VALIDATION)) {
      // It would pass validation pictures by, which must not calibrate it either then.
      return possible.contains(Selection.LEAVE_ONE_OUT) ? Selection.LEAVE_ONE_OUT : Selection.FIXED;
    }
    return asked;
  }

  /** The honest protocol's way where nothing else was asked for. */
  private static Selection otherwise(boolean validation, @Nullable Shots shots) {
    if (validation) {
      return Selection.VALIDATION;
    }
    return shots == null ? Selection.FIXED : Selection.LEAVE_ONE_OUT;
  }

  private static String selectedOn(Selection selection, @Nullable LabelledFeatures chosenOn) {
    int rows = chosenOn == null ? 0 : chosenOn.size();
    return switch (selection) {
      case FIXED -> "nothing";
      case VALIDATION -> rows + " validation pictures";
      case LEAVE_ONE_OUT -> "the shots, each left out in turn";
      case REFERENCE -> "the " + rows + " test pictures themselves";
    };
  }

  /**
   * The data set's published settings, then what the encoder says otherwise, then the variant's.
   */
  private static Map<String, String> settings(Cell cell, StudyData data, Method method) {
    Map<String, String> settings = new LinkedHashMap<>();
    // The one data set that Tip-Adapter's configurations abbreviate.
    String published = data.dataset().equals("fgvc_aircraft") ? "fgvc" : data.dataset();
    if (PublishedSettings.datasets().contains(published)) {
      settings.putAll(PublishedSettings.of(published).values(method));
    }
    settings.putAll(data.defaults(method.name()));
    settings.putAll(cell.variant().settings());
    return settings;
  }
}
