package io.glimpse.tokenizer;

import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * SentencePiece's unigram model: of all ways to put a word together from pieces, that of the
 * greatest sum of scores, found from left to right (Viterbi).
 *
 * <p>A character that is no piece by itself may stand alone as an unknown one, at the least score
 * less {@value #PENALTY}; unknown ones in a row are one id, or the bytes of each.
 */
final class Unigram implements WordModel {

  private static final double PENALTY = 10;

  /** What SentencePiece takes off the bonus of a piece that is always to win. */
  private static final double LESS = 0.1;

  private final PieceTable pieces;
  private final PieceTable all;

  /** By id. */
  private final double[] scores;

  private final int unknown;
  private final double unknownScore;
  private final boolean inFloats;
  private final @Nullable ByteFallback bytes;

  /**
   * @param pieces those that are looked for in a text
   * @param all those and the rest, such as marks; their ids are below {@code scores.length}
   * @param scores by id, finite
   * @param unknown the id of what is in no piece
   * @param least of all scores
   * @param inFloats whether sums are kept in 32 bits, as SentencePiece itself keeps them
   * @param bytes what spells unknown characters, if anything does
   */
  Unigram(
      PieceTable pieces,
      PieceTable all,
      double[] scores,
      int unknown,
      double least,
      boolean inFloats,
      @Nullable ByteFallback bytes) {
    this.pieces = pieces;
    this.all = all;
    this.scores = scores.clone();
    this.unknown = unknown;
    this.unknownScore = least - PENALTY;
    this.inFloats = inFloats;
    this.bytes = bytes;
  }

  /**
   * The score with which SentencePiece lets a piece of the user's win over all others.
   *
   * @param bytes that the piece has
   * @param greatest of all scores
   */
  static double scoreOfUsers(int bytes, double greatest) {
    return bytes * greatest - LESS;
  }

  @Override
  public void encode(String word, IdList ids) {
    int[] from = new int[word.length() + 1];
    int[] idTo = new int[word.length() + 1];
    findBest(word, from, idTo);
    int[] turned = new int[word.length() + 1];
    int count = 0;
    for (int end = word.length(); end > 0; end = from[end]) {
      turned[count++] = end;
    }
    boolean afterUnknown = false;
    for (int i = count - 1; i >= 0 && !ids.isFull(); i--) {
      int end = turned[i];
      if (idTo[end] == unknown) {
        appendUnknown(word.substring(from[end], end), afterUnknown, ids);
      } else {
        ids.add(idTo[end]);
      }
      afterUnknown = idTo[end] == unknown;
    }
  }

  private void appendUnknown(String character, boolean afterUnknown, IdList ids) {
    int[] spelt = bytes == null ? new int[0] : bytes.ids(character);
    if (spelt.length > 0) {
      ids.addAll(spelt);
    } else if (!afterUnknown) {
      ids.add(unknown);
    }
  }

  /** Fills in, for every end, where its best last piece begins and which one it is. */
  private void findBest(String word, int[] from, int[] idTo) {
    double[] best = new double[word.length() + 1];
    Arrays.fill(best, 1, best.length, Double.NEGATIVE_INFINITY);
    for (int start = 0; start < word.length(); ) {
      int next = start + Character.charCount(word.codePointAt(start));
      boolean isPiece = false;
      long hash = 0;
      int last = Math.min(word.length(), start + pieces.longest());
      for (int end = start + 1; end <= last; end++) {
        hash = pieces.extend(hash, word.charAt(end - 1));
        int id = pieces.find(hash, word, start, end);
        if (id != PieceTable.NONE) {
          isPiece |= end == next;
          offer(best, from, idTo, start, end, id, scores[id]);
        }
      }
      if (!isPiece) {
        offer(best, from, idTo, start, next, unknown, unknownScore);
      }
      start = next;
    }
  }

  private void offer(
      double[] best, int[] from, int[] idTo, int start, int end, int id, double score) {
    double sum = best[start] + score;
    if (sum > best[end]) {
      best[end] = inFloats ? (float) sum : sum;
      from[end] = start;
      idTo[end] = id;
    }
  }

  @Override
  public OptionalInt idOf(String piece) {
    return all.idOf(piece);
  }

  @Override
  public int vocabulary() {
    return scores.length;
  }
}
