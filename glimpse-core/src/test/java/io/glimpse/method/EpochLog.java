package io.glimpse.method;

import io.glimpse.progress.Monitor;
import java.util.ArrayList;
import java.util.List;

/** Remembers what a fit said. */
public final class EpochLog implements Monitor {
  public final List<Double> losses = new ArrayList<>();
  final List<Double> accuracies = new ArrayList<>();
  public final List<String> warnings = new ArrayList<>();

  @Override
  public void epoch(int epoch, double loss, double accuracy) {
    losses.add(loss);
    accuracies.add(accuracy);
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }
}
