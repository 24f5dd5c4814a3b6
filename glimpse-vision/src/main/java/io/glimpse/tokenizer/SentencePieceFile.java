package io.glimpse.tokenizer;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads a unigram model of SentencePiece, a protobuf file such as {@code spiece.model}. */
final class SentencePieceFile {

  /** The largest in use has 18 MB. */
  private static final long MOST_BYTES = 64L << 20;

  // Fields of the messages, by sentencepiece_model.proto.
  private static final int PIECES = 1;
  private static final int TRAINER = 2;
  private static final int NORMALIZER = 3;
  private static final int TRAINER_MODEL_TYPE = 3;
  private static final int TRAINER_BLANK_BEHIND = 24;
  private static final int TRAINER_BYTE_FALLBACK = 35;
  private static final int NORMALIZER_MAP = 2;
  private static final int NORMALIZER_PREFIX = 3;
  private static final int NORMALIZER_SINGLE_BLANKS = 4;
  private static final int NORMALIZER_BLOCKS = 5;

  private static final int UNIGRAM = 1;

  // Types of pieces; controls, unused ones and bytes are not looked for in a text.
  private static final int NORMAL = 1;
  private static final int UNKNOWN = 2;
  private static final int USERS = 4;

  private static final String END = "</s>";

  private final Path file;
  private final PieceTable matched = new PieceTable();
  private final PieceTable all = new PieceTable();
  private double[] scores = new double[1024];
  private int[] bytesOfUsers = new int[1024];
  private int count;
  private int unknown = PieceTable.NONE;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private boolean fallsBack;
  private TextStep map = text -> text;

  private SentencePieceFile(Path file) {
    this.file = file;
  }

  /** The tokenizer that a file describes, whose texts end, and are filled, with {@code </s>}. */
  static Pipeline read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new CheckpointException(
          file, "is longer than " + MOST_BYTES + " bytes, which no such model is");
    }
    SentencePieceFile reader = new SentencePieceFile(file);
    try {
      reader.read(new ProtobufReader(Files.readAllBytes(file)));
      return reader.pipeline();
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException(file, String.valueOf(e.getMessage()), e);
    }
  }

  private void read(ProtobufReader model) throws IOException {
    while (model.next()) {
      switch (model.field()) {
        case PIECES -> addPiece(model.message());
        case TRAINER -> readTrainer(model.message());
        case NORMALIZER -> readNormalizer(model.message());
        default -> {
          // Tests of the model and how to undo the normalisation.
        }
      }
    }
  }

  private void addPiece(ProtobufReader message) throws IOException {
    String piece = "";
    float score = 0;
    long type = NORMAL;
    while (message.next()) {
      switch (message.field()) {
        case 1 -> piece = message.string();
        case 2 -> score = message.float32();
        case 3 -> type = message.integer();
        default -> {
          // Extensions.
        }
      }
    }
    if (!Float.isFinite(score) || piece.isEmpty()) {
      throw new CheckpointException(
          file, "piece " + count + " is empty, or its score is not finite; fetch it anew");
    }
    if (count == scores.length) {
      scores = Arrays.copyOf(scores, 2 * count);
      bytesOfUsers = Arrays.copyOf(bytesOfUsers, 2 * count);
    }
    scores[count] = score;
    if (type == NORMAL) {
      least = Math.min(least, score);
      greatest = Math.max(greatest, score);
    } else if (type == USERS) {
      bytesOfUsers[count] = piece.getBytes(StandardCharsets.UTF_8).length;
    } else if (type == UNKNOWN) {
      unknown = count;
    }
    if (type == NORMAL || type == USERS) {
      matched.put(piece, count);
    }
    all.put(piece, count++);
  }

  private void readTrainer(ProtobufReader message) throws IOException {
    while (message.next()) {
      switch (message.field()) {
        case TRAINER_MODEL_TYPE -> {
          if (message.integer() != UNIGRAM) {
            throw unknown("'model_type' " + message.integer());
          }
        }
        case TRAINER_BLANK_BEHIND -> {
          if (message.integer() != 0) {
            throw unknown("'treat_whitespace_as_suffix'");
          }
        }
        case TRAINER_BYTE_FALLBACK -> fallsBack = message.integer() != 0;
        default -> {
          // How the model was trained.
        }
      }
    }
  }

  private void readNormalizer(ProtobufReader message) throws IOException {
    while (message.next()) {
      switch (message.field()) {
        case NORMALIZER_MAP -> map = map(message.bytes());
        case NORMALIZER_PREFIX, NORMALIZER_SINGLE_BLANKS, NORMALIZER_BLOCKS -> {
          if (message.integer() == 0) {
            throw unknown("a false switch " + message.field() + " of 'normalizer_spec'");
          }
        }
        default -> {
          // Its name, and the table that the map was made of.
        }
      }
    }
  }

  private TextStep map(ByteBuffer blob) throws CheckpointException {
    byte[] bytes = new byte[blob.remaining()];
    blob.get(bytes);
    try {
      return CharacterMap.of(bytes);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          file, "'precompiled_charsmap' " + e.getMessage() + "; fetch the file anew", e);
    }
  }

  private CheckpointException unknown(String what) {
    return new CheckpointException(
        file,
        "asks for "
            + what
            + ", which is not known here; use token ids instead of texts, or an encoder with"
            + " another tokenizer");
  }

  private Pipeline pipeline() throws CheckpointException {
    int end = all.find(END);
    if (unknown == PieceTable.NONE || end == PieceTable.NONE || !Double.isFinite(least)) {
      throw new CheckpointException(
          file, "lacks an unknown piece, " + END + ", or all others; fetch it anew");
    }
    for (int id = 0; id < count; id++) {
      if (bytesOfUsers[id] > 0) {
        scores[id] = Unigram.scoreOfUsers(bytesOfUsers[id], greatest);
      }
    }
    return new Pipeline(
        text -> text,
        new AddedTokens(List.of()),
        map.then(SentencePieceFile::withBlocks),
        new AddedTokens(List.of()),
        Splitters.none(),
        new Unigram(
            matched,
            all,
            Arrays.copyOf(scores, count),
            unknown,
            least,
            true,
            fallsBack ? new ByteFallback(all) : null),
        Marks.behind(end),
        end);
  }

  /** Blanks single and none at the ends, one before a text that has anything, as blocks. */
  private static String withBlocks(String text) {
    String single = Steps.runs(text, c -> c == ' ', 1, " ");
    String trimmed = Steps.trimmed(single, c -> c == ' ', true, true);
    return trimmed.isEmpty() ? "" : (' ' + trimmed).replace(' ', Steps.BLOCK);
  }
}
