package io.glimpse.cli.answers;

import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Explanation;
import io.glimpse.inference.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers with their evidence, as a page in a folder that is made when the page is. */
final class AnswerPage implements AnswerSink {

  private final Path folder;
  private final Supplier<String> command;
  private final Console console;
  private @Nullable Explanation explanation;

  /**
   * A page.
   *
   * @param command that it shows
   * @throws CommandException if the folder could not be written
   */
  AnswerPage(Path folder, Supplier<String> command, Console console) {
    requireWritable(folder);
    this.folder = folder;
    this.command = command;
    this.console = console;
  }

  /**
   * Refuses a folder that could not be written, before hours of work are spent on its page, and
   * leaves no trace of having looked.
   */
  static void requireWritable(Path folder) {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new CommandException(there, "this is a file, and a folder is needed here");
    }
    if (!Files.isWritable(there)) {
      throw new CommandException(there, "this folder cannot be written (permission denied)");
    }
  }

  @Override
  public void begin(Predictor predictor) {
    explanation = new Explanation(predictor);
  }

  @Override
  public void add(Answered answer) {
    try {
      if (explanation != null) {
        explanation.add(answer.image(), answer.prediction());
      }
    } catch (ImageException e) {
      console.failed(answer.path(), e);
    }
  }

  @Override
  public void finish(@Nullable Predictor used) {
    if (explanation == null) {
      return;
    }
    try {
      Path page = explanation.write(folder, command.get(), console.notes());
      console.note("the evidence is in " + page);
    } catch (IOException e) {
      console.failed(folder.toString(), e);
    }
  }
}
