package io.glimpse.tokenizer;

import java.util.OptionalInt;

/**
 * A tokenizer's steps: a change of the text, tokens that are found as they are spelt, the
 * normalisation of what lies between them, tokens of normalised text, words, the model, the marks.
 *
 * @param before what is done to the text before all else
 * @param raw tokens of the text as it is then
 * @param normalized tokens of normalised text
 */
record Pipeline(
    TextStep before,
    AddedTokens raw,
    TextStep normalizer,
    AddedTokens normalized,
    WordSplitter splitter,
    WordModel model,
    Marks marks,
    int filling)
    implements Tokenizer {

  @Override
  public int[] encode(String text, int context) {
    if (context < marks.size()) {
      throw new IllegalArgumentException(
          "a context of " + context + " ids has no room for the " + marks.size() + " marks");
    }
    IdList ids = new IdList(context - marks.size());
    raw.split(
        before.apply(Steps.wellFormed(text)),
        stretch -> encodeNormalized(normalizer.apply(stretch), ids),
        ids::add);
    return marks.around(ids.toArray());
  }

  private void encodeNormalized(String text, IdList ids) {
    normalized.split(
        text,
        stretch ->
            splitter.split(
                stretch,
                word -> {
                  // What does not fit is cut: the model need not look at it.
                  if (!word.isEmpty() && !ids.isFull()) {
                    model.encode(word, ids);
                  }
                }),
        ids::add);
  }

  /** The same tokenizer with another step before its own. */
  Pipeline after(TextStep step) {
    return new Pipeline(
        step.then(before), raw, normalizer, normalized, splitter, model, marks, filling);
  }

  /** The same tokenizer with other marks and filling. */
  Pipeline with(Marks otherMarks, int otherFilling) {
    return new Pipeline(
        before, raw, normalizer, normalized, splitter, model, otherMarks, otherFilling);
  }

  @Override
  public int vocabulary() {
    int most = Math.max(model.vocabulary(), marks.vocabulary());
    most = Math.max(most, Math.max(raw.vocabulary(), normalized.vocabulary()));
    return Math.max(most, filling + 1);
  }

  @Override
  public OptionalInt idOf(String piece) {
    OptionalInt added = raw.idOf(piece).isPresent() ? raw.idOf(piece) : normalized.idOf(piece);
    return added.isPresent() ? added : model.idOf(piece);
  }
}
