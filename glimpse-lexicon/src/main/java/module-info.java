/**
 * What the names of classes mean: which are English, and what those of other languages stand for.
 */
@SuppressWarnings("module") // The module that uses it, which compiling this one cannot see.
module io.glimpse.lexicon {
  requires static transitive org.jspecify;

  exports io.glimpse.lexicon to
      io.glimpse.inference;
}
