package io.glimpse;

import io.glimpse.argument.Given;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.encoder.Ordered;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.inference.AnswerListener;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.model.ModelStore;
import io.glimpse.model.PullListener;
import io.glimpse.model.PullOptions;
import io.glimpse.onnx.Device;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.BankStore;
import io.glimpse.store.GlimpseHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An opened encoder and the classifiers that it gives: the way in for a Java program.
 *
 * <pre>{@code
 * try (var glimpse = Glimpse.open()) {
 *   var prediction = glimpse.zeroShot("cat", "dog", "snow leopard").classify(Path.of("photo.jpg"));
 * }
 * }</pre>
 *
 * <p>Many threads may share one. Its classifiers work until it is closed. It gives the very answers
 * that the command line gives: both go the same way.
 */
public final class Glimpse implements AutoCloseable {

  private final Encoder encoder;
  private final ImagePipeline pipeline;
  private final Notes notes;
  private final CloudRendering clouds;
  private final AnswerListener answers;
  private final BankWork banks;

  private Glimpse(Encoder encoder, Builder from) {
    this.encoder = encoder;
    this.notes = from.notes;
    this.clouds = from.clouds;
    this.answers = from.answers;
    this.pipeline = new ImagePipeline(encoder, from.decoding, from.threads).withNotes(notes);
    this.banks = new BankWork(pipeline, clouds, notes);
  }

  /** Opens the embedded encoder, which needs the module glimpse-lite on the class path. */
  public static Glimpse open() throws IOException {
    return builder().open();
  }

  /**
   * Opens an encoder by its name, such as {@code lite} or {@code ViT-B/32}, or by the path of a
   * CLIP checkpoint.
   *
   * @throws IOException if there is none of that name, or its files cannot be used
   */
  public static Glimpse open(String encoder) throws IOException {
    return builder().encoder(encoder).open();
  }

  /** For whoever wants to say how. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The encoder, for features themselves. It is this Glimpse's own: {@link #close} closes it, and
   * who closes it closes this Glimpse with all its classifiers.
   */
  public Encoder encoder() {
    return encoder;
  }

  /** Tells classes apart by their names alone. */
  public ImageClassifier zeroShot(String... classNames) {
    return zeroShot(Given.list(classNames, "classNames"));
  }

  /** See {@link #zeroShot(String...)}. */
  public ImageClassifier zeroShot(List<String> classNames) {
    return classifier(new ClassifierSpec.OfNames(Given.list(classNames, "classNames")));
  }

  /** Tells classes apart by their names, with CALIP's attention to places in the image. */
  public ImageClassifier calip(String... classNames) {
    List<String> names = Given.list(classNames, "classNames");
    return classifier(new ClassifierSpec.OfNames(names).withMethod("calip"));
  }

  /**
   * Tells classes apart by their names, in templates and by a method of the caller's.
   *
   * @throws IllegalArgumentException if a name is empty or there twice
   */
  public ImageClassifier classifier(ClassifierSpec.OfNames spec) {
    Objects.requireNonNull(spec, "spec");
    return of(spec.open(pipeline, clouds, List.of(), notes));
  }

  /**
   * Tells classes apart by examples in a bank.
   *
   * @throws IOException if the bank is of another encoder
   */
  public ImageClassifier classifier(Bank bank) throws IOException {
    Objects.requireNonNull(bank, "bank");
    return open(bank, BankWork.NAMELESS);
  }

  /**
   * Whatever a specification says, with banks from a store.
   *
   * @throws IOException if there is no such bank, or it is of another encoder
   */
  public ImageClassifier classifier(ClassifierSpec spec, BankStore store) throws IOException {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(store, "store");
    return of(spec.open(pipeline, store, clouds, notes));
  }

  /**
   * Tells classes apart by their names and a few examples of each, as {@code glimpse bank build}
   * does: with its usual method, whose parameters are chosen by leaving one example out.
   *
   * @param shots at least one image for every class; the map's order is the classes' order
   * @throws IOException naming the first example that cannot be used
   */
  public ImageClassifier fewShot(Map<String, List<Path>> shots) throws IOException {
    Objects.requireNonNull(shots, "shots");
    Map<String, List<Input>> inputs = new LinkedHashMap<>();
    shots.forEach((name, files) -> inputs.put(name, Input.ofFiles(files)));
    return fewShot(BankRecipe.usual().withClouds(clouds), LabelledInputs.of(inputs));
  }

