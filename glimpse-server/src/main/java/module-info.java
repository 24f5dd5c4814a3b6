/** The service: classification and banks over HTTP. */
@SuppressWarnings({
  "module", // The other modules of Glimpse, which compiling this one cannot see.
  "requires-automatic" // Micrometer has no module of its own.
})
module io.glimpse.server {
  requires transitive io.glimpse.inference;
  requires transitive io.glimpse.store;
  requires com.fasterxml.jackson.databind;
  requires io.javalin;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires static transitive org.jspecify;

  exports io.glimpse.server;
  exports io.glimpse.server.limit;
  exports io.glimpse.server.log;
  exports io.glimpse.server.token;

  opens io.glimpse.server.document to
      com.fasterxml.jackson.databind;
}
