package io.glimpse.bank;

import io.glimpse.calibration.Calibration;
import io.glimpse.calibration.CalibrationFit;
import io.glimpse.feature.Shots;
import io.glimpse.local.LocalClassifier;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Task;
import org.jspecify.annotations.Nullable;

/** What answers by a bank, made when it is first asked for. */
final class BankAnswers {

  private final BankTexts texts;
  private final BankShots shots;
  private final Fitted fitted;
  private final long seed;

  /** Null until it is asked for; whoever comes second makes the same. */
  private volatile @Nullable Classifier classifier;

  private final Object calibrating = new Object();

  /** Null until it is asked for, as the classifier is. */
  private volatile @Nullable Calibration calibration;

  /**
   * Of the parts of a bank.
   *
   * @param classifier null where it is yet to be made
   */
  BankAnswers(
      BankTexts texts, BankShots shots, Fitted fitted, long seed, @Nullable Classifier classifier) {
    this.texts = texts;
    this.shots = shots;
    this.fitted = fitted;
    this.seed = seed;
    this.classifier = classifier;
    this.calibration = fitted.calibration();
  }

  /** See {@link Bank#classifier()}. */
  Classifier classifier() {
    Classifier ready = classifier;
    if (ready == null) {
      ready = restored();
      classifier = ready;
    }
    return ready;
  }

  /** A classifier that was made of these shots at once, and did not grow. */
  Classifier restored() {
    Method method = fitted.method();
    Task.Builder task = Task.of(texts.features()).seed(seed).parameters(fitted.checkedParameters());
    if (method.needs(Need.SHOTS)) {
      task.shots(Shots.of(shots.cache()));
    }
    Classifier whole = method.restore(task.build(), fitted.weights());
    return LocalClassifier.with(whole, shots.cache(), shots.local());
  }

  /** See {@link Bank#calibration()}. */
  Calibration calibration() {
    Calibration ready = calibration;
    if (ready == null) {
      // It may take long and much memory: one thread does it for all.
      synchronized (calibrating) {
        ready = calibration;
        if (ready == null) {
          ready = CalibrationFit.ofBank(classifier(), shots.cache(), texts.features(), null);
          calibration = ready;
        }
      }
    }
    return ready;
  }

  /**
   * The classifier with more shots.
   *
   * @param longer these texts, or with one class more
   * @param more these shots and more
   * @return null where it is to be made anew
   */
  @Nullable Classifier grown(BankTexts longer, BankShots more) {
    Classifier ready = classifier;
    return ready == null ? null : ready.grown(longer.features(), more.cache()).orElse(null);
  }

  /**
   * The classifier without a shot.
   *
   * @param fewer these shots without it
   * @return null where it is to be made anew
   */
  @Nullable Classifier without(int shot, BankShots fewer) {
    Classifier ready = classifier;
    return ready == null ? null : ready.without(shot, fewer.cache()).orElse(null);
  }
}
