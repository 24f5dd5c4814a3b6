package io.glimpse.study;

import io.glimpse.progress.Monitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Times the parts of a fit and keeps its warnings, and the epochs of the training that counts. */
final class CellMonitor implements Monitor {

  private final Map<Integer, List<CellResult.Epoch>> epochs = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private long trainingSince = System.nanoTime();
  private long since = trainingSince;
  private Phase phase = Phase.FIT;
  private int training;
  private long fit;
  private long select;

  @Override
  public void phase(Phase next) {
    long now = System.nanoTime();
    if (phase == Phase.SELECT) {
      select += now - since;
    } else {
      fit += now - since;
    }
    if (next == Phase.FIT) {
      trainingSince = now;
    }
    since = now;
    phase = next;
  }

  /** The fit is over. */
  void stop() {
    phase(phase);
  }

  @Override
  public void epoch(int epoch, double loss, double accuracy) {
    double seconds = (System.nanoTime() - trainingSince) / 1e9;
    epochs
        .computeIfAbsent(training, number -> new ArrayList<>())
        .add(new CellResult.Epoch(loss, accuracy, seconds));
  }

  @Override
  public void candidate(int candidate) {
    training = candidate;
    trainingSince = System.nanoTime();
  }

  @Override
  public void kept(int candidate) {
    training = candidate;
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }

  List<CellResult.Epoch> epochs() {
    return List.copyOf(epochs.getOrDefault(training, List.of()));
  }

  List<String> warnings() {
    return warnings;
  }

  double fitSeconds() {
    return fit / 1e9;
  }

  double selectSeconds() {
    return select / 1e9;
  }
}
