import org.apache.spark.sql.SparkSession;

/**
 * What Spark takes by itself: lists the pictures of a folder and writes their paths, as the job of
 * Glimpse does with its answers. {@code bench/spark} compiles and runs it.
 */
public final class SparkAlone {

  private SparkAlone() {}

  /** Takes the folder of pictures and the one to write. */
  public static void main(String[] args) {
    SparkSession session = SparkSession.builder().appName("Spark alone").getOrCreate();
    session
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", "true")
        .load(args[0])
        .select("path")
        .write()
        .json(args[1]);
    session.stop();
  }
}
