package io.glimpse.checkpoint;

import java.util.List;

/**
 * How texts come into a model's text tower.
 *
 * @param context ids that a text given as a string is cut to
 * @param positions ids of a row at most
 * @param vocabulary rows of the table of tokens
 * @param end how the tower tells the end of a row
 * @param pieces whose rule makes ids of strings
 * @param cleaning what open_clip does with a string before, as its configuration says; empty where
 *     that is nothing
 * @param templates that class names do best in, {@code {}} standing for the name
 * @param english whether it was trained on English alone
 */
public record TextRules(
    int context,
    int positions,
    int vocabulary,
    RowEnd end,
    Pieces pieces,
    String cleaning,
    List<String> templates,
    boolean english) {

  /** The English sentence that most models were measured with. */
  static final List<String> PHOTO = List.of("a photo of a {}.");

  /** Whose rule makes ids of strings. */
  public enum Pieces {
    /** OpenAI's byte-pair encoder, which is built in. */
    CLIP,
    /** BERT's words and parts of words, of {@code vocab.txt}. */
    BERT,
    /** SigLIP's or SigLIP 2's, as {@code transformers} reads them. */
    SIGLIP,
    /** What {@code tokenizer.json} says, after open_clip's cleaning. */
    OPEN_CLIP,
    /** SigLIP's, after open_clip's cleaning. */
    OPEN_CLIP_SIGLIP,
    /** What {@code tokenizer.json} says and nothing besides. */
    FILE
  }

  public TextRules {
    templates = List.copyOf(templates);
  }

  /** Those of CLIP. */
  public static TextRules clip(int context, int vocabulary) {
    return new TextRules(
        context, context, vocabulary, RowEnd.GREATEST, Pieces.CLIP, "", PHOTO, true);
  }
}
