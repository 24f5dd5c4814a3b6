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

  /** Takes a picture to its features, or says what is wrong with it. */
  @FunctionalInterface
  public interface Encoding {
    EncodedImage of(Input input);
  }

  /** What is made of all pictures of a request together. */
  @FunctionalInterface
  public interface Finishing<T, R> {
    R of(List<Outcome<T>> outcomes) throws Exception;
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
    List<Piece<T>> pieces = pieces(inputs, pipeline::run, answering);
    List<Outcome<T>> outcomes = admission.run(pieces);
    pieces.forEach(piece -> piece.measure(piece.done));
    requireOne(outcomes, pieces);
    return outcomes;
  }

  /**
   * Encodes pictures and makes one thing of them, with which each of them is answered.
   *
   * @param finishing is given at least one that could be used
   * @throws ProblemException as {@link #run(List, ImagePipeline, Answering)}
   */
  public <T, R> R run(
      List<Input> inputs, Encoding encoding, Answering<T> answering, Finishing<T, R> finishing)
      throws Exception {
    List<Piece<T>> pieces = pieces(inputs, encoding, answering);
    List<Outcome<T>> outcomes = admission.run(pieces);
    requireOne(outcomes, pieces);
    R result = finishing.of(outcomes);
    long end = System.nanoTime();
    pieces.forEach(piece -> piece.measure(end));
    return result;
  }

  private <T> List<Piece<T>> pieces(List<Input> inputs, Encoding encoding, Answering<T> answering) {
    List<Piece<T>> pieces = new ArrayList<>(inputs.size());
    for (Input input : inputs) {
      pieces.add(new Piece<>(input, encoding, answering));
    }
    return pieces;
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
    private final Encoding encoding;
    private final Answering<T> answering;
    private final long queued = System.nanoTime();

    // Written by a thread of the admission, which hands them on with the outcome.
    private @Nullable ImageException refused;
    private long begun;
    private long network;
    private long encoded;
    private long done;

    Piece(Input input, Encoding encoding, Answering<T> answering) {
      this.input = input;
      this.encoding = encoding;
      this.answering = answering;
    }

    @Override
    public Outcome<T> call() throws Exception {
      begun = System.nanoTime();
      encoder.takeNanos();
      EncodedImage image = encoding.of(input);
      encoded = System.nanoTime();
      network = encoder.takeNanos();
      Outcome<T> outcome = answered(image);
      done = System.nanoTime();
      return outcome;
    }

    /** Tells how long each step took, when the picture is answered. */
    void measure(long end) {
      metrics.image(
          Map.of(
              Step.QUEUE, begun - queued,
              Step.PREPARE, encoded - begun - network,
              Step.ENCODE, network,
              Step.ANSWER, end - encoded));
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
