package io.glimpse.tokenizer;

import io.glimpse.checkpoint.CheckpointException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes the model that {@code model} of a tokenizer.json describes. */
final class ModelReader {

  private static final int LONGEST_WORD = 1_000;

  private final Section model;
  private final Vocabulary vocabulary;
  private final AddedTokens added;

  private ModelReader(Vocabulary vocabulary, AddedTokens added) {
    this.model = vocabulary.rest();
    this.vocabulary = vocabulary;
    this.added = added;
  }

  /**
   * @param added tokens, of which one may stand for what is unknown
   */
  static WordModel read(Vocabulary vocabulary, AddedTokens added) throws CheckpointException {
    return new ModelReader(vocabulary, added).read();
  }

  private WordModel read() throws CheckpointException {
    String type = model.at("type").text();
    if (vocabulary.pieces().vocabulary() == 0) {
      throw model.at("vocab").refuse("has no pieces; fetch the file anew");
    }
    return switch (type) {
      case "Unigram" -> unigram();
      case "BPE" -> bytePairs();
      case "WordPiece" -> wordPiece();
      default -> throw model.at("type").unknown("'" + type + "'");
    };
  }

  private WordModel unigram() throws CheckpointException {
    model.only("type", "unk_id", "byte_fallback");
    double[] scores = vocabulary.scores();
    if (scores.length == 0) {
      throw model.at("vocab").refuse("has no scores; fetch the file anew");
    }
    int unknown = model.at("unk_id").whole(0, scores.length - 1);
    double least = Arrays.stream(scores).min().orElse(0);
    PieceTable pieces = vocabulary.pieces();
    return new Unigram(pieces, pieces, scores, unknown, least, false, bytes());
  }

  private WordModel bytePairs() throws CheckpointException {
    model.only(
        "type",
        "dropout",
        "unk_token",
        "continuing_subword_prefix",
        "end_of_word_suffix",
        "fuse_unk",
        "byte_fallback",
        "ignore_merges");
    if (!model.at("dropout").isAbsent()) {
      throw model.at("dropout").unknown("chance");
    }
    if (!model.at("continuing_subword_prefix").text("").isEmpty()) {
      throw model.at("continuing_subword_prefix").unknown("not empty");
    }
    if (model.at("ignore_merges").flag(false)) {
      throw model.at("ignore_merges").unknown("true");
    }
    int unknown = model.at("unk_token").isAbsent() ? PieceTable.NONE : unknown();
    return new BytePairs(
        vocabulary.pieces(),
        merges(),
        model.at("end_of_word_suffix").text(""),
        unknown,
        model.at("fuse_unk").flag(false),
        bytes());
  }

  private MergeTable merges() throws CheckpointException {
    MergeTable table = new MergeTable();
    PieceTable pieces = vocabulary.pieces();
    for (int i = 0; i < vocabulary.merges().size(); i += 2) {
      String left = vocabulary.merges().get(i);
      String right = vocabulary.merges().get(i + 1);
      int leftId = pieces.find(left);
      int rightId = pieces.find(right);
      int both = pieces.find(left.concat(right));
      if (leftId == PieceTable.NONE || rightId == PieceTable.NONE || both == PieceTable.NONE) {
        throw model
            .at("merges[" + i / 2 + "]")
            .refuse(
                "joins '%s' and '%s', of which 'model.vocab' lacks a half or the whole; fetch the file anew"
                    .formatted(left, right));
      }
      table.add(leftId, rightId, both);
    }
    return table;
  }

  private WordModel wordPiece() throws CheckpointException {
    model.only("type", "unk_token", "continuing_subword_prefix", "max_input_chars_per_word");
    Section longest = model.at("max_input_chars_per_word");
    return new WordPiece(
        vocabulary.pieces(),
        model.at("continuing_subword_prefix").text("##"),
        unknown(),
        longest.isAbsent() ? 100 : longest.whole(1, LONGEST_WORD));
  }

  private int unknown() throws CheckpointException {
    Section token = model.at("unk_token");
    int id = vocabulary.pieces().find(token.text());
    if (id == PieceTable.NONE) {
      id = added.idOf(token.text()).orElse(PieceTable.NONE);
    }
    if (id == PieceTable.NONE) {
      throw token.refuse("is '" + token.text() + "', which 'model.vocab' lacks; fetch it anew");
    }
    return id;
  }

  private @Nullable ByteFallback bytes() throws CheckpointException {
    return model.at("byte_fallback").flag(false) ? new ByteFallback(vocabulary.pieces()) : null;
  }
}
