package io.glimpse.cli.answers;

import io.glimpse.cli.console.UsageException;
import io.glimpse.input.ClassList;
import io.glimpse.input.DescriptionFile;
import io.glimpse.input.NamedClasses;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name classes and say what they are. */
public final class ClassOptions {

  @Option(
      names = "--classes",
      paramLabel = "A,B=WORDS,C",
      description =
          "The classes, by name; behind an equals sign, what a class looks like. Quotation marks hold "
              + "commas; may be repeated.")
  List<String> classes = List.of();

  @Option(
      names = "--classes-file",
      paramLabel = "F",
      description = "The classes, one a line, UTF-8, or as a JSON list.")
  @Nullable Path classesFile;

  @Option(
      names = "--prompts",
      paramLabel = "F",
      description =
          "Sentences that describe the classes: a JSON object with a list of them a class, or a "
              + "class, a tab and a sentence a line. Without --classes it names the classes, too.")
  @Nullable Path promptsFile;

  private @Nullable NamedClasses read;

  /** Whether any of them is there. */
  public boolean isGiven() {
    return !classes.isEmpty() || classesFile != null || promptsFile != null;
  }

  /** The files that are read for them. */
  public List<Path> files() {
    return Stream.of(classesFile, promptsFile)
        .filter(Objects::nonNull)
        .map(Path.class::cast)
        .toList();
  }

  /** Checks what needs no file. */
  public void check() {
    if (!classes.isEmpty() && classesFile != null) {
      throw new UsageException("--classes and --classes-file exclude each other");
    }
    typed();
  }

  private @Nullable NamedClasses typed() {
    if (classes.isEmpty()) {
      return null;
    }
    try {
      return ClassList.ofLists(classes);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--classes: " + e.getMessage());
    }
  }

  /** The classes and all that is said of them; read once, for a file may be a pipe. */
  public NamedClasses classes(Notes notes) throws IOException {
    NamedClasses known = read;
    if (known == null) {
      known = described(named(), notes);
      read = known;
    }
    return known;
  }

  /** The classes by name; null where the file of sentences names them. */
  private @Nullable NamedClasses named() throws IOException {
    return classesFile == null ? typed() : ClassList.ofFile(classesFile);
  }

  private NamedClasses described(@Nullable NamedClasses named, Notes notes) throws IOException {
    if (promptsFile != null) {
      return named == null
          ? DescriptionFile.read(promptsFile)
          : named.with(DescriptionFile.of(named.classes(), promptsFile, notes));
    }
    if (named == null) {
      throw new IllegalStateException("the options were not checked");
    }
    return named;
  }
}
