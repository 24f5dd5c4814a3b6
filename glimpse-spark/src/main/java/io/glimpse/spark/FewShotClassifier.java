package io.glimpse.spark;

import io.glimpse.bank.BankFile;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.Input;
import io.glimpse.file.InputException;
import io.glimpse.image.DecodeOptions;
import io.glimpse.input.LabelledInputs;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankRecipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Makes a bank of labelled examples, as {@code glimpse bank build} does, and of it an {@link
 * ImageClassifier}. The examples are few, so the driver reads and encodes them one after another;
 * classes are in the order of their names. An example that cannot be used is refused by its name.
 */
public final class FewShotClassifier extends Estimator<ImageClassifier>
    implements ImageStage<FewShotClassifier>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final ImageParams imageParams;
  private final Param<String> labelCol;
  private final Param<String> outputCol;
  private final Param<String> method;

  /** One with the usual method. */
  public FewShotClassifier() {
    this(Identifiable$.MODULE$.randomUID("FewShotClassifier"));
  }

  /** As {@link #FewShotClassifier()}, by a name of Spark's. */
  public FewShotClassifier(String uid) {
    this.uid = uid;
    imageParams = ImageParams.of(this);
    labelCol = new Param<>(this, "labelCol", "column of the names of their classes");
    outputCol = new Param<>(this, "outputCol", "column of the model's answers");
    method = new Param<>(this, "method", "how examples are used");
    setDefault(labelCol, "label");
    setDefault(outputCol, "prediction");
    setDefault(method, "auto");
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public FewShotClassifier self() {
    return this;
  }

  @Override
  public ImageParams imageParams() {
    return imageParams;
  }

  /** The column of the names of classes. */
  public Param<String> labelCol() {
    return labelCol;
  }

  /** The column of the model's answers. */
  public Param<String> outputCol() {
    return outputCol;
  }

  /** How examples are used; {@code auto} where nothing is said. */
  public Param<String> method() {
    return method;
  }

  /** See {@link #labelCol()}. */
  public FewShotClassifier setLabelCol(String value) {
    set(labelCol, value);
    return this;
  }

  /** See {@link #outputCol()}. */
  public FewShotClassifier setOutputCol(String value) {
    set(outputCol, value);
    return this;
  }

  /** See {@link #method()}. */
  public FewShotClassifier setMethod(String value) {
    set(method, value);
    return this;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    ImageCell.require(schema, this);
    DataType label = ImageCell.field(schema, getOrDefault(labelCol)).dataType();
    if (!label.equals(DataTypes.StringType)) {
      throw new IllegalArgumentException(
          "column '%s' is %s, and names of classes are string"
              .formatted(getOrDefault(labelCol), label.simpleString()));
    }
    return ImageCell.with(
        schema,
        getOrDefault(outputCol),
        Answers.type(false),
        EncoderMark.of(EncoderChoice.of(this)));
  }

  @Override
  public ImageClassifier fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    EncoderChoice choice = EncoderChoice.of(this);
    ImagePipeline pipeline =
        new ImagePipeline(SharedEncoders.of(choice), DecodeOptions.defaults(), 1);
    try {
      LabelledInputs examples = LabelledInputs.of(examples(dataset));
      byte[] bank =
          BankFile.toBytes(
              new BankBuilder(pipeline, Notes.SILENT, Monitor.NONE)
                  .build(BankRecipe.usual().withMethod(getOrDefault(method)), examples));
      return ImageClassifier.ofBank(bank)
          .setInputCol(getOrDefault(inputCol()))
          .setPathCol(getOrDefault(pathCol()))
          .setOutputCol(getOrDefault(outputCol))
          .setEncoder(choice.name())
          .setPrecision(getOrDefault(precision()))
          .setParent(this);
    } catch (InputException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, List<Input>> examples(Dataset<?> dataset) throws IOException {
    Map<String, List<Input>> examples = new TreeMap<>();
    Iterator<Row> rows =
        dataset
            .select(
                ImageCell.images(this).as("image"),
                ImageCell.names(dataset.schema(), this).as("path"),
                functions.col(getOrDefault(labelCol)).as("label"))
            .toLocalIterator();
    int count = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      count++;
      Input input = ImageCell.input(row.get(0), row.getString(1));
      if (input == null || row.isNullAt(2)) {
        throw new IllegalArgumentException(
            "example %d has no %s: column '%s' is null"
                .formatted(
                    count,
                    input == null ? "image" : "class",
                    getOrDefault(input == null ? inputCol() : labelCol)));
      }
      examples.computeIfAbsent(row.getString(2), name -> new ArrayList<>()).add(input);
    }
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("there are no examples: the dataset has no rows");
    }
    // Rows come in any order, and sums of floats depend on theirs in the last bits.
    examples.values().forEach(some -> some.sort(Comparator.comparing(Input::name)));
    return examples;
  }

  @Override
  public FewShotClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads one that was saved. */
  public static MLReader<FewShotClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads one that was saved. */
  public static FewShotClassifier load(String path) {
    return read().load(path);
  }
}
