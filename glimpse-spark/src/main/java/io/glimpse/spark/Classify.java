package io.glimpse.spark;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

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

  private static final String USAGE =
      "Use: Classify (--bank FILE | --classes A,B) --input DIR --output DIR"
          + " [--format json|parquet] [--encoder E] [--precision fp32|int8] [--partitions N]"
          + " [--overwrite]";

  private static final Set<String> NAMES =
      Set.of(
          "bank",
          "classes",
          "input",
          "output",
          "format",
          "encoder",
          "precision",
          "partitions",
          "overwrite");

  private final Map<String, String> said;

  private Classify(Map<String, String> said) {
    this.said = said;
  }

  /** Runs the job; ends with 2 where the command line is wrong. */
  public static void main(String[] args) throws IOException {
    Classify job;
    try {
      job = new Classify(options(args));
      job.require();
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
      return;
    }
    SparkSession session = SparkSession.builder().appName("Glimpse").getOrCreate();
    try {
      job.run(session);
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("error: " + e.getMessage());
      session.stop();
      System.exit(1);
    }
    session.stop();
  }

  private static Map<String, String> options(String... args) {
    Map<String, String> said = new HashMap<>();
    for (int i = 0; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      String name = equals < 0 ? args[i] : args[i].substring(0, equals);
      if (!name.startsWith("--") || !NAMES.contains(name.substring(2))) {
        throw new IllegalArgumentException("there is no option '" + name + "'");
      }
      if (equals >= 0) {
        said.put(name.substring(2), args[i].substring(equals + 1));
      } else if (name.equals("--overwrite")) {
        said.put("overwrite", "");
      } else if (++i == args.length) {
        throw new IllegalArgumentException(name + " lacks its value");
      } else {
        said.put(name.substring(2), args[i]);
      }
    }
    return said;
  }

  private void require() {
    if (said.containsKey("bank") == said.containsKey("classes")) {
      throw new IllegalArgumentException("one of --bank and --classes is needed");
    }
    for (String needed : List.of("input", "output")) {
      if (!said.containsKey(needed)) {
        throw new IllegalArgumentException("--" + needed + " is needed");
      }
    }
    if (!Set.of("json", "parquet").contains(format())) {
      throw new IllegalArgumentException("--format is json or parquet, not '" + format() + "'");
    }
    partitions();
  }

  private String format() {
    return said.getOrDefault("format", "json").toLowerCase(Locale.ROOT);
  }

  /** 0 for as many as Spark makes. */
  private int partitions() {
    String text = said.getOrDefault("partitions", "0");
    try {
      int count = Integer.parseInt(text);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      // Told of below.
    }
    throw new IllegalArgumentException("--partitions is a number from 1 on, not '" + text + "'");
  }

  private ImageClassifier classifier() throws IOException {
    String classes = said.get("classes");
    ImageClassifier made =
        classes == null
            ? ImageClassifier.ofBank(String.valueOf(said.get("bank")))
            : ImageClassifier.ofClasses(classes.split(","));
    if (said.containsKey("encoder")) {
      made.setEncoder(said.get("encoder"));
    }
    return said.containsKey("precision") ? made.setPrecision(said.get("precision")) : made;
  }

  private void run(SparkSession session) throws IOException {
    Dataset<Row> files =
        session
            .read()
            .format("binaryFile")
            .option("recursiveFileLookup", "true")
            .load(said.get("input"))
            .select("path", "content");
    if (partitions() > 0) {
      files = files.repartition(partitions());
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
        .mode(said.containsKey("overwrite") ? SaveMode.Overwrite : SaveMode.ErrorIfExists)
        // Else a row of JSON lacks what is null.
        .option("ignoreNullFields", "false")
        .format(format())
        .save(said.get("output"));
  }
}
