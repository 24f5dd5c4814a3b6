package io.glimpse.cli.answers;

import io.glimpse.cli.console.Console;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.file.Input;
import io.glimpse.file.Version;
import io.glimpse.image.ImageException;
import io.glimpse.inference.EvidenceOf;
import io.glimpse.inference.Explanation;
import io.glimpse.inference.Predictor;
import io.glimpse.metric.Evaluation;
import io.glimpse.report.EvaluationReport;
import io.glimpse.report.Evidence;
import io.glimpse.report.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Writes the page of an evaluation, with the evidence behind the surest of its wrong answers. */
final class EvaluationExplained {

  /** Wrong answers on the page; more would make it heavy for a browser. */
  private static final int MOST = 60;

  private final Predictor predictor;
  private final Evaluation evaluation;
  private final WrongAnswers wrong;
  private final String warning;

  /**
   * A page to be.
   *
   * @param warning what a reader must know before he believes the figures; empty for nothing
   */
  EvaluationExplained(
      Predictor predictor, Evaluation evaluation, WrongAnswers wrong, String warning) {
    this.predictor = predictor;
    this.evaluation = evaluation;
    this.wrong = wrong;
    this.warning = warning;
  }

  /**
   * Writes the page.
   *
   * @param folder must exist
   * @param coverage how often sets were to hold the true class
   * @param command to be shown on the page
   * @return its path
   */
  Path write(Path folder, double coverage, String command, Console console) throws IOException {
    Path file = folder.resolve(Explanation.FILE);
    new EvaluationReport(
            "How good the answers are",
            new Origin(
                Version.current(),
                predictor.encoder().name(),
                predictor.encoder().fingerprint(),
                command,
                Instant.now()),
            console.notes(),
            warning.isEmpty() ? List.of() : List.of(warning),
            evaluation,
            predictor.calibration().sentence(),
            coverage,
            evidence(console))
        .write(file);
    return file;
  }

  /** The few pictures are encoded once more, so that no others need be kept meanwhile. */
  private List<Evidence> evidence(Console console) {
    List<WrongAnswers.Wrong> surest = wrong.surest(MOST);
    List<Input> inputs = surest.stream().map(WrongAnswers.Wrong::input).toList();
    EvidenceOf source = new EvidenceOf(predictor);
    List<Evidence> evidence = new ArrayList<>();
    Iterator<WrongAnswers.Wrong> next = surest.iterator();
    source.pipeline().run(inputs, image -> add(image, next.next(), source, evidence, console));
    return evidence;
  }

  private void add(
      EncodedImage image,
      WrongAnswers.Wrong one,
      EvidenceOf source,
      List<Evidence> evidence,
      Console console) {
    try {
      Evidence shown = source.of(image, predictor.predict(image));
      String truth = evaluation.classes().name(one.truth());
      evidence.add(new Evidence(shown.file(), truth, shown.views(), shown.answers()));
    } catch (ImageException e) {
      // It could be read a moment ago.
      console.failed(image.input().name(), e);
    }
  }
}
