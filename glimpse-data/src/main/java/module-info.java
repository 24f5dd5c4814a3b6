/** Data sets, their splits and samples, and stored features. */
@SuppressWarnings("module") // The other modules of Glimpse, which compiling this one cannot see.
module io.glimpse.data {
  requires transitive io.glimpse.points;
  requires transitive io.glimpse.vision;
  requires io.glimpse.report;
  requires com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports io.glimpse.data;
  exports io.glimpse.featurestore to
      io.glimpse.study;

  opens io.glimpse.data to
      com.fasterxml.jackson.databind;
  opens io.glimpse.featurestore to
      com.fasterxml.jackson.databind;
}
