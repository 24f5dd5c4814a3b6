package io.glimpse.cli;

import io.glimpse.cli.answers.ClassifyCommand;
import io.glimpse.cli.answers.DemoCommand;
import io.glimpse.cli.answers.EvaluateCommand;
import io.glimpse.cli.bank.BankCommand;
import io.glimpse.cli.console.RootOptions;
import io.glimpse.cli.data.DataCommand;
import io.glimpse.cli.features.EncodeCommand;
import io.glimpse.cli.features.EvalFeaturesCommand;
import io.glimpse.cli.features.PreprocessCommand;
import io.glimpse.cli.features.TokenizeCommand;
import io.glimpse.cli.model.ModelCommand;
import io.glimpse.cli.points.PointsCommand;
import io.glimpse.cli.serve.ServeCommand;
import io.glimpse.cli.serve.TokenCommand;
import io.glimpse.cli.study.StudyCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code glimpse} itself. */
@Command(
    name = "glimpse",
    description = "Classifies pictures into classes that you name on the spot.",
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse demo",
      "  glimpse classify photo.jpg --classes cat,dog,\"snow leopard\"",
      "  glimpse bank build shots/ -o my.bank && glimpse classify photo.jpg --bank my.bank",
      "  glimpse COMMAND --help"
    })
public final class RootCommand implements Runnable, RootOptions {

  /** All commands in the order of the help, made only when they are needed. */
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("demo", DemoCommand::new);
    COMMANDS.put("classify", ClassifyCommand::new);
    COMMANDS.put("evaluate", EvaluateCommand::new);
    COMMANDS.put("bank", BankCommand::new);
    COMMANDS.put("serve", ServeCommand::new);
    COMMANDS.put("token", TokenCommand::new);
    COMMANDS.put("encode", EncodeCommand::new);
    COMMANDS.put("preprocess", PreprocessCommand::new);
    COMMANDS.put("points", PointsCommand::new);
    COMMANDS.put("tokenize", TokenizeCommand::new);
    COMMANDS.put("model", ModelCommand::new);
    COMMANDS.put("eval-features", EvalFeaturesCommand::new);
    COMMANDS.put("data", DataCommand::new);
    COMMANDS.put("study", StudyCommand::new);
    COMMANDS.put("completion", CompletionCommand::new);
  }

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      description = "Show the version and exit.")
  boolean version;

  @Option(names = "--verbose", description = "With --version: what answers inside.")
  boolean verbose;

  @Option(names = "--json", description = "With --version: as JSON.")
  boolean json;

  /** The whole command line. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new RootCommand());
    COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.get()));
    return EncoderOptionsHidden.in(line);
  }

  /**
   * As much of the command line as these arguments need: looking through the options of every
   * command would cost each start a tenth of a second.
   */
  public static CommandLine commandLine(String... args) {
    Supplier<Object> command = args.length == 0 ? null : COMMANDS.get(args[0]);
    return command == null
        ? commandLine()
        : EncoderOptionsHidden.in(
            new CommandLine(new RootCommand()).addSubcommand(args[0], command.get()));
  }

  @Override
  public boolean json() {
    return json;
  }

  @Override
  public void run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    if (json && !version) {
      throw new ParameterException(
          spec.commandLine(), "--json belongs behind a command, as in 'glimpse classify --json'");
    }
    if (version) {
      new VersionInfo(verbose).print(json);
    } else {
      throw new ParameterException(
          spec.commandLine(), "a command is missing, such as 'glimpse demo'");
    }
  }
}
