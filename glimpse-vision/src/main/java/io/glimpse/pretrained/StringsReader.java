package io.glimpse.pretrained;

import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.RowEnd.Rule;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.checkpoint.TextRules.Pieces;
import io.glimpse.file.Sha256;
import io.glimpse.tokenizer.Tokenizer;
import io.glimpse.tokenizer.Tokenizers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the rule by which a model's strings become ids, beside its weights. */
final class StringsReader {

  private static final String WORDS = "vocab.txt";
  private static final String SENTENCE_PIECES = "spiece.model";
  private static final String JSON = "tokenizer.json";
  private static final String CONFIG = "tokenizer_config.json";
  private static final String SPECIAL_TOKENS = "special_tokens_map.json";

  /** What the files of SigLIP 2 call their tokenizer, which is of many languages. */
  private static final String MANY_LANGUAGES = "\"Gemma";

  /** A longer file is no configuration of a tokenizer with anything to say here. */
  private static final long LONGEST_CONFIG = 1 << 22;

  private final Path weights;
  private final TextRules rules;

  /**
   * Reads nothing yet.
   *
   * @param weights that the files lie beside
   */
  private StringsReader(Path weights, TextRules rules) {
    this.weights = weights;
    this.rules = rules;
  }

  /**
   * Opens the rule.
   *
   * @param encoder its name, for messages
   * @param checkpoint beside whose weights its files lie
   * @throws IOException if they are missing, damaged, or of another model
   */
  static Strings open(String encoder, Path checkpoint, TextRules rules) throws IOException {
    if (rules.pieces() == Pieces.CLIP) {
      if (rules.vocabulary() != ClipStrings.VOCABULARY) {
        throw new VocabularyException(encoder, rules.vocabulary(), ClipStrings.VOCABULARY);
      }
      return new ClipStrings(rules.context());
    }
    return new StringsReader(weights(checkpoint), rules).read();
  }

  /** All files that could be read of a tokenizer beside weights, as far as they are there. */
  static List<Path> beside(Path weights) {
    return Stream.of(WORDS, SENTENCE_PIECES, JSON, CONFIG, SPECIAL_TOKENS)
        .map(weights::resolveSibling)
        .filter(Files::isRegularFile)
        .toList();
  }

  /**
   * Checks the files of a rule, where they are there: pictures need none.
   *
   * @param checkpoint beside whose weights they lie
   * @throws IOException if they are damaged, or of another model
   */
  static void check(Path checkpoint, TextRules rules) throws IOException {
    if (rules.pieces() != Pieces.CLIP) {
      StringsReader reader = new StringsReader(weights(checkpoint), rules);
      if (reader.find().isPresent()) {
        reader.read();
      }
    }
  }

  /**
   * Whether the files are those of a tokenizer of many languages, as far as they are there.
   *
   * @param checkpoint beside whose weights they lie
   */
  static boolean isOfManyLanguages(Path checkpoint, TextRules rules) {
    try {
      return rules.pieces() != Pieces.CLIP
          && saysManyLanguages(weights(checkpoint).resolveSibling(CONFIG));
    } catch (IOException e) {
      // What is wrong with the files is said when a text comes.
      return false;
    }
  }

  private static boolean saysManyLanguages(Path config) throws IOException {
    return isConfig(config) && Files.readString(config).contains(MANY_LANGUAGES);
  }

  private static boolean isConfig(Path config) throws IOException {
    return Files.isRegularFile(config) && Files.size(config) <= LONGEST_CONFIG;
  }

  private static Path weights(Path checkpoint) throws IOException {
    return Checkpoint.files(checkpoint).get(0);
  }

  private Strings read() throws IOException {
    Path file = file();
    String fingerprint = fingerprint(file);
    Tokenizer tokenizer = tokenizer(file);
    if (tokenizer.vocabulary() > rules.vocabulary()) {
      throw new CheckpointException(
          file,
          "gives ids up to %d, but the table of the model has %d rows: it is of another model"
              .formatted(tokenizer.vocabulary() - 1, rules.vocabulary()));
    }
    if (rules.end().rule() == Rule.FILLING && tokenizer.filling() != rules.end().id()) {
      throw new CheckpointException(
          file,
          "fills texts up with the id %d, but the model takes %d for that"
              .formatted(tokenizer.filling(), rules.end().id()));
    }
    if (!fingerprint(file).equals(fingerprint)) {
      throw new CheckpointException(file, "it was changed while it was read; try again");
    }
    return new FileStrings(tokenizer, rules, fingerprint);
  }

  private Tokenizer tokenizer(Path file) throws IOException {
    boolean isJson = file.endsWith(JSON);
    return switch (rules.pieces()) {
      case BERT -> isJson ? Tokenizers.json(file) : Tokenizers.chineseClip(file);
      case SIGLIP ->
          isJson && saysManyLanguages(weights.resolveSibling(CONFIG))
              ? Tokenizers.siglip2(file)
              : Tokenizers.siglip(file);
      case OPEN_CLIP, OPEN_CLIP_SIGLIP -> Tokenizers.openClip(file, rules.cleaning());
      case FILE -> Tokenizers.json(file);
      case CLIP -> throw new IllegalStateException("CLIP's own needs no file");
    };
  }

  private List<String> names() {
    return switch (rules.pieces()) {
      case BERT -> List.of(WORDS, JSON);
      case SIGLIP, OPEN_CLIP_SIGLIP -> List.of(SENTENCE_PIECES, JSON);
      case OPEN_CLIP, FILE -> List.of(JSON);
      case CLIP -> List.of();
    };
  }

  private Optional<Path> find() {
    return names().stream().map(weights::resolveSibling).filter(Files::isRegularFile).findFirst();
  }

  private Path file() throws IOException {
    return find()
        .orElseThrow(
            () ->
                new CheckpointException(
                    weights,
                    "has no %s beside it, which makes ids of texts: put the model's own there"
                        .formatted(String.join(" and no ", names()))));
  }

  /** A hash of all that is read of a tokenizer. */
  private String fingerprint(Path file) throws IOException {
    StringBuilder digests = new StringBuilder(Sha256.of(file));
    for (String name : List.of(CONFIG, SPECIAL_TOKENS)) {
      Path beside = weights.resolveSibling(name);
      digests.append(Files.isRegularFile(beside) ? Sha256.of(beside) : "-");
    }
    return Sha256.hex(digests.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
