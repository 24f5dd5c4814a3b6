package io.glimpse.lite;

import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text side: known names are looked up, all others go through the {@link TextRegression}. */
final class LiteText implements AutoCloseable {

  private final Templates templates = new Templates();
  private final KnownNames known = new KnownNames();
  private final SharedDirection direction = new SharedDirection();

  /** Loaded for the first name that is not known; most of the text side's time and memory. */
  private @Nullable TextRegression regression;

  LiteText() throws IOException {}

  /** With all that these texts need already loaded. */
  static LiteText readyFor(List<String> texts) throws IOException {
    LiteText text = new LiteText();
    if (!texts.stream().allMatch(text::knows)) {
      text.regression();
    }
    return text;
  }

  /** Unit rows, one a text. */
  Matrix encode(List<String> texts) {
    Map<String, float @Nullable []> rows = new LinkedHashMap<>();
    List<String> names = texts.stream().map(this::name).toList();
    List<String> unknown = new ArrayList<>();
    for (String name : names) {
      if (!rows.containsKey(name)) {
        Optional<float[]> found = known.find(name);
        rows.put(name, found.orElse(null));
        if (found.isEmpty()) {
          unknown.add(name);
        }
      }
    }
    if (!unknown.isEmpty()) {
      Matrix features = regression().features(unknown);
      for (int i = 0; i < unknown.size(); i++) {
        rows.put(unknown.get(i), features.row(i));
      }
    }
    Matrix encoded = new Matrix(texts.size(), KnownNames.WIDTH);
    for (int i = 0; i < names.size(); i++) {
      float[] row = rows.get(names.get(i));
      System.arraycopy(row, 0, encoded.data(), encoded.start(i), KnownNames.WIDTH);
      direction.mixInto(encoded.data(), encoded.start(i));
    }
    return encoded;
  }

  /** Whether a text's name is looked up rather than regressed. */
  boolean knows(String text) {
    return known.find(name(text)).isPresent();
  }

  private String name(String text) {
    return templates.strip(text.replace('_', ' ').replaceAll("(?U)\\s+", " ").strip());
  }

  private synchronized TextRegression regression() {
    if (regression == null) {
      try {
        regression = new TextRegression(known.first());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return regression;
  }

  @Override
  public synchronized void close() {
    if (regression != null) {
      regression.close();
    }
  }
}
