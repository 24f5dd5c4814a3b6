package io.glimpse.cli.features;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.LocalImage;
import io.glimpse.encoder.LocalView;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.featurefile.EncodedRows.RowFile;
import io.glimpse.featurefile.FeatureDescription;
import io.glimpse.featurefile.FeatureOrigin;
import io.glimpse.matrix.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that pictures are encoded to, and what is in them.
 *
 * @param out global features
 * @param tokens all tokens; null where nobody wants them
 * @param local tokens of small places; likewise
 */
record ImageOutputs(Path out, @Nullable Path tokens, @Nullable Path local) {

  /** All of them, the global features first. */
  List<Path> paths() {
    return Stream.of(Optional.of(out), Optional.ofNullable(tokens), Optional.ofNullable(local))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Refuses an encoder that cannot fill them.
   *
   * @throws UsageException if there are local tokens among them and it offers none
   */
  void requireFrom(Encoder encoder) {
    if (local != null && encoder.local().isEmpty()) {
      throw new UsageException(
          "encoder '" + encoder.name() + "' offers no local tokens; leave out --local");
    }
  }

  private static LocalView view(Encoder encoder) {
    return encoder.local().orElseThrow();
  }

  private static int perImage(Encoder encoder) {
    return 1 + encoder.gridWidth() * encoder.gridHeight();
  }

  /** The files with the shapes of their rows. */
  List<RowFile> files(Encoder encoder) {
    List<RowFile> files = new ArrayList<>();
    files.add(new RowFile(out, List.of(encoder.dimension())));
    if (tokens != null) {
      files.add(new RowFile(tokens, List.of(perImage(encoder), encoder.dimension())));
    }
    if (local != null) {
      files.add(new RowFile(local, List.of(view(encoder).places(), view(encoder).width())));
    }
    return files;
  }

  /**
   * What goes to each of them.
   *
   * @param features of one picture, with all tokens where they are wanted
   * @param places of it; empty where they are not
   */
  List<Matrix> rows(FeatureBatch features, Optional<LocalImage> places) {
    List<Matrix> rows = new ArrayList<>();
    rows.add(features.globals());
    if (tokens != null) {
      rows.add(features.tokens());
    }
    places.ifPresent(some -> rows.add(some.joined()));
    return rows;
  }

  /** What is said beside each of them. */
  List<FeatureDescription> descriptions(Encoder encoder, boolean raw, int count) {
    List<FeatureDescription> descriptions = new ArrayList<>();
    for (RowFile file : files(encoder)) {
      descriptions.add(
          file.file().equals(local)
              ? FeatureDescription.ofPlaces(file.file(), encoder, view(encoder), count)
              : new FeatureDescription(
                  file.file(), FeatureOrigin.IMAGES, encoder, raw, shape(file, count)));
    }
    return descriptions;
  }

  /** Answers which files there are now. */
  void tell(Encoder encoder, int count, Map<String, Object> json, Console console) {
    List<RowFile> files = files(encoder);
    for (RowFile file : files) {
      List<Integer> shape = shape(file, count);
      if (file.file().equals(out)) {
        json.put("output", out.toString());
        json.put("shape", shape);
      } else {
        String name = file.file().equals(tokens) ? "tokens" : "local";
        json.put(name, file.file().toString());
        json.put(name + "_shape", shape);
      }
      console.print(
          "%s: %s",
          file.file(), shape.stream().map(String::valueOf).collect(Collectors.joining(" x ")));
    }
  }

  private static List<Integer> shape(RowFile file, int count) {
    return Stream.concat(Stream.of(count), file.shape().stream()).toList();
  }
}
