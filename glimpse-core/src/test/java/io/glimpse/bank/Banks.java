package io.glimpse.bank;

import io.glimpse.calibration.Calibration;
import io.glimpse.calibration.Lack;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import java.util.List;
import java.util.Map;

/** Small banks: one prompt and one shot a class, at right angles. */
final class Banks {

  static final EncoderId ENCODER = new EncoderId("lite", "00ff00ff00ff00ff");

  private Banks() {}

  /** Two classes; shot i has the id {@code ids.get(i)} and is of class i. */
  static Bank of(List<String> classes, List<String> ids) {
    Matrix axes = Matrix.of(new float[] {1, 0}, new float[] {0, 1});
    return new Bank(
        ENCODER,
        new BankTexts(
            TextFeatures.ofPrompts(ClassSet.of(classes), List.of(axes.rows(0, 1), axes.rows(1, 2))),
            classes.stream().map(name -> List.of("a photo of a " + name + ".")).toList(),
            List.of("a photo of a {}.")),
        BankShots.of(
            Cache.of(axes, Labels.of(0, 1)),
            ids.stream().map(id -> new Shot(id, id + ".jpg")).toList()),
        Fitted.of("tip", Map.of("alpha", "2")),
        new Provenance("0.1.0", "fixed", 0, 1, 1, "2025-01-01T00:00:00Z"),
        null);
  }

  /** The same as it was made before banks could tell how far to trust them. */
  static Bank older(Bank bank) {
    return new Bank(
        bank.encoder(),
        bank.texts(),
        bank.shots(),
        new Fitted(bank.method(), bank.parameters(), Map.of(), Calibration.none(Lack.OLDER)),
        bank.provenance(),
        bank.clouds());
  }

  /** The same of pictures that were read in some way. */
  static Bank read(Bank bank, PictureReading reading) {
    Provenance said = bank.provenance();
    return new Bank(
        bank.encoder(),
        bank.texts(),
        bank.shots(),
        bank.fitted(),
        new Provenance(
            said.version(),
            said.selection(),
            said.selectedOn(),
            said.seed(),
            said.views(),
            said.created(),
            reading),
        bank.clouds());
  }

  /** The same as clouds that were drawn somehow. */
  static Bank ofClouds(Bank bank, CloudDrawing drawing) {
    return new Bank(
        bank.encoder(), bank.texts(), bank.shots(), bank.fitted(), bank.provenance(), drawing);
  }

  /** The same, trained. */
  static Bank trained(Bank bank, String method, Map<String, Matrix> weights) {
    return new Bank(
        bank.encoder(),
        bank.texts(),
        bank.shots(),
        new Fitted(method, bank.parameters(), weights, bank.fitted().calibration()),
        bank.provenance(),
        null);
  }
}
