/** Documents of answers, and pages that show their evidence. */
@SuppressWarnings("module") // The other modules of Glimpse, which compiling this one cannot see.
module io.glimpse.report {
  requires transitive io.glimpse.core;
  requires com.fasterxml.jackson.databind;
  requires transitive java.desktop;
  requires static transitive org.jspecify;

  exports io.glimpse.document;
  exports io.glimpse.page;
  exports io.glimpse.report;

  opens io.glimpse.document to
      com.fasterxml.jackson.databind;
}
