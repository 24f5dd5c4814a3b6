package io.glimpse.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A classifier that was written for other programs.
 *
 * @param files that were written, the model first
 * @param input where its graph begins: {@code picture}, {@code pixels} or {@code feature}
 * @param metadata that the file has, in their order
 * @param warnings what a user should know
 */
public record ExportDocument(
    List<File> files,
    String input,
    Map<String, String> metadata,
    List<String> warnings,
    List<ErrorDocument> errors) {

  public ExportDocument {
    files = List.copyOf(files);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    warnings = List.copyOf(warnings);
    errors = List.copyOf(errors);
  }

  /**
   * A file.
   *
   * @param bytes its length
   */
  public record File(String path, long bytes) {}
}
