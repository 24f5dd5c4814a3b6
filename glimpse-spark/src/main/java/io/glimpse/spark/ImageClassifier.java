package io.glimpse.spark;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.feature.ClassSet;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.input.ClassList;
import io.glimpse.input.NamedClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.reflect.ClassTag$;

/**
 * Tells what is in images and point clouds, among classes that are known by their names, or by a
 * bank of examples. Its column is a struct: {@code class}, {@code probability} (0 to 1), {@code
 * unknown} (whether the image is of none of the classes; null where nothing tells), {@code top}
 * (the likeliest classes), {@code error} (what is wrong with an image that has no answer) and, if
 * asked for, {@code logits} in the order of the classes.
 *
 * <p>Texts are encoded once, by the driver; what answers goes to the executors as a broadcast, and
 * each opens one encoder however many tasks it has. A picture is the work of its task's thread.
 */
public final class ImageClassifier extends Model<ImageClassifier>
    implements ImageStage<ImageClassifier>, MLWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ImageParams imageParams;
  private final Param<String> outputCol;
  private final StringArrayParam classes;
  private final StringArrayParam descriptions;
  private final StringArrayParam templates;
  private final Param<String> method;
  private final IntParam top;
  private final BooleanParam logits;

  /** The file of the bank; null where names are all there is. */
  private final byte @Nullable [] bank;

  /** One that answers nothing before it is told classes or a bank. */
  public ImageClassifier() {
    this(Identifiable$.MODULE$.randomUID("ImageClassifier"));
  }

  /** As {@link #ImageClassifier()}, by a name of Spark's. */
  public ImageClassifier(String uid) {
    this(uid, null);
  }

  ImageClassifier(String uid, byte @Nullable [] bank) {
    this.uid = uid;
    this.bank = bank;
    imageParams = ImageParams.of(this);
    outputCol = new Param<>(this, "outputCol", "column of answers");
    classes = new StringArrayParam(this, "classes", "names of classes, where there is no bank");
    descriptions =
        new StringArrayParam(this, "descriptions", "class=what it looks like, instead of its name");
    templates = new StringArrayParam(this, "templates", "sentences around the names");
    method = new Param<>(this, "method", "zero-shot or calip, where there is no bank");
    top = new IntParam(this, "top", "classes that an answer has");
    logits = new BooleanParam(this, "logits", "whether answers have the logits of all classes");
    setDefault(outputCol, "prediction");
    setDefault(descriptions, new String[0]);
    setDefault(templates, new String[0]);
    setDefault(method, "zero-shot");
    setDefault(top, 5);
    setDefault(logits, false);
  }

  /** By the names of classes alone. */
  public static ImageClassifier ofClasses(String... names) {
    return new ImageClassifier().setClasses(names);
  }

  /**
   * By classes as they are typed, separated by commas: {@code ok=a flawless part,"chair, wooden"}.
   */
  static ImageClassifier ofTyped(String list) {
    NamedClasses typed = ClassList.ofLists(List.of(list));
    return ofClasses(typed.classes().names().toArray(String[]::new))
        .setDescriptions(
            typed.said().byClass().entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue().texts().get(0))
                .toArray(String[]::new));
  }

  /**
   * By a bank.
   *
   * @param file that the driver can read
   * @throws IOException if it cannot be read, or is damaged
   */
  public static ImageClassifier ofBank(String file) throws IOException {
    Bank read = BankFile.read(Path.of(file));
    return ofBank(BankFile.toBytes(read)).setEncoder(read.encoder().name());
  }

  static ImageClassifier ofBank(byte[] file) {
    return new ImageClassifier(Identifiable$.MODULE$.randomUID("ImageClassifier"), file);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ImageClassifier self() {
    return this;
  }

  @Override
  public ImageParams imageParams() {
    return imageParams;
  }

  /** The column of answers. */
  public Param<String> outputCol() {
    return outputCol;
  }

  /** Names of classes, each once; where there is a bank its own count. */
  public StringArrayParam classes() {
    return classes;
  }

  /** Of classes whose names say too little, {@code class=what it looks like}. */
  public StringArrayParam descriptions() {
    return descriptions;
  }

  /** Sentences around the names, {@code {}} their place; none for the encoder's own. */
  public StringArrayParam templates() {
    return templates;
  }

  /** What answers by names: {@code zero-shot}, {@code calip}; a bank has its own. */
  public Param<String> method() {
    return method;
  }

  /** How many classes an answer has, at least 1. */
  public IntParam top() {
    return top;
  }

  /** Whether answers have the logits of all classes. */
  public BooleanParam logits() {
    return logits;
  }

  /** See {@link #outputCol()}. */
  public ImageClassifier setOutputCol(String value) {
    set(outputCol, value);
    return this;
  }

  /** See {@link #classes()}. */
  public ImageClassifier setClasses(String... values) {
    set(classes, ClassSet.of(values).names().toArray(String[]::new));
    return this;
  }

  /** See {@link #descriptions()}. */
  public ImageClassifier setDescriptions(String... values) {
    set(descriptions, values.clone());
    return this;
  }

  /** See {@link #templates()}. */
  public ImageClassifier setTemplates(String... values) {
    set(templates, values.clone());
    return this;
  }

  /** See {@link #method()}. */
  public ImageClassifier setMethod(String value) {
    set(method, value);
    return this;
  }

  /** See {@link #top()}. */
  public ImageClassifier setTop(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("top is at least 1, not " + value);
    }
    set(top, value);
    return this;
  }

  /** See {@link #logits()}. */
  public ImageClassifier setLogits(boolean value) {
    set(logits, value);
    return this;
  }

  /** The file of its bank; null where names are all there is. */
  byte @Nullable [] bank() {
    return bank;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    ImageCell.require(schema, this);
    if (bank == null && !isSet(classes)) {
      throw new IllegalArgumentException(
          "nothing says among what to tell: set classes, or take ofBank or a FewShotClassifier");
    }
    return ImageCell.with(
        schema,
        value(outputCol),
        Answers.type((boolean) value(logits)),
        EncoderMark.of(EncoderChoice.of(this)));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    EncoderChoice choice = EncoderChoice.of(this);
    SparkContext context = dataset.sparkSession().sparkContext();
    SentClassifier classifier = sent(SharedEncoders.of(choice));
    Broadcast<SentClassifier> sent =
        context.broadcast(classifier, ClassTag$.MODULE$.apply(SentClassifier.class));
    Answers answers =
        new Answers(
            choice,
            sent,
            (int) value(top),
            (boolean) value(logits),
            context.longAccumulator("encoders opened"));
    return dataset
        .withColumn(
            value(outputCol),
            // Else Spark may ask once for every field of an answer that is read.
            functions
                .udf(answers, Answers.type((boolean) value(logits)))
                .asNondeterministic()
                .apply(ImageCell.images(this), ImageCell.names(dataset.schema(), this)))
        .withMetadata(value(outputCol), EncoderMark.of(choice));
  }

  /** What goes to the executors; what cannot work is told of here, before there is a job. */
  private SentClassifier sent(Encoder opened) {
    try {
      SentClassifier made =
          bank == null
              ? SentNames.of(names(), opened)
              : new SentBank(UUID.randomUUID(), "bank", bank);
      made.open(opened);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClassifierSpec.OfNames names() {
    return new ClassifierSpec.OfNames(List.of(value(classes)))
        .withTemplates(List.of(value(templates)))
        .withMethod(value(method))
        .withDescriptions(ClassDescriptions.ofPhrases(said()));
  }

  private Map<String, String> said() {
    Map<String, String> said = new LinkedHashMap<>();
    for (String one : value(descriptions)) {
      int equals = one.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(
            "description '" + one + "' is not of the form class=what it looks like");
      }
      said.put(one.substring(0, equals).strip(), one.substring(equals + 1).strip());
    }
    return said;
  }

  private <T> T value(Param<T> param) {
    return getOrDefault(param);
  }

  @Override
  public ImageClassifier copy(ParamMap extra) {
    ImageClassifier other = new ImageClassifier(uid, bank);
    copyValues(other, extra);
    return other;
  }

  @Override
  public MLWriter write() {
    return new ClassifierFolder.Writer(this);
  }

  /** Reads one that was saved. */
  public static MLReader<ImageClassifier> read() {
    return new ClassifierFolder.Reader();
  }

  /** Reads one that was saved. */
  public static ImageClassifier load(String path) {
    return read().load(path);
  }
}