  /**
   * Tells classes apart by the examples in a folder, which has a folder of images or point clouds
   * for every class, named like it, or in a table of paths and classes; as {@code glimpse bank
   * build} does.
   *
   * @throws IOException if there is no such folder or table, or naming the first file that cannot
   *     be used
   */
  public ImageClassifier fewShot(Path source) throws IOException {
    Objects.requireNonNull(source, "source");
    return fewShot(BankRecipe.usual().withClouds(clouds), LabelledSource.read(source, null, notes));
  }

  /** See {@link #fewShot(BankRecipe, LabelledInputs, LabelledInputs)}. */
  public ImageClassifier fewShot(BankRecipe recipe, LabelledInputs examples) throws IOException {
    return fewShot(recipe, examples, null);
  }

  /**
   * Tells classes apart by examples, by a method and a choice of parameters of the caller's.
   *
   * @param validation what parameters are chosen on; null to choose them on the examples
   * @throws IOException naming the first example that cannot be used
   */
  public ImageClassifier fewShot(
      BankRecipe recipe, LabelledInputs examples, @Nullable LabelledInputs validation)
      throws IOException {
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(examples, "examples");
    return classifier(banks.build(recipe, examples, validation));
  }

  /**
   * Opens a bank that {@code glimpse bank build} or {@link ImageClassifier#save} wrote.
   *
   * @throws IOException if it is damaged, or was made with another encoder
   */
  public ImageClassifier bank(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    return open(BankFile.read(file), file.toString());
  }

  /**
   * Tells classes apart by the examples of a bank of another encoder, as {@code glimpse bank
   * migrate} does: they are encoded anew from their files, which must hold what they held, and all
   * else is as it was. A bank of this encoder is opened as it is.
   *
   * @param folders where examples are looked for, by what their files hold, that are not where they
   *     were; may be empty
   * @throws IOException if an example cannot be had any more, saying how many; {@link
   *     io.glimpse.shots.ShotFiles} names each, and {@link io.glimpse.shots.BankMigrator} goes on
   *     without them
   */
  public ImageClassifier migrate(Bank bank, List<Path> folders) throws IOException {
    Objects.requireNonNull(bank, "bank");
    return classifier(banks.migrated(bank, Given.list(folders, "folders")));
  }

  private ImageClassifier open(Bank bank, String name) throws IOException {
    return of(new ClassifierSpec.OfBank(name).open(pipeline, bank, clouds, notes));
  }

  private ImageClassifier of(Predictor predictor) {
    return new ImageClassifier(this, predictor, answers);
  }

  /** What is done with banks by this encoder. */
  BankWork banks() {
    return banks;
  }

  /**
   * Encodes one image.
   *
   * @return 1 image with all its tokens, unit rows
   * @throws ImageException if the image cannot be used, saying why
   */
  public FeatureBatch encode(Path file) throws ImageException {
    return encode(Input.of(file));
  }

  /**
   * Encodes one image or point cloud.
   *
   * @return 1 image with all its tokens, or as many as a cloud has views; unit rows
   * @throws ImageException if it cannot be used, saying why
   */
  public FeatureBatch encode(Input input) throws ImageException {
    return encoding().run(Objects.requireNonNull(input, "input")).features();
  }

  /**
   * Encodes many images and point clouds by all threads, a few ahead of who reads the result.
   *
   * @param inputs an iterator of each is read by one thread at a time
   * @return in the order of the inputs, each with its features or its error; to be read by one
   *     thread, and closed where it is not read to its end
   */
  public Ordered<EncodedImage> encodeAll(Iterable<? extends Input> inputs) {
    return encoding().run(Objects.requireNonNull(inputs, "inputs").iterator());
  }

