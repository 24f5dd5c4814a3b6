package io.glimpse.shots;

import io.glimpse.progress.Monitor;

/** Passes on what a monitor hears, and knows whether a search for parameters took place. */
final class SelectionWatch implements Monitor {

  private final Monitor to;
  private boolean selected;

  SelectionWatch(Monitor to) {
    this.to = to;
  }

  boolean selected() {
    return selected;
  }

  @Override
  public void phase(Phase phase) {
    selected |= phase == Phase.SELECT;
    to.phase(phase);
  }

  @Override
  public void progress(long done, long total) {
    to.progress(done, total);
  }

  @Override
  public void epoch(int epoch, double loss, double accuracy) {
    to.epoch(epoch, loss, accuracy);
  }

  @Override
  public void candidate(int candidate) {
    to.candidate(candidate);
  }

  @Override
  public void kept(int candidate) {
    to.kept(candidate);
  }

  @Override
  public void warn(String message) {
    to.warn(message);
  }
}
