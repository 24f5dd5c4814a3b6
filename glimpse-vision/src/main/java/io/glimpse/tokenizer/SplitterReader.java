package io.glimpse.tokenizer;

import io.glimpse.checkpoint.CheckpointException;

/** Reads {@code pre_tokenizer} of a tokenizer.json. */
final class SplitterReader {

  /** What CLIP's files split by; it is known here as a whole. */
  private static final String CLIP =
      "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  /** No file in use has more than two. */
  private static final int MOST_STEPS = 16;

  private int steps;
  private boolean areClips;
  private boolean areBytes;

  private SplitterReader() {}

  static WordSplitter read(Section splitter) throws CheckpointException {
    return splitter.isAbsent() ? Splitters.none() : new SplitterReader().step(splitter);
  }

  private WordSplitter step(Section step) throws CheckpointException {
    if (++steps > MOST_STEPS) {
      throw step.refuse("is one of more than " + MOST_STEPS + " steps");
    }
    String type = step.at("type").text();
    return switch (type) {
      case "Sequence" -> sequence(step.only("type", "pretokenizers").at("pretokenizers"));
      case "WhitespaceSplit" -> plain(step, Splitters.whiteSpace());
      case "BertPreTokenizer" -> plain(step, BertText.words());
      case "Metaspace" -> blocks(step);
      case "Split" -> split(step);
      case "ByteLevel" -> byteLevel(step);
      default -> throw step.at("type").unknown("'" + type + "'");
    };
  }

  private static WordSplitter plain(Section step, WordSplitter splitter)
      throws CheckpointException {
    step.only("type");
    return splitter;
  }

  private WordSplitter sequence(Section list) throws CheckpointException {
    WordSplitter all = Splitters.none();
    for (Section step : list.list(MOST_STEPS)) {
      all = all.then(step(step));
    }
    return all;
  }

  private static WordSplitter blocks(Section step) throws CheckpointException {
    step.only("type", "replacement", "prepend_scheme", "add_prefix_space", "str_rep", "split");
    String block = step.at("replacement").text();
    if (block.length() != 1) {
      throw step.at("replacement").unknown("not one character");
    }
    String scheme =
        step.at("prepend_scheme").text(step.at("add_prefix_space").flag(true) ? "always" : "never");
    if (!scheme.equals("always") && !scheme.equals("never")) {
      throw step.at("prepend_scheme").unknown("'" + scheme + "'");
    }
    return Splitters.blocks(block.charAt(0), scheme.equals("always"), step.at("split").flag(true));
  }

  private WordSplitter split(Section step) throws CheckpointException {
    step.only("type", "pattern", "behavior", "invert");
    Section pattern = step.at("pattern").only("String", "Regex");
    String behavior = step.at("behavior").text();
    boolean inverts = step.at("invert").flag(false);
    if (pattern.at("Regex").isAbsent()) {
      String separator = pattern.at("String").text();
      if (separator.isEmpty() || inverts || !behavior.equals("MergedWithPrevious")) {
        throw step.at("behavior").unknown("'" + behavior + "' of this pattern");
      }
      return Splitters.behind(separator);
    }
    if (!pattern.at("Regex").text().equals(CLIP)) {
      throw pattern.at("Regex").unknown("the regular expression " + pattern.at("Regex").text());
    }
    if (!inverts || !behavior.equals("Removed")) {
      throw step.at("behavior").unknown("'" + behavior + "' of this pattern");
    }
    areClips = true;
    return Splitters.clip();
  }

  private WordSplitter byteLevel(Section step) throws CheckpointException {
    step.only("type", "add_prefix_space", "trim_offsets", "use_regex");
    if (step.at("add_prefix_space").flag(true)) {
      throw step.at("add_prefix_space").unknown("true");
    }
    // GPT-2's own words; they leave CLIP's as they are.
    if (step.at("use_regex").flag(true) && !areClips) {
      throw step.at("use_regex").unknown("true without the words of CLIP before it");
    }
    if (areBytes) {
      throw step.at("type").unknown("a second 'ByteLevel'");
    }
    areBytes = true;
    return Splitters.byteLevel();
  }
}
