/**
 * What the names of classes mean: which are English, and what those of other languages stand for.
 */
module io.glimpse.lexicon {
  requires static transitive org.jspecify;

  exports io.glimpse.lexicon to
      io.glimpse.inference;
}
