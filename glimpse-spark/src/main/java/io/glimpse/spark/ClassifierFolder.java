package io.glimpse.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** The folder of a saved classifier: Spark's own metadata, and the file of the bank beside it. */
final class ClassifierFolder {

  private static final String BANK = "classifier.bank";

  private ClassifierFolder() {}

  private static Path bank(String folder) {
    return new Path(folder, BANK);
  }

  static final class Writer extends MLWriter {

    private final ImageClassifier classifier;

    Writer(ImageClassifier classifier) {
      this.classifier = classifier;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter.saveMetadata(classifier, path, sparkSession());
      byte[] bank = classifier.bank();
      if (bank == null) {
        return;
      }
      Path file = bank(path);
      Configuration configuration = sparkSession().sparkContext().hadoopConfiguration();
      try (OutputStream out = file.getFileSystem(configuration).create(file, true)) {
        out.write(bank);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static final class Reader extends MLReader<ImageClassifier> {

    @Override
    public ImageClassifier load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(path, sparkSession(), ImageClassifier.class.getName());
      ImageClassifier loaded = new ImageClassifier(metadata.uid(), read(path));
      metadata.getAndSetParams(loaded, Option.empty());
      return loaded;
    }

    private byte @Nullable [] read(String path) {
      Path file = bank(path);
      try {
        FileSystem system = file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration());
        if (!system.exists(file)) {
          return null;
        }
        try (InputStream in = system.open(file)) {
          return in.readAllBytes();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
