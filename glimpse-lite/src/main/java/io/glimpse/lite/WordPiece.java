package io.glimpse.lite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.glimpse.text.BertCharacters;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * BERT's uncased tokenizer: lower case without accents, words, then the longest known pieces.
 *
 * <p>Names of special tokens, such as {@code [SEP]}, are ordinary text here.
 */
final class WordPiece {

  /** Tokens that the network reads at most, both ends included. */
  private static final int LIMIT = 128;

  /** A longer word is unknown as a whole. */
  private static final int LONGEST_WORD = 100;

  private static final String CONTINUED = "##";

  private final Map<String, Integer> vocabulary;
  private final int unknown;
  private final int start;
  private final int end;

  WordPiece(Map<String, Integer> vocabulary) throws IOException {
    this.vocabulary = vocabulary;
    unknown = special("[UNK]");
    start = special("[CLS]");
    end = special("[SEP]");
  }

  /** Reads the vocabulary of a {@code tokenizer.json}. */
  static WordPiece read(byte[] file) throws IOException {
    Map<String, Integer> vocabulary = new HashMap<>(1 << 16);
    // Field names are the data here: remembering each of them for the next file is half the time.
    JsonFactory factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
    try (JsonParser json = factory.createParser(file)) {
      JsonToken token = json.nextToken();
      while (token != null
          && !(token == JsonToken.FIELD_NAME && json.currentName().equals("vocab"))) {
        token = json.nextToken();
      }
      json.nextToken();
      for (String piece = json.nextFieldName(); piece != null; piece = json.nextFieldName()) {
        vocabulary.put(piece, json.nextIntValue(-1));
      }
    }
    return new WordPiece(vocabulary);
  }

  private int special(String token) throws IOException {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IOException("the tokenizer's vocabulary has no " + token);
    }
    return id;
  }

  /** Whether a word in small letters is one piece. */
  boolean isPiece(String word) {
    return vocabulary.containsKey(word);
  }

  /** Token ids, at least the two ends and at most 128. */
  long[] encode(String text) {
    List<Integer> ids = new ArrayList<>();
    ids.add(start);
    for (String word : words(text)) {
      addPieces(word, ids);
      if (ids.size() >= LIMIT) {
        break;
      }
    }
    if (ids.size() >= LIMIT) {
      ids.subList(LIMIT - 1, ids.size()).clear();
    }
    ids.add(end);
    return ids.stream().mapToLong(Integer::longValue).toArray();
  }

  private void addPieces(String word, List<Integer> ids) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      ids.add(unknown);
      return;
    }
    int before = ids.size();
    for (int from = 0; from < word.length(); ) {
      int to = word.length();
      Integer id = piece(word, from, to);
      while (id == null && to > from + 1) {
        id = piece(word, from, --to);
      }
      if (id == null) {
        ids.subList(before, ids.size()).clear();
        ids.add(unknown);
        return;
      }
      ids.add(id);
      from = to;
    }
  }

  private @Nullable Integer piece(String word, int from, int to) {
    String piece = word.substring(from, to);
    return vocabulary.get(from == 0 ? piece : CONTINUED + piece);
  }

  /** Runs between white space; a punctuation mark or an ideograph is a word of its own. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    decomposed(text)
        .codePoints()
        .filter(c -> !isDropped(c))
        .map(Character::toLowerCase)
        .forEach(
            c -> {
              if (isSpace(c) || BertCharacters.isPunctuation(c) || BertCharacters.isHan(c, true)) {
                if (word.length() > 0) {
                  words.add(word.toString());
                  word.setLength(0);
                }
                if (!isSpace(c)) {
                  words.add(Character.toString(c));
                }
              } else {
                word.appendCodePoint(c);
              }
            });
    if (word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }

  /**
   * Canonically decomposed; the tables of Unicode are not loaded for ASCII, which is so already.
   */
  private static String decomposed(String text) {
    return text.chars().allMatch(c -> c < 0x80)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFD);
  }

  /** Accents, which canonical decomposition has set free, and what cannot be printed. */
  private static boolean isDropped(int c) {
    if (c == '\t' || c == '\n' || c == '\r') {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> c == 0xfffd;
    };
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
