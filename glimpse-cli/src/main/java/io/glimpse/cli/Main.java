package io.glimpse.cli;

import io.glimpse.method.ParameterException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the command line. Exit codes: 0 all well, 1 what depends on files, 2 a wrong command. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    int code = run(args);
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  /** Runs one command; the result is its exit code. */
  static int run(String... args) {
    CommandLine line = RootCommand.commandLine(args);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setAbbreviatedOptionsAllowed(false);
    line.setParameterExceptionHandler(Main::wrongCommand);
    line.setExecutionExceptionHandler(Main::failure);
    return line.execute(args);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 1 << 13),
        true,
        StandardCharsets.UTF_8);
  }

  private static int wrongCommand(CommandLine.ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    System.err.println("error: " + sentence(e));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      if (!near.isEmpty()) {
        System.err.println("did you mean " + near.get(0) + "?");
      }
    }
    System.err.println("see: " + line.getCommandSpec().qualifiedName(" ") + " --help");
    return 2;
  }

  private static String sentence(CommandLine.ParameterException e) {
    String message = e.getMessage() == null ? "the command line is wrong" : e.getMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end).strip();
  }

  private static int failure(Exception e, CommandLine line, @Nullable ParseResult parsed) {
    if (e instanceof ClosedOutputException) {
      return ClosedOutputException.EXIT_CODE;
    }
    CommonOptions common = commonOptions(line);
    boolean usage = e instanceof UsageException || e instanceof ParameterException;
    System.err.println("error: " + sentence(e));
    if (common != null && common.debug) {
      e.printStackTrace(System.err);
    } else if (isUnexpected(e)) {
      System.err.println("this should not happen; --debug shows where it did");
    }
    if (usage) {
      System.err.println("see: " + line.getCommandSpec().qualifiedName(" ") + " --help");
      return 2;
    }
    if (common != null && common.json) {
      new Console(common)
          .printJson(Map.of("errors", List.of(Map.of("path", path(e), "error", sentence(e)))));
    }
    return 1;
  }

  private static @Nullable CommonOptions commonOptions(CommandLine line) {
    return line.getCommand() instanceof GlimpseCommand command ? command.common : null;
  }

  private static boolean isUnexpected(Exception e) {
    return e instanceof RuntimeException
        && !(e instanceof IllegalArgumentException)
        && !(e instanceof CommandException)
        && !(e instanceof UsageException)
        && !(e instanceof UncheckedIOException);
  }

  private static String path(Exception e) {
    return e instanceof FileSystemException file && file.getFile() != null ? file.getFile() : "";
  }

  /** What went wrong, without a class name of Java's. */
  private static String sentence(Exception e) {
    if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return sentence(unchecked.getCause());
    }
    if (e instanceof NoSuchFileException file && file.getReason() == null) {
      return file.getFile() + ": there is no such file";
    }
    if (e instanceof AccessDeniedException file && file.getReason() == null) {
      return file.getFile() + ": permission denied";
    }
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e instanceof IOException
          ? "a file cannot be read or written"
          : "an unexpected failure";
    }
    return message;
  }
}
