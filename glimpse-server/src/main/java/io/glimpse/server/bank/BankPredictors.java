package io.glimpse.server.bank;

import io.glimpse.database.BankDatabase;
import io.glimpse.database.BankSnapshot;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.progress.Notes;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.answer.PredictorCache;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.shots.BankBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What answers for banks, as they are now. */
final class BankPredictors {

  private final BankDatabase banks;
  private final ImagePipeline pipeline;
  private final CloudRendering clouds;
  private final Admission admission;
  private final PredictorCache<Key> ready;

  private record Key(String bank, long version, @Nullable String method) {}

  /** What answers, and which version it is of. */
  record Answering(BankSnapshot snapshot, Predictor predictor) {}

  BankPredictors(
      BankDatabase banks,
      ImagePipeline pipeline,
      CloudRendering clouds,
      Admission admission,
      Limits limits) {
    this.banks = banks;
    this.pipeline = pipeline;
    this.clouds = clouds;
    this.admission = admission;
    this.ready = new PredictorCache<>(limits.of(Limit.BANK_MEMORY));
  }

  /** The pipeline into the encoder. */
  ImagePipeline pipeline() {
    return pipeline;
  }

  /** How point clouds become images, where a bank does not say. */
  CloudRendering clouds() {
    return clouds;
  }

  /**
   * What answers for a bank now.
   *
   * @param method instead of the bank's own; null for that
   */
  Answering of(String name, @Nullable String method) throws Exception {
    BankSnapshot snapshot = banks.current(name);
    Key key = new Key(name, snapshot.version(), method);
    Predictor known = ready.ready(key);
    Predictor predictor =
        known == null
            ? admission.run(() -> ready.of(key, snapshot.bytes(), () -> open(snapshot, method)))
            : known;
    return new Answering(snapshot, predictor);
  }

  /**
   * Refuses a bank that has classes without a shot.
   *
   * @param purpose what it has nothing for
   */
  static void requireTaught(BankSnapshot snapshot, String purpose) {
    if (!snapshot.isTaught()) {
      throw new ProblemException(
          Problem.CONFLICT,
          "The bank has classes without a shot, so there is nothing "
              + purpose
              + ". Add a shot to each class first.");
    }
  }

  private Predictor open(BankSnapshot snapshot, @Nullable String method) throws Exception {
    BankBuilder.requireSameEncoder(snapshot.bank(), pipeline.encoder(), snapshot.name());
    if (snapshot.bank().text().isNone()) {
      // Its names would answer meanwhile, and say nothing to the encoder.
      requireTaught(snapshot, "to answer with");
    }
    return new ClassifierSpec.OfBank(snapshot.name(), method, Map.of())
        .open(pipeline, snapshot.answering(), clouds, Notes.SILENT);
  }
}
