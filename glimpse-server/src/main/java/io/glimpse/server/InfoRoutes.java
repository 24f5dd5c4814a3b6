package io.glimpse.server;

import io.glimpse.document.EncoderDocument;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.Version;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.document.HealthDocument;
import io.glimpse.server.document.InfoDocument;
import io.glimpse.server.document.ModelsDocument;
import io.glimpse.server.guard.Authorisation;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.metric.ServiceMetrics;
import io.javalin.http.Context;
import java.io.IOException;

/** What the service says of itself: health, facts, models and metrics. */
final class InfoRoutes {

  private static final int UNAVAILABLE = 503;
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final ServerSettings settings;
  private final Encoder encoder;
  private final Admission admission;
  private final ServiceMetrics metrics;
  private final Authorisation authorisation;

  InfoRoutes(
      ServerSettings settings,
      Encoder encoder,
      Admission admission,
      ServiceMetrics metrics,
      Authorisation authorisation) {
    this.settings = settings;
    this.encoder = encoder;
    this.admission = admission;
    this.metrics = metrics;
    this.authorisation = authorisation;
    metrics.gauge("glimpse.queue.images", "Pictures that wait", admission::waiting);
    metrics.gauge("glimpse.queue.fraction", "How full the queue is, 0 to 1", admission::fraction);
    metrics.gauge("glimpse.requests.active", "Requests under way", admission::requests);
  }

  /** The process is there. */
  void live(Context context) {
    Doorway.json(context, new HealthDocument("up"));
  }

  /** The service takes requests. */
  void ready(Context context) {
    boolean stopping = admission.isStopping();
    context.status(stopping ? UNAVAILABLE : context.statusCode());
    Doorway.json(context, new HealthDocument(stopping ? "stopping" : "up"));
  }

  void info(Context context) throws IOException {
    Doorway.json(
        context,
        new InfoDocument(
            Version.current(),
            EncoderDocument.of(encoder.id()),
            encoder.dimension(),
            encoder.preprocessing().height(),
            Methods.all().stream().map(Method::name).toList(),
            settings.threads(),
            settings.limits().byField(),
            new InfoDocument.Queue(
                admission.waiting(),
                settings.limits().of(Limit.MAX_QUEUE),
                admission.fraction(),
                admission.requests()),
            authorisation.isNeeded()));
  }

  void models(Context context) {
    Doorway.json(context, ModelsDocument.of(encoder));
  }

  void metrics(Context context) {
    context.contentType(PROMETHEUS).result(metrics.scrape());
  }
}
