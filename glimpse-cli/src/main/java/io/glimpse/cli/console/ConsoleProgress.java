package io.glimpse.cli.console;

import io.glimpse.progress.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far long work has come: a bar on a terminal, elsewhere a plain line every few seconds. */
final class ConsoleProgress implements Progress {

  /** Set by the launcher, which can tell: {@code true} where stderr is a terminal. */
  static final String TERMINAL_PROPERTY = "glimpse.terminal";

  private static final Duration EVERY = Duration.ofSeconds(5);

  private final PrintStream err;
  private final String what;
  private final long total;
  private final boolean plain;
  private final @Nullable ProgressBar bar;
  private final long start = System.nanoTime();
  private long lastLine = start;
  private final long before;
  private long done;

  /** Progress of work of which {@code before} was done before the start. */
  ConsoleProgress(PrintStream err, boolean quiet, String what, long total, long before) {
    this.before = before;
    this.done = before;
    this.err = err;
    this.what = what;
    this.total = total;
    boolean terminal = Boolean.getBoolean(TERMINAL_PROPERTY);
    this.plain = !quiet && !terminal;
    this.bar =
        quiet || !terminal || total < 2
            ? null
            : new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .startsFrom(before, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .clearDisplayOnFinish()
                .build();
  }

  @Override
  public void step() {
    to(done + 1);
  }

  @Override
  public void to(long count) {
    done = count;
    if (bar != null) {
      bar.stepTo(count);
    }
    long now = System.nanoTime();
    if (plain && now - lastLine >= EVERY.toNanos() && count < total) {
      lastLine = now;
      double rate = (count - before) / ((now - start) / 1e9);
      err.printf(
          Locale.ROOT,
          "%s: %d of %d, %.0f a second, about %.0f s left%n",
          what,
          count,
          total,
          rate,
          (total - count) / rate);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
