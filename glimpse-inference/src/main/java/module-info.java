/** The way from inputs to answers. */
module io.glimpse.inference {
  requires transitive io.glimpse.points;
  requires transitive io.glimpse.report;
  requires static transitive org.jspecify;
}
