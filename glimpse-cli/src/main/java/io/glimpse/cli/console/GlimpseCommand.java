package io.glimpse.cli.console;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: the common options, the console and the order of events. */
public abstract class GlimpseCommand implements Callable<Integer> {

  @Mixin public CommonOptions common = new CommonOptions();

  @Spec @Nullable CommandSpec spec;

  private @Nullable Console console;

  @Override
  public final Integer call() throws Exception {
    if (spec != null && spec.root().userObject() instanceof RootOptions root && root.json()) {
      throw new UsageException(
          "--json belongs behind the command, as in 'glimpse classify --json'");
    }
    common.apply();
    Console own = new Console(common);
    console = own;
    try {
      return run(own);
    } finally {
      own.tellRest();
    }
  }

  /** What this command has said so far; null before it began. */
  public @Nullable Console console() {
    return console;
  }

  /** The arguments of this process, the command's own among them. */
  public List<String> arguments() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification");
    }
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  /** Whether an encoder is opened, so that its options mean something. */
  public boolean usesEncoder() {
    return true;
  }

  /** Whether pictures are read, so that the options of how mean something. */
  public boolean readsPictures() {
    return usesEncoder();
  }

  /** Does the work; the result is the exit code. */
  protected abstract int run(Console console) throws Exception;
}
