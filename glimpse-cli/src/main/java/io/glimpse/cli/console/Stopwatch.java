package io.glimpse.cli.console;

import io.glimpse.progress.Monitor;
import io.glimpse.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Times the parts of a run, shows the progress of a fit, and keeps its warnings. */
public final class Stopwatch implements Monitor {

  private final Console console;
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private boolean selected;
  private String part = "load";
  private long since = System.nanoTime();
  private @Nullable Progress progress;

  public Stopwatch(Console console) {
    this.console = console;
    for (String name : List.of("load", "prepare", "fit", "select", "predict")) {
      nanos.put(name, 0L);
    }
  }

  /** One part ends and another begins. */
  public void start(String name) {
    long now = System.nanoTime();
    nanos.merge(part, now - since, Long::sum);
    since = now;
    part = name;
  }

  /** The last part ends. */
  public void stop() {
    start("predict");
  }

  @Override
  public void phase(Phase phase) {
    closeProgress();
    selected |= phase == Phase.SELECT;
    start(phase.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void progress(long done, long total) {
    if (progress == null) {
      progress = console.progress(part, total);
    }
    progress.to(done);
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
    console.note(message);
  }

  public void closeProgress() {
    if (progress != null) {
      progress.close();
      progress = null;
    }
  }

  /** Whether a search for parameters took place. */
  boolean selected() {
    return selected;
  }

  /** Seconds of every part. */
  public Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    nanos.forEach((name, value) -> seconds.put(name, Math.rint(value / 1e5) / 1e4));
    return seconds;
  }

  public List<String> warnings() {
    return warnings;
  }
}
