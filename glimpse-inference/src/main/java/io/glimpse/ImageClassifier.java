package io.glimpse;

import io.glimpse.argument.Given;
import io.glimpse.bank.Bank;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.calibration.Calibration;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.DecodedImage;
import io.glimpse.image.ImageException;
import io.glimpse.inference.AnswerListener;
import io.glimpse.inference.BankCheck;
import io.glimpse.inference.EvidenceOf;
import io.glimpse.inference.Predictor;
import io.glimpse.inference.Result;
import io.glimpse.inference.Results;
import io.glimpse.inference.ShotSuggestions;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Classifier;
import io.glimpse.method.Prediction;
import io.glimpse.method.Selection;
import io.glimpse.report.Evidence;
import io.glimpse.shots.BankFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is in an image or a point cloud. Immutable: with more or fewer examples it is another
 * one, which shares its storage. Many threads may share one.
 */
public final class ImageClassifier {

  /** What messages call an image that came without a name. */
  private static final String NAMELESS = "image";

  private final Glimpse glimpse;
  private final Predictor predictor;
  private final AnswerListener answers;

  ImageClassifier(Glimpse glimpse, Predictor predictor, AnswerListener answers) {
    this.glimpse = glimpse;
    this.predictor = predictor;
    this.answers = answers;
  }

  /**
   * Classifies a file: an image, or a point cloud by its name's ending.
   *
   * @throws ImageException if it cannot be used, saying why
   */
  public Prediction classify(Path file) throws ImageException {
    return classify(Input.of(Objects.requireNonNull(file, "file")));
  }

  /**
   * Classifies an image by the bytes of its file.
   *
   * @param image not modified
   * @throws ImageException if it cannot be used, saying why
   */
  public Prediction classify(byte[] image) throws ImageException {
    return classify(Input.of(NAMELESS, Objects.requireNonNull(image, "image")));
  }

  /**
   * Classifies an image by what is left of a stream, which is read to its end and not closed.
   *
   * @throws IOException if the stream fails or is longer than 512 MiB
   * @throws ImageException if the image cannot be used, saying why
   */
  public Prediction classify(InputStream image) throws IOException {
    Objects.requireNonNull(image, "image");
    return classify(Input.of(NAMELESS, image, Input.MOST_BYTES));
  }

