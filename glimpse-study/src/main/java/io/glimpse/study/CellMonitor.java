package io.glimpse.study;

import io.glimpse.method.Monitor;
import java.util.ArrayList;
import java.util.List;

/** Times the parts of a fit and keeps its epochs and warnings. */
final class CellMonitor implements Monitor {

  private final List<CellResult.Epoch> epochs = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private long trainingSince = System.nanoTime();
  private long since = trainingSince;
  private Phase phase = Phase.FIT;
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
    epochs.add(new CellResult.Epoch(loss, accuracy, seconds));
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }

  List<CellResult.Epoch> epochs() {
    return List.copyOf(epochs);
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
