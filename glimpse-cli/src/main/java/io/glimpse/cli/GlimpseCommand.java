package io.glimpse.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: the common options, the console and the order of events. */
abstract class GlimpseCommand implements Callable<Integer> {

  @Mixin CommonOptions common = new CommonOptions();

  @Spec @Nullable CommandSpec spec;

  @Override
  public final Integer call() throws Exception {
    common.apply();
    Console console = new Console(common);
    return run(console);
  }

  /** Does the work; the result is the exit code. */
  abstract int run(Console console) throws Exception;
}
