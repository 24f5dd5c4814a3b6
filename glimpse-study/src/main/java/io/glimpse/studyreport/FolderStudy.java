package io.glimpse.studyreport;

import io.glimpse.encoder.Encoder;
import io.glimpse.file.Version;
import io.glimpse.study.CellResult;
import io.glimpse.study.MethodVariant;
import io.glimpse.study.Protocol;
import io.glimpse.study.ResultLog;
import io.glimpse.study.Study;
import io.glimpse.study.StudyData;
import io.glimpse.study.StudyFolder;
import io.glimpse.study.StudyListener;
import io.glimpse.study.StudyPlan;
import io.glimpse.study.StudySource;
import io.glimpse.study.ValidationImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A study of one's own folder of images, from the images to the page: which method answers them
 * best, with how many examples.
 *
 * <pre>{@code
 * FolderStudy.Found found =
 *     FolderStudy.of(images).shots(1, 2, 4).methods("zero-shot", "tip").run(encoder, out);
 * }</pre>
 *
 * <p>Immutable. It does what {@code glimpse study run} and {@code glimpse study report} do: it goes
 * on where it was, and nothing is run twice unless its inputs have changed.
 */
public final class FolderStudy {

  private final Path images;
  private final StudyPlan plan;
  private final StudyListener listener;

  private FolderStudy(Path images, StudyPlan plan, StudyListener listener) {
    this.images = images;
    this.plan = plan;
    this.listener = listener;
  }

  /**
   * What a study found.
   *
   * @param outcome how much of it was run, and how much failed
   * @param results of all experiments of the study's folder, in the order in which they were first
   *     run
   * @param page {@code report.html}, which needs nothing beside it
   */
  public record Found(Study.Outcome outcome, List<CellResult> results, Path page) {

    public Found {
      results = List.copyOf(results);
    }
  }

  /**
   * A study of zero-shot and Tip-Adapter with 1, 2, 4, 8 and 16 examples, and one sample of each.
   *
   * @param images a folder with one of images a class; or with {@code train}, {@code test} and, if
   *     wanted, {@code val}, each of which holds those. Where it is not split, half of every class
   *     is there to learn from, 20 % to validate and 30 % to test. A CSV table does, too.
   */
  public static FolderStudy of(Path images) {
    return new FolderStudy(
        images,
        plan(
            List.of(MethodVariant.parse("zero-shot"), MethodVariant.parse("tip")),
            List.of(1, 2, 4, 8, 16),
            List.of(1L)),
        StudyListener.SILENT);
  }

  /** The same with other numbers of examples a class. */
  public FolderStudy shots(int... counts) {
    return with(plan(plan.methods(), IntStream.of(counts).boxed().toList(), plan.seeds()));
  }

  /**
   * The same with other methods.
   *
   * @param methods such as {@code calip}, or with settings, {@code tip:alpha=1:select=fixed}
   * @throws io.glimpse.method.ParameterException naming what does not exist
   */
  public FolderStudy methods(String... methods) {
    return with(
        plan(
            Arrays.stream(methods).map(MethodVariant::parse).toList(), plan.shots(), plan.seeds()));
  }

  /** The same with other seeds, of which each draws a sample of every number of examples. */
  public FolderStudy seeds(long... seeds) {
    return with(plan(plan.methods(), plan.shots(), LongStream.of(seeds).boxed().toList()));
  }

  /** The same with somebody who hears how it goes on. */
  public FolderStudy listener(StudyListener hears) {
    return new FolderStudy(images, plan, hears);
  }

  /**
   * Runs what the study's folder lacks, and writes its report.
   *
   * @param encoder stays open
   * @param out the study's folder, which is made where it is missing; encoded features stay in its
   *     {@code features}
   * @throws IOException if the images cannot be read, the folder cannot be written, or is that of
   *     another encoder
   */
  public Found run(Encoder encoder, Path out) throws IOException {
    Path whole = images.toAbsolutePath().normalize();
    Path root = whole.getParent();
    if (root == null) {
      throw new IllegalArgumentException(
          whole + ": the root of a file system is no folder of images; give one below it");
    }
    String name = whole.getFileName().toString();
    StudyFolder.requireKey("a data set", name);
    StudyFolder.requireKey("an encoder", encoder.name());
    Path features = out.resolve("features").resolve(StudyFolder.safe(encoder.name()));
    try (StudyFolder folder = StudyFolder.open(out);
        StudyData data =
            StudySource.pictures(
                name, root, features, encoder, StudySource.Pictures.usual(), plan, listener)) {
      Study.Outcome outcome = new Study(folder, plan, Version.current(), 1, listener).run(data);
      Path page = StudyReport.of(out, Version.current()).write().get(0);
      return new Found(outcome, ResultLog.read(out), page);
    }
  }

  private FolderStudy with(StudyPlan other) {
    return new FolderStudy(images, other, listener);
  }

  private static StudyPlan plan(
      List<MethodVariant> methods, List<Integer> shots, List<Long> seeds) {
    return new StudyPlan(methods, shots, seeds, Protocol.HONEST, ValidationImages.WHOLE);
  }
}
