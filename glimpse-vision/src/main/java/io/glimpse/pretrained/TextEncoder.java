package io.glimpse.pretrained;

import io.glimpse.checkpoint.TextRules;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.file.Sha256;
import io.glimpse.matrix.Matrix;
import io.glimpse.store.TextCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The side of a model that takes texts. Neither its network nor its tokenizer is loaded before
 * somebody needs it, so that pictures go without.
 */
final class TextEncoder implements AutoCloseable {

  private final CheckpointModel model;
  private final TextRules rules;
  private final StringsSource source;
  private final boolean englishAlone;
  private final EncoderOptions options;
  private @Nullable Strings strings;
  private @Nullable TextCache cache;
  private @Nullable TextTower tower;
  private boolean closed;

  /** Reads the rule by which strings become ids. */
  @FunctionalInterface
  interface StringsSource {

    /**
     * The rule.
     *
     * @throws IOException if its files are missing or damaged
     */
    Strings open() throws IOException;
  }

  /**
   * Does nothing yet.
   *
   * @param model stays open until this is closed
   * @param rules of that model
   * @param englishAlone whether it makes something of English texts alone
   */
  TextEncoder(
      CheckpointModel model,
      TextRules rules,
      StringsSource source,
      boolean englishAlone,
      EncoderOptions options) {
    this.model = model;
    this.rules = rules;
    this.source = source;
    this.englishAlone = englishAlone;
    this.options = options;
  }

  TextRules rules() {
    return rules;
  }

  /** The rule by which strings become ids. */
  synchronized Strings strings() {
    if (strings == null) {
      try {
        strings = source.open();
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return strings;
  }

  /**
   * Whether a word is one piece of the vocabulary; a rule that cannot be read knows none, which is
   * said when a text comes.
   */
  boolean knowsWord(String word) {
    try {
      return strings().knowsWord(word);
    } catch (UncheckedIOException | VocabularyException e) {
      return false;
    }
  }

  /** Whether it makes something of English texts alone. */
  boolean readsEnglishAlone() {
    return englishAlone;
  }

  /** Raw features, a row a text. Texts that were encoded before come from a file. */
  Matrix encode(List<String> texts) {
    Strings rule = strings();
    return cache(rule)
        .rows(texts, some -> encode(some.stream().map(rule::row).toArray(int[][]::new)));
  }

  /** Raw features, a row a row of ids. */
  Matrix encode(int[][] ids) {
    return tower().encode(TokenIds.checked(ids, rules));
  }

  private synchronized TextCache cache(Strings rule) {
    if (cache == null) {
      // Texts are float32 at any precision of the image network.
      String key =
          rule.fingerprint().isEmpty()
              ? model.fingerprint()
              : HexFormat.of()
                  .formatHex(
                      Sha256.of(
                          String.join(
                              " ",
                              "texts-2",
                              model.fingerprint(),
                              rule.fingerprint(),
                              rules.pieces().name(),
                              rules.cleaning(),
                              String.valueOf(rules.context())),
                          StandardCharsets.UTF_8));
      cache = new TextCache(options.home(), key, model.facts().dimension());
    }
    return cache;
  }

  private synchronized TextTower tower() {
    if (closed) {
      throw new IllegalStateException("the encoder was closed");
    }
    if (tower == null) {
      try {
        Path folder = model.folder().path();
        tower = new TextTower(folder, model.facts().dimension(), options);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return tower;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (tower != null) {
      tower.close();
    }
  }
}
