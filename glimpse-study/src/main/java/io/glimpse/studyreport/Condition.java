package io.glimpse.studyreport;

import io.glimpse.study.CellResult;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is alike in all figures of a table. */
record Condition(String dataset, String encoder, String protocol) {

  static Condition of(CellResult result) {
    return new Condition(result.dataset(), result.encoder(), result.protocol());
  }

  /** What a caption says of its figures: protocol, encoder, text, seeds, views, selection. */
  static String caption(Collection<CellResult> results) {
    StringBuilder caption = new StringBuilder();
    add(caption, "Protocol", results.stream().map(Condition::protocolOf).toList());
    add(caption, "Encoder", results.stream().map(Condition::encoderOf).toList());
    add(caption, "Text", results.stream().map(Condition::textOf).toList());
    add(
        caption,
        "Seeds",
        results.stream()
            .filter(r -> r.shots() > 0)
            .map(r -> Long.toString(r.seed()))
            .sorted()
            .toList());
    add(
        caption,
        "Views a shot",
        results.stream().filter(r -> r.shots() > 0).map(r -> Integer.toString(r.views())).toList());
    add(
        caption,
        "Clouds",
        results.stream().flatMap(r -> Optional.ofNullable(r.clouds()).stream()).toList());
    add(caption, "Parameters chosen on", results.stream().map(CellResult::selectedOn).toList());
    return caption.toString().strip();
  }

  private static void add(StringBuilder caption, String what, List<String> values) {
    Set<String> different = new LinkedHashSet<>(values);
    if (!different.isEmpty()) {
      caption.append(what).append(": ").append(String.join("; ", different)).append(". ");
    }
  }

  static String protocolOf(CellResult result) {
    return result.protocol().equals("reference")
        ? "reference (parameters chosen on the test set, so the accuracy is too high)"
        : result.protocol();
  }

  private static String encoderOf(CellResult result) {
    String print = result.fingerprint();
    return print == null
        ? result.encoder() + " (ready features)"
        : result.encoder() + " (" + print.substring(0, Math.min(12, print.length())) + ")";
  }

  private static String textOf(CellResult result) {
    return result.text().isEmpty()
        ? "none"
        : result.text().stream().map(t -> "“" + t + "”").collect(Collectors.joining(", "));
  }
}
