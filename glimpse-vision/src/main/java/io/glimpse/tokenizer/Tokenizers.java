package io.glimpse.tokenizer;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.text.LowerCase;
import io.glimpse.text.TextCleaning;
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
    return siglipOf(file).after(Steps::withoutBlocks);
  }

  /**
   * SigLIP 2 as it was trained: lower case, then what the file says.
   *
   * @param json {@code tokenizer.json}
   */
  public static Tokenizer siglip2(Path json) throws IOException {
    Pipeline read = TokenizerJson.read(json);
    Marks end = Marks.behind(id(json, read, "<eos>"));
    return read.with(end, id(json, read, "<pad>")).after(LowerCase::of);
  }

  /**
   * Chinese-CLIP as its authors read it: BERT's rule, where the marks' spelling within a text is
   * text.
   *
   * @param vocabulary {@code vocab.txt}, an id a line
   */
  public static Tokenizer chineseClip(Path vocabulary) throws IOException {
    return VocabularyText.read(vocabulary);
  }

  /**
   * What open_clip does with a folder: its cleaning first, then as {@link #siglip} for a {@code
   * spiece.model}, where a U+2581 in a text stays, and {@link #json} for a {@code tokenizer.json}.
   *
   * @param file either file, told by its ending
   * @param clean {@code canonicalize}, {@code lower} or {@code whitespace}, which is open_clip's
   *     default
   * @throws IllegalArgumentException if {@code clean} is something else
   */
  public static Tokenizer openClip(Path file, String clean) throws IOException {
    TextStep cleaning =
        switch (clean) {
          case "canonicalize" -> Steps::canonical;
          case "lower" -> TextCleaning::clean;
          case "whitespace" -> Steps::repaired;
          default ->
              throw new IllegalArgumentException(
                  "'" + clean + "' is not a cleaning of open_clip that is known here");
        };
    Pipeline read = isJson(file) ? TokenizerJson.read(file) : siglipOf(file);
    return read.after(cleaning);
  }

  /**
   * What the file says and nothing besides: MetaCLIP 2, and folders with ONNX files.
   *
   * @param json {@code tokenizer.json}; the mark that fills a row may be said by a {@code
   *     tokenizer_config.json} beside it
   */
  public static Tokenizer json(Path json) throws IOException {
    return TokenizerJson.read(json);
  }

  private static Pipeline siglipOf(Path file) throws IOException {
    Pipeline read = isJson(file) ? TokenizerJson.read(file) : SentencePieceFile.read(file);
    int end = id(file, read, "</s>");
    return read.with(Marks.behind(end), end).after(Steps::siglip);
  }

  private static boolean isJson(Path file) {
    return file.toString().endsWith(".json");
  }

  private static int id(Path file, Tokenizer tokenizer, String piece) throws CheckpointException {
    return tokenizer
        .idOf(piece)
        .orElseThrow(
            () ->
                new CheckpointException(
                    file, "has no piece " + piece + "; take the file that the encoder came with"));
  }
}
