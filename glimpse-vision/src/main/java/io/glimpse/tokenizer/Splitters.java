package io.glimpse.tokenizer;

import io.glimpse.text.CharacterKind;
import io.glimpse.text.WordScanner;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The ways to split a text into words. */
final class Splitters {

  /** The characters that stand for bytes in byte-level vocabularies. */
  private static final char[] CHARACTER_OF_BYTE = charactersOfBytes();

  private Splitters() {}

  /** The text is one word. */
  static WordSplitter none() {
    return (text, words) -> words.accept(text);
  }

  static WordSplitter whiteSpace() {
    return (text, words) -> {
      int start = 0;
      for (int i = 0; i < text.length(); i++) {
        if (CharacterKind.isWhiteSpace(text.charAt(i))) {
          words.accept(text.substring(start, i));
          start = i + 1;
        }
      }
      words.accept(text.substring(start));
    };
  }

  /**
   * SentencePiece's blanks: {@code block} stands for them, and before the text.
   *
   * @param prepends whether one is put before a text that does not begin with one
   * @param splits whether each begins a word
   */
  static WordSplitter blocks(char block, boolean prepends, boolean splits) {
    return (from, words) -> {
      String text = from.replace(' ', block);
      if (prepends && !text.isEmpty() && text.charAt(0) != block) {
        text = block + text;
      }
      int start = 0;
      for (int i = 1; splits && i < text.length(); i++) {
        if (text.charAt(i) == block) {
          words.accept(text.substring(start, i));
          start = i;
        }
      }
      words.accept(text.substring(start));
    };
  }

  /** Each word ends with the separator, which is not empty. */
  static WordSplitter behind(String separator) {
    return (text, words) -> {
      int start = 0;
      for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
        words.accept(text.substring(start, at + separator.length()));
        start = at + separator.length();
      }
      words.accept(text.substring(start));
    };
  }

  /** CLIP's words: letters, single digits, contractions, other runs. */
  static WordSplitter clip() {
    return (text, words) -> {
      WordScanner scanner = new WordScanner(text, false);
      for (@Nullable String word = scanner.next(); word != null; word = scanner.next()) {
        words.accept(word);
      }
    };
  }

  /** Each word's bytes as the characters that stand for them. */
  static WordSplitter byteLevel() {
    return (word, words) -> {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      char[] characters = new char[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        characters[i] = CHARACTER_OF_BYTE[Byte.toUnsignedInt(bytes[i])];
      }
      words.accept(new String(characters));
    };
  }

  /** Printable Latin-1 stands for itself, and U+0100 on for the other bytes, in their order. */
  private static char[] charactersOfBytes() {
    char[] characters = new char[256];
    char next = 0x100;
    for (char b = 0; b < characters.length; b++) {
      boolean isPrintable = (b > ' ' && b < 0x7f) || (b > 0xa0 && b != 0xad);
      characters[b] = isPrintable ? b : next++;
    }
    return characters;
  }
}
