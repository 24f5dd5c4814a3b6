package io.glimpse.tokenizer;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads tokenizers, each by the rule with which its family of encoders was trained.
 *
 * <p>A file that is damaged, hostile, too large, or asks for something that is not built here is
 * refused by an {@link io.glimpse.checkpoint.CheckpointException} with the file and the place. No
 * regular expression of a file is ever run.
 */
public final class Tokenizers {

  private Tokenizers() {}

  /**
   * SigLIP as Hugging Face reads it: lower case, no ASCII punctuation, single blanks, then the
   * pieces of the file.
   *
   * @param file {@code spiece.model} or, told by the ending, {@code tokenizer.json}
   */
  public static Tokenizer siglip(Path file) throws IOException {
    throw new IOException(file + ": to come");
  }

  /**
   * SigLIP 2 as it was trained: lower case, then what the file says.
   *
   * @param json {@code tokenizer.json}
   */
  public static Tokenizer siglip2(Path json) throws IOException {
    throw new IOException(json + ": to come");
  }

  /**
   * Chinese-CLIP as its authors read it: BERT's rule, where the marks' spelling within a text is
   * text.
   *
   * @param vocabulary {@code vocab.txt}, an id a line
   */
  public static Tokenizer chineseClip(Path vocabulary) throws IOException {
    throw new IOException(vocabulary + ": to come");
  }

  /**
   * What open_clip does with a folder: its cleaning first, then as {@link #siglip} for a {@code
   * spiece.model} and {@link #json} for a {@code tokenizer.json}.
   *
   * @param file either file, told by its ending
   * @param clean {@code canonicalize}, {@code lower} or {@code whitespace}, which is open_clip's
   *     default
   * @throws IllegalArgumentException if {@code clean} is something else
   */
  public static Tokenizer openClip(Path file, String clean) throws IOException {
    throw new IOException(file + clean + ": to come");
  }

  /**
   * What the file says and nothing besides: MetaCLIP 2, and folders with ONNX files.
   *
   * @param json {@code tokenizer.json}; the mark that fills a row may be said by a {@code
   *     tokenizer_config.json} beside it
   */
  public static Tokenizer json(Path json) throws IOException {
    throw new IOException(json + ": to come");
  }
}
