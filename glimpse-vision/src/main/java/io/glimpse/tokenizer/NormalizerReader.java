package io.glimpse.tokenizer;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.text.CharacterKind;
import io.glimpse.text.LowerCase;
import io.glimpse.text.NormalForm;
import java.text.Normalizer;
import java.util.Base64;

/** Reads {@code normalizer} of a tokenizer.json. */
final class NormalizerReader {

  /** SigLIP's has seven. */
  private static final int MOST_STEPS = 64;

  private int steps;
  private boolean hasMap;

  private NormalizerReader() {}

  static TextStep read(Section normalizer) throws CheckpointException {
    return normalizer.isAbsent() ? text -> text : new NormalizerReader().step(normalizer);
  }

  private TextStep step(Section step) throws CheckpointException {
    if (++steps > MOST_STEPS) {
      throw step.refuse("is one of more than " + MOST_STEPS + " steps");
    }
    String type = step.at("type").text();
    return switch (type) {
      case "Sequence" -> sequence(step.only("type", "normalizers").at("normalizers"));
      case "Lowercase" -> plain(step, LowerCase::ofEach);
      case "NFC" -> plain(step, text -> NormalForm.of(text, Normalizer.Form.NFC));
      case "NFD" -> plain(step, text -> NormalForm.of(text, Normalizer.Form.NFD));
      case "NFKC" -> plain(step, text -> NormalForm.of(text, Normalizer.Form.NFKC));
      case "NFKD" -> plain(step, text -> NormalForm.of(text, Normalizer.Form.NFKD));
      case "Replace" -> ReplaceStep.read(step);
      case "Strip" -> strip(step.only("type", "strip_left", "strip_right"));
      case "Precompiled" -> map(step.only("type", "precompiled_charsmap"));
      case "BertNormalizer" -> bert(step);
      default -> throw step.at("type").unknown("'" + type + "'");
    };
  }

  private static TextStep plain(Section step, TextStep change) throws CheckpointException {
    step.only("type");
    return change;
  }

  private TextStep sequence(Section list) throws CheckpointException {
    TextStep all = text -> text;
    for (Section step : list.list(MOST_STEPS)) {
      all = all.then(step(step));
    }
    return all;
  }

  private static TextStep strip(Section step) throws CheckpointException {
    boolean left = step.at("strip_left").flag(true);
    boolean right = step.at("strip_right").flag(true);
    return text -> Steps.trimmed(text, CharacterKind::isWhiteSpace, left, right);
  }

  private TextStep map(Section step) throws CheckpointException {
    if (hasMap) {
      throw step.at("type").unknown("a second 'Precompiled'");
    }
    hasMap = true;
    Section map = step.at("precompiled_charsmap");
    if (map.isAbsent()) {
      return text -> text;
    }
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(map.text());
    } catch (IllegalArgumentException e) {
      throw map.refuse("is not base64; fetch the file anew");
    }
    try {
      return CharacterMap.of(blob);
    } catch (IllegalArgumentException e) {
      throw map.refuse(e.getMessage() + "; fetch the file anew");
    }
  }

  private static TextStep bert(Section step) throws CheckpointException {
    step.only("type", "clean_text", "handle_chinese_chars", "strip_accents", "lowercase");
    boolean lower = step.at("lowercase").flag(true);
    return new BertText(
        step.at("clean_text").flag(true),
        true,
        step.at("handle_chinese_chars").flag(true),
        step.at("strip_accents").flag(lower),
        lower);
  }
}
