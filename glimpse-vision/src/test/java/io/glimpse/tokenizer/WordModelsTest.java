package io.glimpse.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each model beside the obvious way to the same ids. */
class WordModelsTest {

  private static final int UNKNOWN = 0;

  private static PieceTable table(String... pieces) {
    PieceTable table = new PieceTable();
    for (int id = 0; id < pieces.length; id++) {
      table.put(pieces[id], id);
    }
    return table;
  }

  private static int[] ids(WordModel model, String word) {
    IdList ids = new IdList(1_000);
    model.encode(word, ids);
    return ids.toArray();
  }

  @Test
  void piecesAreFoundAmongThousandsAndOthersAreNot() {
    PieceTable table = new PieceTable();
    for (int id = 0; id < 20_000; id++) {
      table.put("p" + id, id);
    }

    for (int id = 0; id < 20_000; id++) {
      assertThat(table.find("p" + id)).isEqualTo(id);
      assertThat(table.find("q" + id)).isEqualTo(PieceTable.NONE);
    }
  }

  @Test
  void unigramTakesTheGreatestSumOfScores() {
    String[] pieces = {"<unk>", "a", "b", "ab", "ba", "aba"};
    double[] scores = {0, -1.5, -2, -2.25, -3, -4.5};
    PieceTable table = table(pieces);
    Unigram unigram = new Unigram(table, table, scores, UNKNOWN, -4.5, false, null);
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      StringBuilder word = new StringBuilder();
      for (int length = 1 + random.nextInt(9); length > 0; length--) {
        word.append((char) ('a' + random.nextInt(2)));
      }

      double sum = 0;
      StringBuilder together = new StringBuilder();
      for (int id : ids(unigram, word.toString())) {
        sum += scores[id];
        together.append(pieces[id]);
      }
      assertThat(together).hasToString(word.toString());
      assertThat(sum).isEqualTo(bestSum(word.toString(), pieces, scores));
    }
  }

  /** Tries every piece at the start, and the rest in the same way. */
  private static double bestSum(String word, String[] pieces, double[] scores) {
    double best = word.isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
    for (int id = 1; id < pieces.length; id++) {
      if (word.startsWith(pieces[id])) {
        String rest = word.substring(pieces[id].length());
        best = Math.max(best, scores[id] + bestSum(rest, pieces, scores));
      }
    }
    return best;
  }

  @Test
  void unknownCharactersInARowAreOneId() {
    PieceTable table = table("<unk>", "a");
    Unigram unigram = new Unigram(table, table, new double[] {0, -1}, UNKNOWN, -1, false, null);

    assertThat(ids(unigram, "a??猫a?")).containsExactly(1, UNKNOWN, 1, UNKNOWN);
  }

  @Test
  void earliestMergeIsJoinedFirstAsByRescanning() {
    PieceTable table = table("<unk>", "a", "b", "c", "ab", "bc", "abc", "aa", "aab", "cab");
    String[][] merges = {{"b", "c"}, {"a", "a"}, {"a", "b"}, {"aa", "b"}, {"a", "bc"}, {"c", "ab"}};
    MergeTable merged = new MergeTable();
    for (String[] merge : merges) {
      merged.add(table.find(merge[0]), table.find(merge[1]), table.find(merge[0].concat(merge[1])));
    }
    BytePairs pairs = new BytePairs(table, merged, "", UNKNOWN, true, null);
    Random random = new Random(5);
    for (int round = 0; round < 1_000; round++) {
      List<String> symbols = new ArrayList<>();
      for (int length = 1 + random.nextInt(30); length > 0; length--) {
        symbols.add(Character.toString('a' + random.nextInt(3)));
      }
      String word = String.join("", symbols);

      assertThat(ids(pairs, word))
          .containsExactly(byRescanning(symbols, merges).stream().mapToInt(table::find).toArray());
    }
  }

  private static List<String> byRescanning(List<String> symbols, String[][] merges) {
    for (int rank = 0; rank < merges.length; rank++) {
      for (int i = 0; i + 1 < symbols.size(); i++) {
        if (symbols.get(i).equals(merges[rank][0]) && symbols.get(i + 1).equals(merges[rank][1])) {
          symbols.set(i, symbols.get(i).concat(symbols.remove(i + 1)));
          return byRescanning(symbols, merges);
        }
      }
    }
    return symbols;
  }

  @Test
  void charactersWithoutAPieceAreSpeltInBytes() {
    PieceTable table = new PieceTable();
    table.put("a", 256);
    for (int b = 0; b < 256; b++) {
      table.put("<0x%02X>".formatted(b), b);
    }
    BytePairs pairs =
        new BytePairs(table, new MergeTable(), "", UNKNOWN, true, new ByteFallback(table));

    assertThat(ids(pairs, "aé")).containsExactly(256, 0xc3, 0xa9);
  }

  @Test
  void wordIsTakenApartLongestPieceFirstOrIsUnknown() {
    WordPiece pieces =
        new WordPiece(table("[UNK]", "un", "u", "##aff", "##able"), "##", UNKNOWN, 9);

    assertThat(ids(pieces, "unaffable")).containsExactly(1, 3, 4);
    assertThat(ids(pieces, "unaffab")).containsExactly(UNKNOWN);
    assertThat(ids(pieces, "unaffableX")).containsExactly(UNKNOWN);
  }
}
