package io.glimpse.spark;

import java.io.IOException;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The job of {@code spark-submit}: answers all images below a folder.
 *
 * <pre>
 * spark-submit --class io.glimpse.spark.Classify glimpse-spark-*-assembly.jar \
 *   --bank my.bank --input pictures/ --output answers/ --format json
 * </pre>
 *
 * <p>A row a file: {@code path}, {@code class}, {@code probability}, {@code unknown}, {@code
 * error}.
 */
public final class Classify {

  /** What Spark counts as the cost of opening a file, in bytes of reading. */
  private static final String OPEN_COST = "spark.sql.files.openCostInBytes";

  private static final String LEAST_TASKS = "spark.sql.files.minPartitionNum";

  private final ClassifyOptions options;

  private Classify(ClassifyOptions options) {
    this.options = options;
  }

  /** Runs the job; ends with 2 where the command line is wrong. */
  public static void main(String[] args) {
    ClassifyOptions options = new ClassifyOptions();
    CommandLine line = options.commandLine();
    try {
      line.parseArgs(args);
    } catch (ParameterException e) {
      System.err.println("error: " + e.getMessage());
      line.usage(System.err);
      System.exit(2);
    }
    if (options.help) {
      line.usage(System.out);
      return;
    }
    SparkSession session = SparkSession.builder().appName("Glimpse").getOrCreate();
    try {
      new Classify(options).run(session);
    } catch (IllegalArgumentException | IOException | AnalysisException e) {
      System.err.println("error: " + e.getMessage());
      session.stop();
      System.exit(1);
    }
    session.stop();
  }

  private ImageClassifier classifier() throws IOException {
    String bank = options.source.bank;
    String classes = options.source.classes;
    ImageClassifier made =
        bank == null
            ? ImageClassifier.ofTyped(Objects.requireNonNull(classes))
            : ImageClassifier.ofBank(bank);
    if (options.encoder != null) {
      made.setEncoder(options.encoder);
    }
    return options.precision == null ? made : made.setPrecision(options.precision);
  }

  /**
   * Puts up to 127 pictures into a task, where Spark's own cost of 4 MiB puts 31: a task of its own
   * takes as long as some six pictures of the embedded encoder. But each core has two tasks, so
   * that all are busy to the end. What a user has set stays.
   */
  private static void enlargeTasks(SparkSession session) {
    SparkConf set = session.sparkContext().getConf();
    if (!set.contains(OPEN_COST)) {
      session.conf().set(OPEN_COST, 1L << 20);
    }
    if (!set.contains(LEAST_TASKS)) {
      session.conf().set(LEAST_TASKS, 2L * session.sparkContext().defaultParallelism());
    }
  }

  /** Spark's own errors of reading and writing are checked, and not declared. */
  private void run(SparkSession session) throws IOException, AnalysisException {
    enlargeTasks(session);
    Dataset<Row> files =
        session
            .read()
            .format("binaryFile")
            .option("recursiveFileLookup", "true")
            .load(options.input)
            .select("path", "content");
    if (options.partitions > 0) {
      files = files.repartition(options.partitions);
    }
    Dataset<Row> answers =
        classifier()
            .transform(files)
            .select(
                functions.col("path"),
                functions.col("prediction.class"),
                functions.col("prediction.probability"),
                functions.col("prediction.unknown"),
                functions.col("prediction.error"));
    answers
        .write()
        .mode(options.overwrite ? SaveMode.Overwrite : SaveMode.ErrorIfExists)
        // Else a row of JSON lacks what is null.
        .option("ignoreNullFields", "false")
        .format(options.format.toString())
        .save(options.output);
  }
}
