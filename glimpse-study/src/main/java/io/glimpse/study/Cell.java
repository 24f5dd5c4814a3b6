package io.glimpse.study;

/**
 * One experiment of a study.
 *
 * @param dataset its name
 * @param encoder its name
 * @param shots a class; 0 for a method that uses none
 * @param seed of sample and training; 0 for a method that uses no shots
 */
record Cell(
    String dataset,
    String encoder,
    MethodVariant variant,
    int shots,
    long seed,
    Protocol protocol) {

  /** What tells it from all others of a study; {@link PlannedCell} reads it. */
  String key() {
    return String.join(
        "|",
        dataset,
        encoder,
        variant.label(),
        Integer.toString(shots),
        Long.toString(seed),
        protocol.label());
  }

  /** For people. */
  String title() {
    return shots == 0
        ? String.format("%s, %s, %s", dataset, encoder, variant.label())
        : String.format(
            "%s, %s, %s, %d shots, seed %d", dataset, encoder, variant.label(), shots, seed);
  }
}