  /**
   * Classifies an image that is decoded already.
   *
   * @param image not modified
   */
  public Prediction classify(BufferedImage image) {
    Objects.requireNonNull(image, "image");
    try {
      return classify(DecodedImage.of(NAMELESS, image));
    } catch (ImageException e) {
      // A bank of point clouds is asked about an image.
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Classifies an image or a point cloud, wherever it is.
   *
   * @throws ImageException if it cannot be used, saying why
   */
  public Prediction classify(Input input) throws ImageException {
    Objects.requireNonNull(input, "input");
    long start = System.nanoTime();
    try {
      Prediction prediction = predictor.predict(input);
      answers.answered(true, System.nanoTime() - start);
      return prediction;
    } catch (ImageException e) {
      answers.answered(false, System.nanoTime() - start);
      throw e;
    }
  }

  /**
   * Classifies an image by its features.
   *
   * @param image 1 image, or as many as a point cloud has views, as {@link Glimpse#encode} gives
   *     it; for methods that want rows as an encoder gives them, such as {@code clip-adapter}, as
   *     {@link io.glimpse.encoder.Encoder#encodeRawImages} does
   */
  public Prediction classify(FeatureBatch image) {
    return predictor.predict(Objects.requireNonNull(image, "image"));
  }

  /**
   * Classifies files by all threads.
   *
   * @return in their order, each with its prediction or its error
   */
  public List<Result> classifyFiles(List<Path> files) {
    return classifyAll(Input.ofFiles(files));
  }

  /**
   * Classifies images and point clouds by all threads.
   *
   * @return in their order, each with its prediction or its error
   */
  public List<Result> classifyAll(Iterable<? extends Input> inputs) {
    Objects.requireNonNull(inputs, "inputs");
    List<Result> all = new ArrayList<>();
    try (Results results = predictor.predict(inputs.iterator())) {
      new HeardResults(results, answers).forEachRemaining(all::add);
    }
    return all;
  }

  /**
   * Classifies a stream of images and point clouds by all threads, as the result is read: at most
   * twelve inputs a thread are taken ahead of it, however long the stream is.
   *
   * @param inputs read by one thread at a time; closed with the result
   * @return in their order, each with its prediction or its error; to be closed where it is not
   *     read to its end
   */
  public Stream<Result> classifyAll(Stream<? extends Input> inputs) {
    Objects.requireNonNull(inputs, "inputs");
    Results results = predictor.predict(inputs.iterator());
    Spliterator<Result> each =
        Spliterators.spliteratorUnknownSize(
            new HeardResults(results, answers), Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(each, false).onClose(results::close).onClose(inputs::close);
  }

  /**
   * Why it answers as it does: the nearest examples with their share of the votes, and attention
   * over the image for the likeliest classes, which {@link io.glimpse.page.HeatMap} draws.
   *
   * @throws ImageException if the input cannot be used, saying why
   */
  public Evidence explain(Input input) throws ImageException {
    Objects.requireNonNull(input, "input");
    EvidenceOf evidence = new EvidenceOf(predictor);
    var image = evidence.pipeline().run(input);
    return evidence.of(image, predictor.predict(image));
  }

  /**
   * The same with other rules for its answers: how often a set of classes is to hold the true one,
   * and from when on a picture is of none of them.
   *
   * @throws IOException if there are too few examples for what was asked, saying how many it takes
   */
  public ImageClassifier with(AnswerRules rules) throws IOException {
    Objects.requireNonNull(rules, "rules");
    return new ImageClassifier(glimpse, predictor.with(rules), answers);
  }

  /** How far its answers can be trusted, and why. */
  public Calibration calibration() {
    return predictor.calibration();
  }

  /** The classes, in order. */
  public List<String> classes() {
    return predictor.classifier().classes().names();
  }

  /** What answers, for logits and parameters. */
  public Classifier classifier() {
    return predictor.classifier();
  }

  /** The examples that it answers by; empty where there are none. */
  public Optional<Bank> bank() {
    return Optional.ofNullable(predictor.bank());
  }

  private Bank requireBank() {
    return bank()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "this classifier has no examples; make one that has with fewShot"));
  }

  private ImageClassifier changed(Bank bank) throws IOException {
    ImageClassifier other = glimpse.classifier(bank);
    AnswerRules rules = predictor.rules();
    return rules.equals(AnswerRules.usual()) ? other : other.with(rules);
  }

  /**
   * This classifier with more examples of a class, which is added at the end if it is new. Nothing
   * is trained or chosen anew.
   *
   * @throws IOException naming the first example that cannot be used
   * @throws IllegalArgumentException if the method was trained on the examples that it has
   */
  public ImageClassifier with(String className, List<? extends Input> examples) throws IOException {
    Objects.requireNonNull(className, "className");
    List<Input> inputs = Given.list(examples, "examples");
    Bank bank = requireBank();
    return changed(glimpse.banks().addition(bank, className, inputs).to(bank));
  }

  /**
   * This classifier without one example.
   *
   * @param id as {@link Bank#shots} names it
   * @throws IllegalArgumentException if there is no such example, or it is the last of its class
   */
  public ImageClassifier withoutShot(String id) throws IOException {
    Objects.requireNonNull(id, "id");
    return changed(requireBank().withoutShot(id));
  }

  /**
   * This classifier with one example of another class, which it has.
   *
   * @param id as {@link Bank#shots} names it
   * @throws IllegalArgumentException if there is no such example or class, or it is the last of its
   *     class
   */
  public ImageClassifier relabel(String id, String className) throws IOException {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(className, "className");
    return changed(requireBank().relabel(id, className));
  }

  /**
   * This classifier with a class by another name, whose texts stay what they were encoded from.
   *
   * @throws IllegalArgumentException if there is no such class, or the other name is taken
   */
  public ImageClassifier rename(String className, String otherName) throws IOException {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(otherName, "otherName");
    return changed(requireBank().rename(className, otherName));
  }

  /**
   * This classifier without a class and its examples.
   *
   * @throws IllegalArgumentException if there is no such class, or no other
   */
  public ImageClassifier withoutClass(String className) throws IOException {
    Objects.requireNonNull(className, "className");
    return changed(requireBank().withoutClass(className));
  }

  /**
   * This classifier with the examples of another bank.
   *
   * @throws IllegalArgumentException if they are of another encoder or kind, or disagree
   */
  public ImageClassifier merge(Bank other) throws IOException {
    Objects.requireNonNull(other, "other");
    return changed(requireBank().merge(other));
  }

  /**
   * This classifier with parameters that are chosen anew on its examples, and with what they say of
   * how far to trust it, as by {@code glimpse bank tune}.
   *
   * @throws io.glimpse.method.ParameterException if the method learns from more of the examples
   *     than a bank keeps
   */
  public ImageClassifier tune() throws IOException {
    return tune(requireBank().method(), Map.of(), Selection.LEAVE_ONE_OUT, null);
  }

  /**
   * This classifier with another method, or with parameters that are chosen anew.
   *
   * @param method its own, or another
   * @param parameters values of those that the selection does not choose
   * @param selection how the others are chosen; {@link Selection#FIXED} where none are to be
   * @param validation what {@link Selection#VALIDATION} chooses them on; else null
   * @throws IOException naming the first validation picture that cannot be used
   * @throws io.glimpse.method.ParameterException if the method learns from more of the examples
   *     than a bank keeps
   */
  public ImageClassifier tune(
      String method,
      Map<String, String> parameters,
      Selection selection,
      @Nullable LabelledInputs validation)
      throws IOException {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(selection, "selection");
    Map<String, String> given = Given.map(parameters, "parameters");
    Bank bank = requireBank();
    return changed(glimpse.banks().tuned(bank, method, given, selection, validation));
  }

  /**
   * What is wrong with its examples, as {@code glimpse bank check} finds it: wrong labels, doubles,
   * outliers, classes that are hard to tell apart. Pictures of examples are compared where their
   * files are still what they were.
   *
   * @param test pictures to test with, of which those that are examples are named; may be empty
   * @throws IOException naming the first picture to test with that cannot be used
   * @throws IllegalArgumentException if there are too many examples and classes
   */
  public BankCheck check(List<? extends Input> test) throws IOException {
    List<Input> inputs = Given.list(test, "test");
    return glimpse.banks().check(requireBank(), inputs);
  }

  /**
   * Pictures without labels that would teach it most, were they labelled and added, as {@code
   * glimpse bank suggest} picks them.
   *
   * @param unlabelled those that cannot be used are told to the notes, and the others go on
   * @param most how many at most, at least 0
   */
  public ShotSuggestions suggest(List<? extends Input> unlabelled, int most) {
    List<Input> inputs = Given.list(unlabelled, "unlabelled");
    requireBank();
    return ShotSuggestions.of(predictor, inputs, most, glimpse.banks().notes());
  }

  /**
   * Keeps the examples and all that was chosen in one file, for {@link Glimpse#bank} and the
   * command line. Whatever happens, the file holds either this or what it held before; somebody
   * else's change of the same file comes before or after.
   */
  public void save(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    BankFiles.beside(file, () -> {}).put(BankFiles.name(file), requireBank());
  }

  /** Encoder, method, the first classes and, where there are such, the number of examples. */
  @Override
  public String toString() {
    return "ImageClassifier[" + predictor.summary() + "]";
  }
}
