package io.glimpse.cli;

import io.glimpse.cli.answers.UsualClassify;
import io.glimpse.cli.console.ClosedOutputException;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.FailureText;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.StandardOutput;
import io.glimpse.cli.console.UsageException;
import io.glimpse.data.DatasetException;
import io.glimpse.file.InputException;
import io.glimpse.method.ParameterException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
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
    System.setOut(utf8(StandardOutput.ofProcess()));
    System.setErr(utf8(new FileOutputStream(FileDescriptor.err)));
    int code = run(args);
    System.out.flush();
    System.err.flush();
    if (code == 0) {
      // All is closed; what ONNX Runtime made for its start is deleted now.
      System.exit(code);
    }
    // Other threads may still be in native code: exiting would free what they use.
    Runtime.getRuntime().halt(code);
  }

  /** Runs one command; the result is its exit code. */
  static int run(String... args) {
    GlimpseCommand usual = UsualClassify.of(args);
    int code = usual == null ? parseAndRun(args) : run(usual, UsualClassify.NAME);
    boolean lost = code == ClosedOutputException.EXIT_CODE || code == 0;
    return lost && System.out.checkError() ? unwritten() : code;
  }

  /** Runs a command whose options are set. */
  private static int run(GlimpseCommand command, String name) {
    try {
      return command.call();
    } catch (OutOfMemoryError e) {
      return failure(outOfMemory(e), command, name);
    } catch (InternalError e) {
      return failure(cutFile(e), command, name);
    } catch (Exception e) {
      return failure(e, command, name);
    }
  }

  private static int parseAndRun(String... args) {
    CommandLine line = RootCommand.commandLine(args);
    line.setExpandAtFiles(false);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler(Main::wrongCommand);
    line.setExecutionExceptionHandler((e, command, parsed) -> failure(e, command));
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      return failure(outOfMemory(e), running(line));
    } catch (InternalError e) {
      return failure(cutFile(e), running(line));
    }
  }

  /** An {@code InternalError} is how Java says that a mapped file lost its end. */
  private static CommandException cutFile(InternalError e) {
    return new CommandException("a file was cut while it was read", e);
  }

  private static CommandException outOfMemory(OutOfMemoryError e) {
    return new CommandException(
        "there is not enough memory for this; give more with GLIMPSE_JAVA_OPTS=-Xmx8g, or fewer"
            + " --threads",
        e);
  }

  /** The command that the arguments led to. */
  private static CommandLine running(CommandLine line) {
    ParseResult parsed = line.getParseResult();
    while (parsed != null && parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return parsed == null ? line : parsed.commandSpec().commandLine();
  }

  private static PrintStream utf8(OutputStream out) {
    return new PrintStream(new BufferedOutputStream(out, 1 << 13), true, StandardCharsets.UTF_8);
  }

  /** The exit code when the answer could not be written: whoever read it may have seen enough. */
  private static int unwritten() {
    String failure = StandardOutput.ofProcess().failure();
    if (failure == null) {
      return ClosedOutputException.EXIT_CODE;
    }
    System.err.println("error: the answer cannot be written: " + failure);
    return 1;
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
    message = message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end).strip();
  }

  private static int failure(Exception e, CommandLine line) {
    GlimpseCommand command = line.getCommand() instanceof GlimpseCommand one ? one : null;
    return failure(e, command, line.getCommandSpec().qualifiedName(" "));
  }

  private static int failure(Exception e, @Nullable GlimpseCommand command, String name) {
    if (e instanceof ClosedOutputException) {
      return ClosedOutputException.EXIT_CODE;
    }
    boolean debug = command != null && command.common.debug;
    if (e instanceof UsageException || e instanceof ParameterException) {
      System.err.println("error: " + FailureText.of(e));
      if (debug) {
        e.printStackTrace(System.err);
      }
      System.err.println("see: " + name + " --help");
      return 2;
    }
    Console console = command == null ? null : command.console();
    if (console == null) {
      console = new Console(System.out, System.err, false, false);
    }
    console.ended(path(e), FailureText.of(e));
    if (debug) {
      e.printStackTrace(System.err);
    } else if (isUnexpected(e)) {
      System.err.println("this should not happen; --debug shows where it did");
    }
    console.printJson(Map.of("errors", console.errors()));
    return 1;
  }

  private static boolean isUnexpected(Exception e) {
    return e instanceof RuntimeException
        && !(e instanceof IllegalArgumentException)
        && !(e instanceof CommandException)
        && !(e instanceof UsageException)
        && !(e instanceof UncheckedIOException);
  }

  private static String path(Exception e) {
    if (e instanceof CommandException command) {
      return command.path();
    }
    if (e instanceof DatasetException dataset) {
      return dataset.path();
    }
    if (e instanceof InputException input) {
      return input.input();
    }
    return e instanceof FileSystemException file && file.getFile() != null ? file.getFile() : "";
  }
}
