package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.file.Sha256;
import io.glimpse.tokenizer.Tokenizer;
import io.glimpse.tokenizer.Tokenizers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tokenizer of a folder.
 *
 * @param tokenizer as its file says
 * @param digest of the files that were read, in hex
 */
record HubTokenizer(Tokenizer tokenizer, String digest) {

  /** What SigLIP 2 calls the end of a text; what it was trained with is in no file. */
  private static final String SIGLIP_2 = "<eos>";

  /** Where the mark that fills a row may be named. */
  private static final List<String> BESIDE =
      List.of("tokenizer_config.json", "special_tokens_map.json");

  /** What stands for a blank in front of a word, and for the end of one. */
  private static final String BLANK = "\u2581";

  private static final String WORD_END = "</w>";

  /**
   * Reads it.
   *
   * @param file there
   * @throws CheckpointException if it is damaged, hostile, or of another model
   */
  static HubTokenizer read(Path file, ModelKind kind, TextRules rules) throws IOException {
    String digest = digest(file);
    Tokenizer tokenizer = Tokenizers.json(file);
    if (kind == ModelKind.SIGLIP && tokenizer.idOf(SIGLIP_2).isPresent()) {
      tokenizer = Tokenizers.siglip2(file);
    }
    if (tokenizer.vocabulary() > rules.vocabulary()) {
      throw new CheckpointException(
          file,
          "gives ids up to %d, but the network for texts has %d: it is of another model"
              .formatted(tokenizer.vocabulary() - 1, rules.vocabulary()));
    }
    if (!digest(file).equals(digest)) {
      throw new CheckpointException(file, "it was changed while it was read; try again");
    }
    return new HubTokenizer(tokenizer, digest);
  }

  /** The files that are read, as far as they are there. */
  static List<Path> files(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<Path> all = new ArrayList<>(List.of(file));
    for (String name : BESIDE) {
      Path beside = file.resolveSibling(name);
      if (Files.isRegularFile(beside)) {
        all.add(beside);
      }
    }
    return all;
  }

  private static String digest(Path file) throws IOException {
    StringBuilder digests = new StringBuilder(Sha256.of(file));
    for (String name : BESIDE) {
      Path beside = file.resolveSibling(name);
      digests.append(Files.isRegularFile(beside) ? Sha256.of(beside) : "-");
    }
    return Sha256.hex(digests.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether a word is one piece of the vocabulary. */
  boolean knowsWord(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return List.of(BLANK + lower, lower + WORD_END, lower).stream()
        .anyMatch(piece -> tokenizer.idOf(piece).isPresent());
  }
}
