package io.glimpse.cli.serve;

import io.glimpse.cli.answers.CloudOptions;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.database.BankDatabase;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.server.GlimpseServer;
import io.glimpse.server.ServerSettings;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.log.ServiceLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse serve}: the service. */
@Command(
    name = "serve",
    description = {
      "Answers over HTTP, and keeps banks that are taught while it runs.",
      "Every option may also stand in the environment, as GLIMPSE_MAX_QUEUE for --max-queue, or in"
          + " the file of --config, as a line max-queue = 512."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse serve",
      "  curl -F image=@photo.jpg 'http://127.0.0.1:8080/v1/classify?classes=cat,dog'",
      "  glimpse serve --port 9000 --data /srv/glimpse --log",
      "  glimpse token create --scope write && glimpse serve --host 0.0.0.0 --allow-host"
          + " pictures.example",
      "  glimpse serve --store jdbc:postgresql://db.example/glimpse?user=glimpse"
    })
public final class ServeCommand extends GlimpseCommand {

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Listen there; default: 127.0.0.1. Any other needs a token.")
  @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Listen there; default: 8080; 0: any that is free.")
  @Nullable Long port;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = "A further name that it may be asked for by; may be repeated.")
  List<String> allowedHosts = List.of();

  @Mixin StoreOptions store = new StoreOptions();

  @Option(
      names = "--config",
      paramLabel = "F",
      description = "A file of settings; default: $GLIMPSE_CONFIG, else none.")
  @Nullable Path config;

  @Option(names = "--log", description = "A line of JSON for each request, on stderr.")
  boolean logged;

  @Mixin LimitOptions limits = new LimitOptions();

  @Mixin CloudOptions clouds = new CloudOptions();

  @Override
  protected int run(Console console) throws Exception {
    Settings settings = Settings.of(config(), System::getenv);
    ServerSettings set = settings(settings);
    StoreOptions.Place place = store.place(settings);
    boolean log = logged || "true".equals(settings.text("log", null));
    settings.requireAllUsed();
    try (BankDatabase banks = place.open(set.limits().of(Limit.BANK_MEMORY));
        Encoder encoder = encoder(console)) {
      ServiceLog lines = log ? ServiceLog.to(System.err, common.debug) : ServiceLog.silent();
      serve(GlimpseServer.start(set, encoder, banks, place.tokens(), lines), place, console);
    }
    return console.exitCode();
  }

  private @Nullable Path config() {
    String variable = System.getenv("GLIMPSE_CONFIG");
    boolean isSet = variable != null && !variable.isBlank();
    return config == null && isSet ? Path.of(String.valueOf(variable)) : config;
  }

  private ServerSettings settings(Settings settings) throws Exception {
    clouds.check(common);
    String at = settings.text("host", host);
    Long number = settings.number("port", port);
    List<String> hosts = new ArrayList<>(allowedHosts);
    String named = settings.text("allow-host", null);
    if (named != null) {
      hosts.addAll(List.of(named.split("[, ]+")));
    }
    try {
      return ServerSettings.usual()
          .withLimits(limits.limits(settings, common.maxPixels))
          .withThreads(common.threads())
          .withDecoding(common.decoding(true))
          .withClouds(clouds.rendering())
          .withAllowedHosts(hosts)
          .at(
              at == null ? ServerSettings.USUAL_HOST : at,
              number == null ? ServerSettings.USUAL_PORT : Math.toIntExact(number));
    } catch (ArithmeticException e) {
      throw new UsageException("--port must be 0 to 65535, not " + number);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** One thread a call, for there are many callers. */
  private Encoder encoder(Console console) throws Exception {
    return common.open(common.encoderName(Encoders.DEFAULT), Integer.MAX_VALUE, console);
  }

  /** Answers until the process is told to end. */
  private static void serve(GlimpseServer server, StoreOptions.Place place, Console console)
      throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              server.close();
              ended.countDown();
            },
            "glimpse-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    console.print("Glimpse answers at %s", server.uri());
    console.print("Banks are kept in %s", place);
    ended.await();
    // The hook is over, and what is open is closed before the process ends.
  }
}
