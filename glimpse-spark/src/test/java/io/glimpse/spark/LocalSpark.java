package io.glimpse.spark;

import org.apache.spark.sql.SparkSession;

/** A Spark in the JVM of the tests. */
final class LocalSpark {

  private LocalSpark() {}

  /** Two tasks at a time, without a page and with little to say. */
  static SparkSession start() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    return spark;
  }
}
