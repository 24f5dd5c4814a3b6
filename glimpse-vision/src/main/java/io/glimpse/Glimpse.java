package io.glimpse;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.calip.Calip;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Method;
import io.glimpse.method.Need;
import io.glimpse.method.Parameters;
import io.glimpse.method.Task;
import io.glimpse.probe.ZeroShot;
import io.glimpse.tip.TipAdapter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An opened encoder and the classifiers that it gives: the way in for a Java program.
 *
 * <pre>{@code
 * try (var glimpse = Glimpse.open()) {
 *   var prediction = glimpse.zeroShot("cat", "dog", "snow leopard").classify(Path.of("photo.jpg"));
 * }
 * }</pre>
 *
 * <p>Many threads may share one. Its classifiers work until it is closed.
 */
public final class Glimpse implements AutoCloseable {

  private final Encoder encoder;
  private final ImagePipeline pipeline;
  private final ImagePipeline globals;

  private Glimpse(Encoder encoder) {
    this.encoder = encoder;
    this.pipeline = new ImagePipeline(encoder, DecodeOptions.defaults(), 1);
    this.globals = pipeline.globalsOnly(true);
  }

  /** Opens the embedded encoder, which needs the module glimpse-lite on the class path. */
  public static Glimpse open() throws IOException {
    return open(Encoders.DEFAULT);
  }

  /**
   * Opens an encoder by its name, such as {@code lite} or {@code ViT-B/32}, or by the path of a
   * CLIP checkpoint.
   *
   * @throws IOException if there is none of that name, or its files cannot be used
   */
  public static Glimpse open(String encoder) throws IOException {
    return new Glimpse(Encoders.open(encoder, EncoderOptions.defaults()));
  }

  /** The encoder, for features themselves. */
  public Encoder encoder() {
    return encoder;
  }

  /** Tells classes apart by their names alone. */
  public ImageClassifier zeroShot(String... classNames) {
    return zeroShot(List.of(classNames));
  }

  /** See {@link #zeroShot(String...)}. */
  public ImageClassifier zeroShot(List<String> classNames) {
    return fit(new ZeroShot(), Task.of(texts(ClassSet.of(classNames))));
  }

  /** Tells classes apart by their names, with CALIP's attention to places in the picture. */
  public ImageClassifier calip(String... classNames) {
    return fit(new Calip(), Task.of(texts(ClassSet.of(classNames))));
  }

  /**
   * Tells classes apart by their names and a few examples of each, with Tip-Adapter and the
   * encoder's default parameters.
   *
   * @param shots at least one picture for every class; the map's order is the classes' order
   * @throws ImageException naming the first example that cannot be used
   */
  public ImageClassifier fewShot(Map<String, List<Path>> shots) throws ImageException {
    ClassSet classes = ClassSet.of(List.copyOf(shots.keySet()));
    List<float[]> keys = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      for (Path file : shots.getOrDefault(classes.name(c), List.of())) {
        keys.add(globals.run(file).features().globals().row(0));
        labels.add(c);
      }
    }
    return fit(
        new TipAdapter(),
        Task.of(texts(classes))
            .shots(
                Shots.of(
                    FeatureBatch.ofGlobals(Matrix.of(keys.toArray(float[][]::new))),
                    Labels.of(labels.stream().mapToInt(Integer::intValue).toArray()))));
  }

  /**
   * Opens a bank that {@code glimpse bank build} wrote.
   *
   * @throws IOException if it is damaged, was made with another encoder, or holds point clouds
   */
  public ImageClassifier bank(Path file) throws IOException {
    Bank bank = BankFile.read(file);
    try {
      bank.encoder()
          .requireSame(new EncoderId(encoder.name(), encoder.fingerprint()), file.toString());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (bank.clouds() != null) {
      throw new IOException(file + ": this bank holds point clouds, not pictures");
    }
    try {
      return new ImageClassifier(this, bank.classifier());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Encodes one picture.
   *
   * @return 1 picture with all its tokens
   * @throws ImageException if the picture cannot be used, saying why
   */
  public FeatureBatch encode(Path file) throws ImageException {
    return pipeline.run(file).features();
  }

  /** As {@link #encode(Path)}, with what a method needs and no more. */
  FeatureBatch encode(Path file, Method method) throws ImageException {
    ImagePipeline some = method.needs(Need.TOKENS) ? pipeline : globals;
    return (method.needs(Need.RAW) ? some.raw() : some).run(file).features();
  }

  private TextFeatures texts(ClassSet classes) {
    return ClassTexts.of(encoder, classes, encoder.templates()).features();
  }

  private ImageClassifier fit(Method method, Task.Builder task) {
    Parameters parameters = Parameters.of(method, encoder.defaults(method.name()));
    Classifier classifier = method.fit(task.parameters(parameters).build());
    return new ImageClassifier(this, classifier);
  }

  /** Frees the encoder. */
  @Override
  public void close() {
    encoder.close();
  }
}
