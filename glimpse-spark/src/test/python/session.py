"""The session of the tests: two threads, and the jar that GLIMPSE_SPARK_JAR names."""
import os

from pyspark.sql import SparkSession


def open_session():
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.jars", os.environ["GLIMPSE_SPARK_JAR"])
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "2g")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return session


def pictures(session, folder):
    return (
        session.read.format("binaryFile")
        .option("recursiveFileLookup", "true")
        .load(str(folder))
        .select("path", "content")
    )
