package io.glimpse.spark;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Encodes images and point clouds: a column of unit features, as Spark's own estimators take them,
 * and one of what is wrong with images that have none. Tokens, if asked for, are rows of a further
 * column: the global one first, then those of places, row by row.
 */
public final class ImageEncoder extends Transformer
    implements ImageStage<ImageEncoder>, DefaultParamsWritable {

  private static final long serialVersionUID = 1L;

  private final String uid;
  private final Param<String> inputCol;
  private final Param<String> pathCol;
  private final Param<String> outputCol;
  private final Param<String> errorCol;
  private final Param<String> tokensCol;
  private final Param<String> encoder;
  private final Param<String> precision;

  /** One of the embedded encoder. */
  public ImageEncoder() {
    this(Identifiable$.MODULE$.randomUID("ImageEncoder"));
  }

  /** As {@link #ImageEncoder()}, by a name of Spark's. */
  public ImageEncoder(String uid) {
    this.uid = uid;
    inputCol = new Param<>(this, "inputCol", "column of images: bytes of files, or paths");
    pathCol = new Param<>(this, "pathCol", "column of the names of images that come as bytes");
    outputCol = new Param<>(this, "outputCol", "column of features");
    errorCol = new Param<>(this, "errorCol", "column of what is wrong with images");
    tokensCol = new Param<>(this, "tokensCol", "column of tokens; none where it is empty");
    encoder = new Param<>(this, "encoder", "name of the encoder, or path of a checkpoint");
    precision = new Param<>(this, "precision", "fp32 or int8");
    setDefault(inputCol, "content");
    setDefault(pathCol, "path");
    setDefault(outputCol, "features");
    setDefault(errorCol, "error");
    setDefault(tokensCol, "");
    setDefault(encoder, "lite");
    setDefault(precision, "fp32");
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public ImageEncoder self() {
    return this;
  }

  @Override
  public Param<String> inputCol() {
    return inputCol;
  }

  @Override
  public Param<String> pathCol() {
    return pathCol;
  }

  /** The column of features. */
  public Param<String> outputCol() {
    return outputCol;
  }

  /** The column of what is wrong with images. */
  public Param<String> errorCol() {
    return errorCol;
  }

  /** The column of tokens; none where it is empty, as it is where nothing is said. */
  public Param<String> tokensCol() {
    return tokensCol;
  }

  @Override
  public Param<String> encoder() {
    return encoder;
  }

  @Override
  public Param<String> precision() {
    return precision;
  }

  /** See {@link #outputCol()}. */
  public ImageEncoder setOutputCol(String value) {
    set(outputCol, value);
    return this;
  }

  /** See {@link #errorCol()}. */
  public ImageEncoder setErrorCol(String value) {
    set(errorCol, value);
    return this;
  }

  /** See {@link #tokensCol()}. */
  public ImageEncoder setTokensCol(String value) {
    set(tokensCol, value);
    return this;
  }

  private boolean wantsTokens() {
    return !getOrDefault(tokensCol).isEmpty();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    ImageCell.require(schema, getOrDefault(inputCol), getOrDefault(pathCol));
    StructType with = ImageCell.with(schema, getOrDefault(outputCol), SQLDataTypes.VectorType());
    with = ImageCell.with(with, getOrDefault(errorCol), DataTypes.StringType);
    return wantsTokens()
        ? ImageCell.with(with, getOrDefault(tokensCol), Features.type().apply("tokens").dataType())
        : with;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    boolean named =
        ImageCell.require(dataset.schema(), getOrDefault(inputCol), getOrDefault(pathCol));
    EncoderChoice choice = EncoderChoice.of(getOrDefault(encoder), getOrDefault(precision));
    // What cannot be opened is told of here, before there is a job.
    SharedEncoders.of(choice);
    Features features =
        new Features(
            choice,
            wantsTokens(),
            dataset.sparkSession().sparkContext().longAccumulator("encoders opened"));
    Column path =
        named
            ? functions.col(getOrDefault(pathCol))
            : functions.lit(null).cast(DataTypes.StringType);
    String made = uid;
    Dataset<Row> encoded =
        dataset.withColumn(
            made,
            // Else Spark may encode once for every field that is read.
            functions
                .udf(features, Features.type())
                .asNondeterministic()
                .apply(functions.col(getOrDefault(inputCol)), path));
    Column of = functions.col("`" + made + "`");
    Dataset<Row> with =
        encoded
            .withColumn(getOrDefault(outputCol), of.getField("features"))
            .withColumn(getOrDefault(errorCol), of.getField("error"));
    return (wantsTokens() ? with.withColumn(getOrDefault(tokensCol), of.getField("tokens")) : with)
        .drop(made);
  }

  @Override
  public ImageEncoder copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads one that was saved. */
  public static MLReader<ImageEncoder> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads one that was saved. */
  public static ImageEncoder load(String path) {
    return read().load(path);
  }
}
