package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.file.Sha256;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Workers;
import io.glimpse.pretrained.TokenIds;
import io.glimpse.store.TextCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The side of a model that takes texts. Neither its network nor its tokenizer is loaded before
 * somebody needs it.
 */
final class HubTexts {

  /** Its number grows with every change of what becomes of a text. */
  private static final String KIND = "onnx-texts-2";

  private final String name;
  private final HubModel model;
  private final TextFilling filling;
  private final HubFacts facts;
  private final HubNetworks networks;
  private final Unchanged unchanged;
  private final EncoderOptions options;
  private final Workers workers;
  private @Nullable TextRunner network;
  private @Nullable HubTokenizer tokenizer;
  private @Nullable TextCache cache;

  /** Holds the files of a model to what they were when it was opened. */
  @FunctionalInterface
  interface Unchanged {

    /**
     * Looks at them.
     *
     * @throws CheckpointException if one of them changed
     */
    void require() throws IOException;
  }

  /**
   * Does nothing yet.
   *
   * @param name of the encoder, for messages
   * @param filling of the model
   * @param networks of the model; stay open until nobody uses this
   */
  HubTexts(
      String name,
      HubModel model,
      TextFilling filling,
      HubFacts facts,
      HubNetworks networks,
      Unchanged unchanged,
      EncoderOptions options) {
    this.name = name;
    this.model = model;
    this.filling = filling;
    this.facts = facts;
    this.networks = networks;
    this.unchanged = unchanged;
    this.options = options;
    // With a single thread a run, several batches run at a time.
    this.workers = options.threads() == 1 ? Workers.shared() : new Workers(1);
  }

  TextRules rules() {
    return filling.rules();
  }

  /** Whether a word is one piece of the vocabulary; without a tokenizer none is. */
  boolean knowsWord(String word) {
    try {
      return tokenizer().knowsWord(word);
    } catch (UncheckedIOException | NoTokenizerException e) {
      // What is wrong with it is said when a text comes.
      return false;
    }
  }

  /** Raw features, a row a text. Texts that were encoded before come from a file. */
  Matrix encode(List<String> texts) {
    HubTokenizer rule = tokenizer();
    int id = rule.tokenizer().filling();
    return cache(rule)
        .rows(
            texts,
            some ->
                encode(
                    some.stream()
                        .map(
                            text ->
                                filling.full(rule.tokenizer().encode(text, rules().context()), id))
                        .toArray(int[][]::new)));
  }

  /** Raw features, a row a row of ids. */
  Matrix encode(int[][] ids) {
    return network().encode(TokenIds.checked(ids, rules()), facts.dimension(), workers);
  }

  private synchronized TextRunner network() {
    if (network == null) {
      try {
        TextRunner loaded = networks.texts(facts.texts());
        unchanged.require();
        network = loaded;
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return network;
  }

  private synchronized HubTokenizer tokenizer() {
    if (tokenizer == null) {
      Path file = model.tokenizer();
      if (!Files.isRegularFile(file)) {
        throw new NoTokenizerException(name, file);
      }
      try {
        tokenizer = HubTokenizer.read(file, model.kind(), rules());
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return tokenizer;
  }

  private synchronized TextCache cache(HubTokenizer rule) {
    if (cache == null) {
      String key =
          String.join(
              " ",
              KIND,
              facts.texts(),
              model.kind().name(),
              String.valueOf(rules().end()),
              String.valueOf(filling.length()),
              rule.digest());
      cache =
          new TextCache(
              options.home(),
              Sha256.hex(key.getBytes(StandardCharsets.US_ASCII)),
              facts.dimension());
    }
    return cache;
  }
}
