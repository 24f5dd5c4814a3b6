package io.glimpse.tokenizer;

import io.glimpse.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads BERT's {@code vocab.txt}: a piece a line, whose number from 0 is its id. */
final class VocabularyText {

  /** The largest in use, for many languages, has 1 MB. */
  private static final long MOST_BYTES = 16L << 20;

  /** What BERT's authors allow a word to have, before it is unknown. */
  private static final int LONGEST_WORD = 200;

  private VocabularyText() {}

  /** The tokenizer of BERT's authors with a file's pieces. */
  static Pipeline read(Path file) throws IOException {
    PieceTable pieces = pieces(file);
    AddedTokens none = new AddedTokens(List.of());
    return new Pipeline(
        text -> text,
        none,
        new BertText(true, false, true, true, true),
        none,
        BertText.words(),
        new WordPiece(pieces, "##", id(file, pieces, "[UNK]"), LONGEST_WORD),
        Marks.around(id(file, pieces, "[CLS]"), id(file, pieces, "[SEP]")),
        id(file, pieces, "[PAD]"));
  }

  private static PieceTable pieces(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new CheckpointException(
          file, "is longer than " + MOST_BYTES + " bytes, which no such vocabulary is");
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
    } catch (CharacterCodingException e) {
      throw new CheckpointException(file, "is not valid UTF-8; fetch it anew", e);
    }
    PieceTable pieces = new PieceTable();
    int id = 0;
    for (int start = 0; start < text.length(); id++) {
      int newLine = text.indexOf('\n', start);
      int end = newLine < 0 ? text.length() : newLine;
      boolean endsWithReturn = end > start && text.charAt(end - 1) == '\r';
      try {
        pieces.put(text.substring(start, endsWithReturn ? end - 1 : end), id);
      } catch (IllegalArgumentException e) {
        throw new CheckpointException(file, "line " + (id + 1) + ": " + e.getMessage(), e);
      }
      start = newLine < 0 ? text.length() : newLine + 1;
    }
    return pieces;
  }

  private static int id(Path file, PieceTable pieces, String piece) throws CheckpointException {
    int id = pieces.find(piece);
    if (id == PieceTable.NONE) {
      throw new CheckpointException(
          file, "has no line " + piece + "; take the vocab.txt that the encoder came with");
    }
    return id;
  }
}
