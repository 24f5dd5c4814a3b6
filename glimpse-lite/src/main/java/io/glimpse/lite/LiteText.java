package io.glimpse.lite;

import io.glimpse.matrix.Matrix;
import io.glimpse.store.TextCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text side: known names are looked up, all others go through the {@link TextRegression} once
 * and are then kept in the user's cache.
 */
final class LiteText implements AutoCloseable {

  /** New names that are worked out, and then kept, at a time: each takes 37 kB meanwhile. */
  private static final int TOGETHER = 256;

  private final Templates templates = new Templates();
  private final KnownNames known = new KnownNames();
  private final SharedDirection direction = new SharedDirection();

  private final TextCache cache;

  /** Loaded for the first name that is new; most of the text side's time and memory. */
  private @Nullable TextRegression regression;

  /** Keeps what it works out in a user's folder. */
  LiteText(Path home) throws IOException {
    cache = new TextCache(home, LiteFingerprint.ofTexts(), KnownNames.WIDTH);
  }

  /** With all that these texts need already loaded. */
  static LiteText readyFor(List<String> texts, Path home) throws IOException {
    LiteText text = new LiteText(home);
    if (text.lookUp(texts).containsValue(null)) {
      text.regression();
    }
    return text;
  }

  /** Unit rows, one a text. */
  Matrix encode(List<String> texts) {
    Map<String, float @Nullable []> rows = lookUp(texts);
    List<String> unknown = new ArrayList<>();
    rows.forEach(
        (name, row) -> {
          if (row == null) {
            unknown.add(name);
          }
        });
    for (int from = 0; from < unknown.size(); from += TOGETHER) {
      List<String> some = unknown.subList(from, Math.min(unknown.size(), from + TOGETHER));
      Matrix features = regression().features(some);
      for (int i = 0; i < some.size(); i++) {
        rows.put(some.get(i), features.row(i));
      }
      cache.add(some, features);
    }
    Matrix encoded = new Matrix(texts.size(), KnownNames.WIDTH);
    for (int i = 0; i < texts.size(); i++) {
      float[] row = rows.get(name(texts.get(i)));
      System.arraycopy(row, 0, encoded.data(), encoded.start(i), KnownNames.WIDTH);
      direction.mixInto(encoded.data(), encoded.start(i));
    }
    return encoded;
  }

  /** The names of texts in order, with the centred features of those that need no regression. */
  private Map<String, float @Nullable []> lookUp(List<String> texts) {
    Map<String, float @Nullable []> rows = new LinkedHashMap<>();
    Map<String, float @Nullable []> others = new LinkedHashMap<>();
    for (String text : texts) {
      String name = name(text);
      float[] row = known.find(name).orElse(null);
      rows.put(name, row);
      if (row == null) {
        others.put(name, null);
      }
    }
    if (!others.isEmpty()) {
      cache.find(others);
      rows.putAll(others);
    }
    return rows;
  }

  /** Whether a text's name is among those that the encoder was made with. */
  boolean knows(String text) {
    return known.find(name(text)).isPresent();
  }

  /** Whether a word is one piece of the sentence encoder's vocabulary. */
  boolean knowsWord(String word) {
    return regression().knowsWord(word);
  }

  private String name(String text) {
    return templates.strip(text.replace('_', ' ').replaceAll("(?U)\\s+", " ").strip());
  }

  /** Whether what works out new names was loaded. */
  synchronized boolean isRegressing() {
    return regression != null;
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
