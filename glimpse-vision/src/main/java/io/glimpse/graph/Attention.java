package io.glimpse.graph;

/** How tokens of a sequence attend to each other. */
@FunctionalInterface
interface Attention {

  /** Appends it to queries, keys and values, each [n, s, width], which is what it gives. */
  String append(String queries, String keys, String values);
}
