/**
 * The way in for a Java program, {@link io.glimpse.Glimpse}, and the one path from inputs to
 * answers.
 */
@SuppressWarnings("module") // The other modules of Glimpse, which compiling this one cannot see.
module io.glimpse.inference {
  requires transitive io.glimpse.points;
  requires transitive io.glimpse.report;
  requires io.glimpse.lexicon;
  requires com.fasterxml.jackson.databind;
  requires static transitive org.jspecify;

  exports io.glimpse;
  exports io.glimpse.inference;
  exports io.glimpse.input;
  exports io.glimpse.shots;
  exports io.glimpse.sorting;
}
