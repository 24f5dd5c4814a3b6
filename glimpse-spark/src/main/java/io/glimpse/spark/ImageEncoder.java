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
  private final ImageParams imageParams;
  private final Param<String> outputCol;
  private final Param<String> errorCol;
  private final Param<String> tokensCol;

  /** One of the embedded encoder. */
  public ImageEncoder() {
    this(Identifiable$.MODULE$.randomUID("ImageEncoder"));
  }

  /** As {@link #ImageEncoder()}, by a name of Spark's. */
  public ImageEncoder(String uid) {
    this.uid = uid;
    imageParams = ImageParams.of(this);
    outputCol = new Param<>(this, "outputCol", "column of features");
    errorCol = new Param<>(this, "errorCol", "column of what is wrong with images");
    tokensCol = new Param<>(this, "tokensCol", "column of tokens; none where it is empty");
    setDefault(outputCol, "features");
    setDefault(errorCol, "error");
    setDefault(tokensCol, "");
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
  public ImageParams imageParams() {
    return imageParams;
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
    ImageCell.require(schema, this);
    StructType with =
        ImageCell.with(
            schema,
            getOrDefault(outputCol),
            SQLDataTypes.VectorType(),
            EncoderMark.of(EncoderChoice.of(this)));
    with = ImageCell.with(with, getOrDefault(errorCol), DataTypes.StringType);
    return wantsTokens()
        ? ImageCell.with(with, getOrDefault(tokensCol), Features.type().apply("tokens").dataType())
        : with;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    EncoderChoice choice = EncoderChoice.of(this);
    // What cannot be opened is told of here, before there is a job.
    SharedEncoders.of(choice);
    Features features =
        new Features(
            choice,
            wantsTokens(),
            dataset.sparkSession().sparkContext().longAccumulator("encoders opened"));
    String made = uid;
    Dataset<Row> encoded =
        dataset.withColumn(
            made,
            // Else Spark may encode once for every field that is read.
            functions
                .udf(features, Features.type())
                .asNondeterministic()
                .apply(ImageCell.images(this), ImageCell.names(dataset.schema(), this)));
    Column of = functions.col("`" + made + "`");
    Dataset<Row> with =
        encoded
            .withColumn(getOrDefault(outputCol), of.getField("features"))
            .withMetadata(getOrDefault(outputCol), EncoderMark.of(choice))
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
