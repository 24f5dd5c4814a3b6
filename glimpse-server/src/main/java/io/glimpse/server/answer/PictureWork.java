package io.glimpse.server.answer;

import io.glimpse.document.ErrorDocument;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.metric.ServiceMetrics;
import io.glimpse.server.metric.Step;
import io.glimpse.server.metric.TimedEncoder;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.problem.ProblemMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Takes the pictures of a request from the queue to their answers, and measures each step. */
public final class PictureWork {

  private final Admission admission;
  private final TimedEncoder encoder;
  private final ServiceMetrics metrics;

  /**
   * Work on pictures.
   *
   * @param encoder at the end of all pipelines that are used here
   */
  public PictureWork(Admission admission, TimedEncoder encoder, ServiceMetrics metrics) {
    this.admission = admission;
    this.encoder = encoder;
    this.metrics = metrics;
  }

  /** What is made of a picture once it is encoded. */
  @FunctionalInterface
  public interface Answering<T> {
    T of(EncodedImage image) throws Exception;
  }

  /**
   * What became of a picture.
   *
   * @param value null where it could not be used
   * @param error null where it could
   */
  public record Outcome<T>(Input input, @Nullable T value, @Nullable ErrorDocument error) {}

  /**
   * Encodes and answers pictures; one that cannot be used has its error, and the others go on.
   *
   * @throws ProblemException if none could be used, or there is no place for them in the queue
   */
  public <T> List<Outcome<T>> run(
      List<Input> inputs, ImagePipeline pipeline, Answering<T> answering) throws Exception {
    List<Piece<T>> pieces = new ArrayList<>(inputs.size());
    for (Input input : inputs) {
      pieces.add(new Piece<>(input, pipeline, answering));
    }
    List<Outcome<T>> outcomes = admission.run(pieces);
    requireOne(outcomes, pieces);
    return outcomes;
  }

  /** Those that could not be used. */
  public static <T> List<ErrorDocument> errors(List<Outcome<T>> outcomes) {
    List<ErrorDocument> errors = new ArrayList<>();
    for (Outcome<T> outcome : outcomes) {
      if (outcome.error() != null) {
        errors.add(outcome.error());
      }
    }
    return errors;
  }

  private static <T> void requireOne(List<Outcome<T>> outcomes, List<Piece<T>> pieces)
      throws ImageException {
    List<ErrorDocument> errors = errors(outcomes);
    if (errors.size() < outcomes.size()) {
      return;
    }
    ImageException only = pieces.get(0).refused;
    if (pieces.size() == 1 && only != null) {
      throw only;
    }
    throw ProblemException.ofImages(
        "None of the %d pictures can be used; errors says why. Send others."
            .formatted(outcomes.size()),
        errors);
  }

  private final class Piece<T> implements Callable<Outcome<T>> {
    private final Input input;
    private final ImagePipeline pipeline;
    private final Answering<T> answering;
    private final long queued = System.nanoTime();
    private volatile @Nullable ImageException refused;

    Piece(Input input, ImagePipeline pipeline, Answering<T> answering) {
      this.input = input;
      this.pipeline = pipeline;
      this.answering = answering;
    }

    @Override
    public Outcome<T> call() throws Exception {
      long begun = System.nanoTime();
      encoder.takeNanos();
      EncodedImage image = pipeline.run(input);
      long encoded = System.nanoTime();
      long network = encoder.takeNanos();
      Outcome<T> outcome = answered(image);
      metrics.image(
          Map.of(
              Step.QUEUE, begun - queued,
              Step.PREPARE, encoded - begun - network,
              Step.ENCODE, network,
              Step.ANSWER, System.nanoTime() - encoded));
      return outcome;
    }

    private Outcome<T> answered(EncodedImage image) throws Exception {
      try {
        image.features();
        return new Outcome<>(input, answering.of(image), null);
      } catch (ImageException e) {
        refused = e;
        return new Outcome<>(
            input, null, new ErrorDocument(input.name(), ProblemMapper.sentence(e)));
      }
    }
  }
}
