package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.checkpoint.ModelSettings;
import io.glimpse.checkpoint.RowEnd;
import io.glimpse.checkpoint.RowEnd.Rule;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.checkpoint.TextRules.Pieces;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How texts become rows that fill a network's context, which exports expect: a shorter row may be
 * pooled at another place than the model was trained with.
 *
 * @param rules of ids and their number
 * @param length of all rows; 0 if longer ones are taken as they are
 */
record TextFilling(TextRules rules, int length) {

  private static final String TEXTS = "text_config";
  private static final List<String> PHOTO = List.of("a photo of a {}.");
  private static final List<String> CHINESE_PHOTO = List.of("一张{}的照片。");

  /** What Chinese-CLIP was trained with; its table has room for more. */
  private static final int CHINESE_CONTEXT = 52;

  /** Pieces of the English vocabulary of SigLIP; those of many languages have 250,000. */
  private static final int ENGLISH_VOCABULARY = 32_000;

  private static final int CLIP_VOCABULARY = 49_408;

  /** Ten times as many as any vocabulary has. */
  private static final long MOST_PIECES = 10_000_000;

  /** Of a model of some kind whose network has such a port. */
  static TextFilling of(ModelKind kind, ModelSettings settings, TextPort port, OptionalLong table)
      throws IOException {
    int fixed = (int) Math.max(0, port.length());
    int positions =
        fixed > 0
            ? fixed
            : bounded(
                settings,
                "max_position_embeddings",
                kind == ModelKind.CHINESE_CLIP ? 512 : kind.hasBias() ? 64 : 77,
                TextPort.LONGEST);
    int context =
        fixed == 0 && kind == ModelKind.CHINESE_CLIP
            ? Math.min(positions, CHINESE_CONTEXT)
            : positions;
    int vocabulary =
        table.isPresent() && table.getAsLong() <= MOST_PIECES
            ? (int) table.getAsLong()
            : bounded(
                settings,
                "vocab_size",
                kind.hasBias() ? ENGLISH_VOCABULARY : CLIP_VOCABULARY,
                MOST_PIECES);
    boolean isEnglish =
        kind == ModelKind.CLIP || (kind.hasBias() && vocabulary <= ENGLISH_VOCABULARY);
    RowEnd end =
        switch (kind) {
          case METACLIP_2 -> RowEnd.first(whole(settings, "eos_token_id", 2));
          // The filling of BERT, which no configuration of these changes.
          case CHINESE_CLIP -> RowEnd.filling(0);
          case SIGLIP -> RowEnd.FULL;
          default -> RowEnd.GREATEST;
        };
    TextRules rules =
        new TextRules(
            context,
            positions,
            vocabulary,
            end,
            Pieces.FILE,
            "",
            kind == ModelKind.CHINESE_CLIP ? CHINESE_PHOTO : PHOTO,
            isEnglish);
    return new TextFilling(rules, context);
  }

  private static int whole(ModelSettings settings, String key, int otherwise) throws IOException {
    Integer said = settings.whole(TEXTS, key);
    return said == null ? otherwise : said;
  }

  private static int bounded(ModelSettings settings, String key, int otherwise, long most)
      throws IOException {
    int said = whole(settings, key, otherwise);
    if (said > most) {
      throw new CheckpointException(
          settings.file(), "%s is %d, but no model has more than %d".formatted(key, said, most));
    }
    return said;
  }

  /**
   * A row of the full length; a longer one stays as it is.
   *
   * @param ids at least 1
   * @param filling null if the tokenizer is not known
   */
  int[] full(int[] ids, @Nullable Integer filling) {
    if (ids.length >= length) {
      return ids;
    }
    int[] full = Arrays.copyOf(ids, length);
    int id =
        rules.end().rule() == Rule.FILLING
            ? rules.end().id()
            // Behind the end nobody looks, and what ends a row does not move its end.
            : filling == null ? ids[rules.end().of(ids)] : filling;
    Arrays.fill(full, ids.length, full.length, id);
    return full;
  }
}
