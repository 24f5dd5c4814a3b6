package io.glimpse.server;

import io.glimpse.database.BankDatabase;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.file.InputException;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.answer.ClassifyRoutes;
import io.glimpse.server.answer.EncodeRoutes;
import io.glimpse.server.answer.PictureWork;
import io.glimpse.server.answer.RecalledFeatures;
import io.glimpse.server.bank.BankApi;
import io.glimpse.server.bank.BankSizes;
import io.glimpse.server.guard.Access;
import io.glimpse.server.guard.Authorisation;
import io.glimpse.server.guard.HostGuard;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.log.ServiceLog;
import io.glimpse.server.metric.ServiceMetrics;
import io.glimpse.server.metric.TimedEncoder;
import io.glimpse.server.token.TokenFile;
import io.glimpse.server.upload.Uploads;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A running service. Closing it finishes what it has taken in. */
public final class GlimpseServer implements AutoCloseable {

  private final ServerSettings settings;
  private final Admission admission;
  private final ServiceLog log;
  private final Javalin http;

  private GlimpseServer(
      ServerSettings settings, Admission admission, ServiceLog log, Javalin http) {
    this.settings = settings;
    this.admission = admission;
    this.log = log;
    this.http = http;
  }

  /**
   * Starts a service.
   *
   * @param encoder that answers, best with one thread a call; not closed here, and needed until
   *     this is closed
   * @param banks that it answers by and changes; not closed here either
   * @param tokens that requests need, as soon as there is any
   * @param log hears of requests and failures
   * @throws IOException if it cannot listen where it should, or other machines could reach it
   *     without a token
   */
  public static GlimpseServer start(
      ServerSettings settings,
      Encoder encoder,
      BankDatabase banks,
      TokenFile tokens,
      ServiceLog log)
      throws IOException {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(banks, "banks");
    Objects.requireNonNull(tokens, "tokens");
    Objects.requireNonNull(log, "log");
    boolean reachable = !isOfThisMachine(settings.host());
    if (reachable && tokens.isEmpty()) {
      throw new InputException(
          settings.host(),
          "other machines can reach a service at this address, so it needs a token; make one first,"
              + " or let it listen at "
              + ServerSettings.USUAL_HOST);
    }
    Authorisation authorisation = new Authorisation(tokens, reachable);
    ServiceMetrics metrics = new ServiceMetrics();
    TimedEncoder timed = new TimedEncoder(encoder, metrics::batch);
    Admission admission = new Admission(settings.limits(), settings.threads());
    Javalin http =
        Javalin.create(
            config ->
                setUp(config, settings, timed, banks, authorisation, admission, metrics, log));
    try {
      http.start();
    } catch (JavalinBindException e) {
      admission.close();
      throw new InputException(
          settings.host() + ":" + settings.port(),
          "the service cannot listen there; choose another port, or end what listens there",
          e);
    }
    return new GlimpseServer(settings, admission, log, http);
  }

  private static void setUp(
      JavalinConfig config,
      ServerSettings settings,
      TimedEncoder encoder,
      BankDatabase banks,
      Authorisation authorisation,
      Admission admission,
      ServiceMetrics metrics,
      ServiceLog log) {
    HttpSetup.apply(config, settings);
    Uploads uploads = new Uploads(settings.limits());
    Doorway doorway =
        new Doorway(
            new HostGuard(settings.host(), settings.allowedHosts()),
            admission,
            uploads.bodies(),
            metrics,
            log);
    RoutesConfig routes = config.routes;
    routes.before(doorway::in);
    routes.beforeMatched(authorisation::check);
    routes.exception(Exception.class, doorway::failed);
    // It has a handler of its own, which would come before.
    routes.exception(HttpResponseException.class, doorway::failed);
    config.requestLogger.http((context, millis) -> doorway.out(context));

    InfoRoutes info = new InfoRoutes(settings, encoder, admission, metrics, authorisation);
    routes.get("/v1/health/live", info::live, Access.OPEN);
    routes.get("/v1/health/ready", info::ready, Access.OPEN);
    routes.get("/v1/info", info::info, Access.READ);
    routes.get("/v1/models", info::models, Access.READ);
    routes.get("/metrics", info::metrics, Access.READ);

    ImagePipeline pipeline = pipeline(settings, encoder, metrics);
    PictureWork work = new PictureWork(admission, encoder, metrics);
    ClassifyRoutes classify =
        new ClassifyRoutes(
            pipeline, settings.clouds(), admission, settings.limits(), uploads, work);
    routes.post("/v1/classify", doorway.documented(classify::classify), Access.READ);
    EncodeRoutes encode = new EncodeRoutes(pipeline, admission, uploads, work);
    routes.post("/v1/encode", doorway.documented(encode::encode), Access.READ);
    routes.post("/v1/embeddings", doorway.documented(encode::embeddings), Access.READ);
    for (StaticFile file : StaticFile.all()) {
      routes.get(file.path(), file::serve, Access.OPEN);
    }
    routes.get("/page/{file}", StaticFile.serving(StaticFile.ofPage()), Access.OPEN);
    BankSizes.show(banks, metrics);
    BankRouting.add(
        routes,
        doorway,
        BankApi.of(
            banks, pipeline, settings.clouds(), admission, settings.limits(), uploads, work));
  }

  private static ImagePipeline pipeline(
      ServerSettings settings, TimedEncoder encoder, ServiceMetrics metrics) {
    ImagePipeline pipeline = new ImagePipeline(encoder, settings.reading(), settings.threads());
    long bytes = settings.limits().of(Limit.FEATURE_MEMORY);
    return bytes == 0 ? pipeline : pipeline.withMemory(new RecalledFeatures(bytes, metrics));
  }

  private static boolean isOfThisMachine(String host) throws InputException {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new InputException(host, "this machine has no such address to listen at", e);
    }
  }

  /** Method and path of every route. */
  Set<String> routes() {
    return http.unsafe.internalRouter.allHttpHandlers().stream()
        .map(parsed -> parsed.endpoint)
        .filter(route -> route.method.isHttpMethod())
        .map(route -> route.method.name() + " " + route.path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The port that it listens at. */
  public int port() {
    return http.port();
  }

  /** Where it is asked. */
  public URI uri() {
    String host = settings.host();
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String shown = everywhere ? "localhost" : host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + port() + "/");
  }

  /** Takes nothing new in, finishes what was begun as far as its time allows, and ends. */
  @Override
  public void close() {
    log.event("stopping");
    try {
      boolean finished = admission.drain(settings.limits().time(Limit.GRACE));
      log.event(finished ? "stopped" : "stopped, though not all was finished");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop();
    admission.close();
  }
}
