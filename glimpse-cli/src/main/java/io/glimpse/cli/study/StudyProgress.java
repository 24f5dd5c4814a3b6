package io.glimpse.cli.study;

import io.glimpse.cli.console.Console;
import io.glimpse.progress.Progress;
import io.glimpse.study.CellResult;
import io.glimpse.study.StudyListener;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says on stderr how a study goes on. */
final class StudyProgress implements StudyListener, AutoCloseable {

  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;

  private final Console console;
  private @Nullable Progress encoding;

  StudyProgress(Console console) {
    this.console = console;
  }

  @Override
  public void encodes(String what, int pictures) {
    close();
    encoding = console.progress(what, pictures);
  }

  @Override
  public void encoded() {
    if (encoding != null) {
      encoding.step();
    }
  }

  @Override
  public void note(String sentence) {
    console.note(sentence);
  }

  @Override
  public void failed(String what, String reason) {
    console.failed(what, reason.startsWith(what) ? reason : what + ": " + reason);
  }

  @Override
  public void runs(int toRun, int kept) {
    close();
    console.status("%d experiments to run, %d kept from before", toRun, kept);
  }

  @Override
  public void finished(CellResult result, int done, int total, double secondsLeft) {
    CellResult.Score score = result.score();
    String shots =
        result.shots() == 0 ? "" : ", " + result.shots() + " shots, seed " + result.seed();
    console.status(
        "%d of %d: %s, %s, %s%s: %s%s",
        done,
        total,
        result.dataset(),
        result.encoder(),
        result.variant(),
        shots,
        score == null ? "failed" : percent(score.accuracy()),
        done == total || Double.isNaN(secondsLeft) ? "" : "; about " + time(secondsLeft) + " left");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String time(double seconds) {
    if (seconds < 2 * MINUTE) {
      return Math.round(seconds) + " s";
    }
    return seconds < 2 * HOUR
        ? Math.round(seconds / MINUTE) + " min"
        : String.format(Locale.ROOT, "%.1f h", seconds / HOUR);
  }

  @Override
  public void close() {
    if (encoding != null) {
      encoding.close();
      encoding = null;
    }
  }
}
