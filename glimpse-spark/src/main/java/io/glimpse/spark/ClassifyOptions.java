package io.glimpse.spark;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The command line of {@link Classify}. */
@Command(
    name = "Classify",
    header = "Answers all images below a folder, a row a file.",
    sortOptions = false)
final class ClassifyOptions {

  /** How answers are written. */
  enum Format {
    JSON,
    PARQUET;

    /** As Spark and users call it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Among what to tell: one of the two. */
  static final class Source {

    @Option(
        names = "--bank",
        paramLabel = "FILE",
        required = true,
        description = "A bank of examples.")
    @Nullable String bank;

    @Option(
        names = "--classes",
        paramLabel = "A,B",
        required = true,
        description =
            "Names of classes, which need no bank, each with words or not: ok=a flawless part.")
    @Nullable String classes;
  }

  @ArgGroup(multiplicity = "1")
  Source source = new Source();

  @Option(
      names = "--input",
      paramLabel = "DIR",
      required = true,
      description = "The folder of images; those below it count too.")
  String input = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description = "The folder that is made for the answers.")
  String output = "";

  @Option(
      names = "--format",
      paramLabel = "json|parquet",
      description = "How answers are written (${DEFAULT-VALUE}).")
  Format format = Format.JSON;

  @Option(
      names = "--encoder",
      paramLabel = "E",
      description = "An encoder's name, or a checkpoint that every executor can read.")
  @Nullable String encoder;

  @Option(
      names = "--precision",
      paramLabel = "fp32|int8",
      description = "Of the network for images.")
  @Nullable String precision;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = Partitions.class,
      description = "Parts of the work, from 1 on; as many as Spark makes if not set.")
  int partitions;

  @Option(names = "--overwrite", description = "Replaces answers that are there.")
  boolean overwrite;

  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  boolean help;

  /** Reads arguments into these options. */
  CommandLine commandLine() {
    return new CommandLine(this)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true);
  }

  /** 0 for as many as Spark makes. */
  private static final class Partitions implements CommandLine.ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
      try {
        int count = Integer.parseInt(text);
        if (count >= 0) {
          return count;
        }
      } catch (NumberFormatException e) {
        // Told of below.
      }
      throw new TypeConversionException("'" + text + "' is not a number from 1 on");
    }
  }
}