  /**
   * Encodes the names of classes, each in the encoder's own templates; those of other languages in
   * English, where the encoder reads nothing else.
   *
   * @return a unit row for every prompt, and a weight row a class
   */
  public TextFeatures encodeClasses(List<String> classNames) {
    return ClassPrompts.encode(
            encoder,
            ClassSet.of(Given.list(classNames, "classNames")),
            ClassDescriptions.NONE,
            List.of(),
            List.of(),
            notes)
        .features();
  }

  private ImagePipeline encoding() {
    return pipeline.withViews(clouds.views(notes));
  }

  /** The encoder's name and the width of its features. */
  @Override
  public String toString() {
    return "Glimpse[encoder=" + encoder.name() + ", dimension=" + encoder.dimension() + "]";
  }

  /** Frees the encoder. */
  @Override
  public void close() {
    encoder.close();
  }

  /** How an encoder is opened and used. */
  public static final class Builder {

    private String name = Encoders.DEFAULT;
    private Precision precision = Precision.FP32;
    private Device device = Device.CPU;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Path home = GlimpseHome.folder();
    private boolean offline = true;
    private DecodeOptions decoding = DecodeOptions.defaults();
    private CloudRendering clouds = CloudRendering.usual();
    private Notes notes = new LoggedNotes();
    private AnswerListener answers = AnswerListener.NONE;

    private Builder() {}

    /** By its name, or the path of a checkpoint; {@code lite} where nothing is said. */
    public Builder encoder(String nameOrPath) {
      this.name = Objects.requireNonNull(nameOrPath, "nameOrPath");
      return this;
    }

    /** The arithmetic of the image network; float32 where nothing is said. */
    public Builder precision(Precision wanted) {
      this.precision = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /** What runs the networks; the processor where nothing is said. */
    public Builder device(Device wanted) {
      this.device = Objects.requireNonNull(wanted, "wanted");
      return this;
    }

    /**
     * Images that are worked on at a time where many are asked about at once; all processors where
     * nothing is said. A single image is always one thread's work, so that callers may bring
     * theirs.
     */
    public Builder threads(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("at least 1 thread is needed, not " + count);
      }
      this.threads = count;
      return this;
    }

    /**
     * The folder of models, built networks and texts that are kept; {@code $GLIMPSE_HOME} or the
     * platform's cache folder where nothing is said. Native libraries are the whole process's, and
     * stay in the latter.
     */
    public Builder home(Path folder) {
      this.home = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /**
     * Whether the network is left alone, which it is where nothing is said. Otherwise a model of
     * the catalogue that is not in the home yet is fetched there, and checked, first.
     */
    public Builder offline(boolean only) {
      this.offline = only;
      return this;
    }

    /**
     * What images are accepted, how they are turned, and how transparent ones and those of 16 bits
     * are seen. What is left at its usual way gives way to what a bank says of its own.
     */
    public Builder decoding(DecodeOptions options) {
      this.decoding = Objects.requireNonNull(options, "options");
      return this;
    }

    /** How point clouds become images where a bank does not say. */
    public Builder clouds(CloudRendering rendering) {
      this.clouds = Objects.requireNonNull(rendering, "rendering");
      return this;
    }

    /**
     * Who hears notes and progress; the platform's logger {@code io.glimpse}, level DEBUG, else.
     */
    public Builder notes(Notes listener) {
      this.notes = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** Who hears of every answer, for the figures of a service; nobody where nothing is said. */
    public Builder answers(AnswerListener listener) {
      this.answers = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Opens it.
     *
     * @throws IOException if there is no encoder of that name, or its files cannot be used
     */
    public Glimpse open() throws IOException {
      if (!offline) {
        fetch();
      }
      Encoder opened =
          Encoders.open(name, new EncoderOptions(precision, 1, List.of(), device, home));
      opened.notes().forEach(notes::note);
      return new Glimpse(opened, this);
    }

    private void fetch() throws IOException {
      ModelStore store = ModelStore.in(home);
      if (store.knows(name) && store.find(name).isEmpty()) {
        store.pull(
            name,
            PullOptions.defaults(),
            new PullListener() {
              @Override
              public void progress(String file, long done, @Nullable Long total) {}

              @Override
              public void note(String sentence) {
                notes.note(sentence);
              }
            });
      }
    }
  }
}
