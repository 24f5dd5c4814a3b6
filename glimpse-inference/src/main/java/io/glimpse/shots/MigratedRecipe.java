package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.Labels;
import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.CloudRendering;
import io.glimpse.listing.FewNames;
import io.glimpse.local.LocalShots;
import io.glimpse.local.Tiling;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a bank would be built by another encoder: by what a bank says of itself, what somebody chose
 * is told from what its encoder or a search gave it.
 */
final class MigratedRecipe {

  private final Bank bank;
  private final String name;
  private final MigrationRecipe asked;
  private final Encoder encoder;
  private final Notes notes;

  /**
   * Of a bank.
   *
   * @param name of the bank, for messages
   * @param encoder that it goes to
   * @param notes hear what is kept that somebody chose
   */
  MigratedRecipe(Bank bank, String name, MigrationRecipe asked, Encoder encoder, Notes notes) {
    this.bank = bank;
    this.name = name;
    this.asked = asked;
    this.encoder = encoder;
    this.notes = notes;
  }

  /**
   * The recipe.
   *
   * @param validated whether there are validation pictures
   * @throws IOException if the bank does not say enough of itself
   */
  BankRecipe recipe(boolean validated) throws IOException {
    ShotRecipe shots = ShotRecipe.ofBank(bank, name);
    CloudDrawing drawing = bank.clouds();
    if (drawing == null && shots.kind() == BankKind.CLOUDS) {
      throw new InputException(
          name,
          "this bank of an older version does not say how its clouds were drawn; build it anew");
    }
    Selection selection = selection(validated);
    LocalShots local = bank.shots().local();
    return new BankRecipe(
        bank.method(),
        parameters(drawing),
        selection,
        templates(),
        shots.augmentations(),
        shots.seed(),
        CloudRendering.ofBank(bank, name, CloudRendering.usual()),
        drawing == null ? null : drawing.fusion(),
        drawing != null && drawing.weights() != null,
        said(),
        asked.local(),
        local == null || asked.local() == LocalMode.OFF ? Tiling.ONE : local.tiling());
  }

  /** What was chosen is chosen anew, in the same way. */
  private Selection selection(boolean validated) throws InputException {
    Selection before = before();
    Selection wanted = asked.selection();
    if (validated) {
      return wanted == null ? Selection.VALIDATION : wanted;
    }
    if (wanted == null && before == Selection.VALIDATION) {
      Remedy remedy = new Remedy(Remedy.Kind.GIVE_VALIDATION, name);
      throw new InputException(
          name,
          String.format(
              "its parameters were chosen on %d validation pictures, which a bank does not keep; %s",
              bank.provenance().selectedOn(), remedy.phrase()),
          remedy);
    }
    return wanted == null ? before : wanted;
  }

  private Selection before() throws InputException {
    try {
      return Selection.of(bank.provenance().selection());
    } catch (ParameterException e) {
      throw new InputException(name, "of its provenance, " + e.getMessage(), e);
    }
  }

  /** Values that neither the encoder, the views, the balance of the classes nor a fit gave. */
  private Map<String, String> parameters(@Nullable CloudDrawing drawing) throws IOException {
    Method method = Methods.of(bank.method());
    Labels labels = Labels.of(bank.cache().labels());
    Map<String, String> given = new LinkedHashMap<>(bank.checkedParameters().asText());
    CloudRendering clouds =
        drawing == null ? null : CloudRendering.ofBank(bank, name, CloudRendering.usual());
    Map<String, String> usual =
        UsualParameters.of(asked.before().parameters(), method, clouds, Map.of(), labels, Map.of())
            .asText();
    given.keySet().removeAll(method.chosen(before(), bank.checkedParameters()));
    given.entrySet().removeIf(one -> one.getValue().equals(usual.get(one.getKey())));
    // A bank that grew has the balance of fewer shots; who wanted none has the method's default.
    Map<String, String> own = Parameters.defaults(method).asText();
    Set<String> balanced =
        method.balanced(labels.counts(labels.classCount()), bank.checkedParameters()).keySet();
    given
        .entrySet()
        .removeIf(
            one ->
                balanced.contains(one.getKey()) && !one.getValue().equals(own.get(one.getKey())));
    if (!given.isEmpty()) {
      List<String> values = new ArrayList<>();
      given.forEach((parameter, value) -> values.add(parameter + "=" + value));
      notes.note("kept as it was chosen for the bank: " + String.join(", ", values));
    }
    return given;
  }

  private List<String> templates() {
    if (!asked.templates().isEmpty()) {
      return asked.templates();
    }
    if (!encoder.readsTexts()) {
      return List.of();
    }
    List<String> before = bank.templates();
    boolean nobodys =
        before.equals(List.of("{}"))
            || before.equals(asked.before().templates())
            || before.equals(encoder.templates())
            || isOfPreset(before);
    if (nobodys || encoder.usesBareNames()) {
      return List.of();
    }
    notes.note("names stand in '" + FewNames.of(before) + "', as it was chosen for the bank");
    return before;
  }

  /** Clouds have a sentence of their own, which the build finds again. */
  private boolean isOfPreset(List<String> templates) {
    CloudDrawing drawing = bank.clouds();
    try {
      return drawing != null
          && templates.equals(
              List.of(
                  CloudRendering.ofBank(bank, name, CloudRendering.usual()).preset().template()));
    } catch (IOException e) {
      return false;
    }
  }

  /** Words that were given to a class, and not made of its name. */
  private ClassDescriptions said() {
    Map<String, ClassDescriptions.Words> words = new LinkedHashMap<>();
    List<String> rows = new ArrayList<>();
    List<String> described = new ArrayList<>();
    for (int c = 0; c < bank.classes().size(); c++) {
      String className = bank.classes().name(c);
      List<String> prompts = bank.prompts().get(c);
      if (asked.said().of(className) != null
          || prompts.isEmpty()
          || ClassPrompts.areOfName(bank, c)) {
        continue;
      }
      if (!encoder.readsTexts()) {
        described.add(className);
        continue;
      }
      if (prompts.stream().allMatch(FeatureBankBuilder::isRow)) {
        rows.add(className);
      } else {
        words.put(className, ClassTexts.said(bank.templates(), prompts));
      }
    }
    if (!described.isEmpty()) {
      notes.note(
          "words of classes are left out, for the new encoder takes pictures alone: "
              + FewNames.of(described));
    }
    if (!rows.isEmpty()) {
      notes.note(
          "texts that were rows of features are encoded from the names instead: "
              + FewNames.of(rows));
    }
    return new ClassDescriptions(words).with(asked.said());
  }
}
