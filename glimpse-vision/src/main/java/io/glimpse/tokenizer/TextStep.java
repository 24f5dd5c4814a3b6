package io.glimpse.tokenizer;

/** A change of a text before it is split into words. */
interface TextStep {

  String apply(String text);

  /** This step, then another. */
  default TextStep then(TextStep next) {
    return text -> next.apply(apply(text));
  }
}
