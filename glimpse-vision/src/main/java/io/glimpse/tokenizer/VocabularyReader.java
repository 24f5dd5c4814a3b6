package io.glimpse.tokenizer;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.glimpse.checkpoint.CheckpointException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads {@code model} of a tokenizer.json as a stream: its pieces, merges, and the rest as a tree.
 */
final class VocabularyReader {

  /**
   * What a model holds.
   *
   * @param rest its other keys
   * @param pieces with their ids
   * @param scores of the pieces, by id; empty if the file gives none
   * @param merges left and right halves in turn
   */
  record Vocabulary(Section rest, PieceTable pieces, double[] scores, List<String> merges) {}

  private static final String PIECES = "model.vocab";
  private static final String MERGES = "model.merges";

  private final JsonStream stream;
  private final ObjectNode rest = JsonNodeFactory.instance.objectNode();
  private final PieceTable pieces = new PieceTable();
  private final List<String> merges = new ArrayList<>();
  private double[] scores = new double[0];
  private boolean hasPieces;
  private boolean hasMerges;

  private VocabularyReader(JsonStream stream) {
    this.stream = stream;
  }

  /** Reads the object at which the stream is. */
  static Vocabulary read(JsonStream stream) throws IOException {
    return new VocabularyReader(stream).read();
  }

  private Vocabulary read() throws IOException {
    while (stream.next() == JsonToken.FIELD_NAME) {
      String name = stream.text();
      JsonToken value = stream.next();
      switch (name) {
        case "vocab" -> {
          requireFirst(hasPieces, PIECES);
          hasPieces = true;
          if (value == JsonToken.START_ARRAY) {
            readScoredPieces();
          } else {
            stream.requireCurrent(value, JsonToken.START_OBJECT, PIECES);
            readPieces();
          }
        }
        case "merges" -> {
          requireFirst(hasMerges, MERGES);
          hasMerges = true;
          stream.requireCurrent(value, JsonToken.START_ARRAY, MERGES);
          readMerges();
        }
        default -> {
          requireFirst(rest.has(name), "model." + name);
          JsonNode tree = stream.tree();
          rest.set(name, tree);
        }
      }
    }
    return new Vocabulary(new Section(stream.file(), "model", rest), pieces, scores, merges);
  }

  private void requireFirst(boolean isThere, String place) throws IOException {
    if (isThere) {
      throw stream.damaged("'" + place + "' is there twice");
    }
  }

  private void readPieces() throws IOException {
    while (stream.next() == JsonToken.FIELD_NAME) {
      String piece = stream.text();
      stream.next();
      if (!put(piece, stream.whole(0, PieceTable.MOST_ID, PIECES))) {
        throw stream.damaged("'" + PIECES + "' has '" + piece + "' twice");
      }
    }
  }

  /** As XLM-R's: a list of pieces, each with its score; the place in it is the id. */
  private void readScoredPieces() throws IOException {
    int count = 0;
    double[] all = new double[1024];
    for (JsonToken pair = stream.next(); pair != JsonToken.END_ARRAY; pair = stream.next()) {
      stream.requireCurrent(pair, JsonToken.START_ARRAY, PIECES);
      stream.require(JsonToken.VALUE_STRING, PIECES);
      put(stream.text(), count);
      stream.next();
      if (count == all.length) {
        all = Arrays.copyOf(all, 2 * count);
      }
      all[count++] = stream.number(PIECES);
      stream.require(JsonToken.END_ARRAY, PIECES);
    }
    scores = Arrays.copyOf(all, count);
  }

  private boolean put(String piece, int id) throws CheckpointException {
    try {
      return pieces.put(piece, id);
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(stream.file(), "'" + PIECES + "': " + e.getMessage(), e);
    }
  }

  /** Each merge is a list of two, or in older files a text with a blank between them. */
  private void readMerges() throws IOException {
    for (JsonToken merge = stream.next(); merge != JsonToken.END_ARRAY; merge = stream.next()) {
      if (merges.size() == 2 * MergeTable.MOST) {
        throw stream.damaged("'" + MERGES + "' has more than " + MergeTable.MOST + " entries");
      }
      if (merge == JsonToken.START_ARRAY) {
        addHalf(stream.next());
        addHalf(stream.next());
        stream.require(JsonToken.END_ARRAY, MERGES);
      } else {
        stream.requireCurrent(merge, JsonToken.VALUE_STRING, MERGES);
        String both = stream.text();
        int blank = both.indexOf(' ');
        if (blank < 0) {
          throw stream.damaged("'" + MERGES + "' has '" + both + "', which is not two pieces");
        }
        merges.add(both.substring(0, blank));
        merges.add(both.substring(blank + 1));
      }
    }
  }

  private void addHalf(JsonToken half) throws IOException {
    stream.requireCurrent(half, JsonToken.VALUE_STRING, MERGES);
    merges.add(stream.text());
  }
}
