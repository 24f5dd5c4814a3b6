package io.glimpse.text;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * ftfy's repairs of text, in its default settings: mojibake, stray control characters, ligatures,
 * full-width forms, curly quotes and canonical composition.
 */
final class TextRepair {

  /** Each round peels one layer of escapes that escape others; only hostile text has so many. */
  private static final int ROUNDS = 100;

  private static final char ESCAPE = '\u001b';
  private static final Pattern TERMINAL_ESCAPE = Pattern.compile(ESCAPE + "\\[[\\p{Nd};]*[a-zA-Z]");

  private static final int FIRST_WIDTH_FORM = 0xff01;
  private static final int LAST_WIDTH_FORM = 0xffef;

  private TextRepair() {}

  /** Repairs line by line; from the first line with a tag on, references are left alone. */
  static String repair(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean unescape = true;
    for (int start = 0; start < text.length(); ) {
      int newLine = text.indexOf('\n', start);
      int end = newLine < 0 ? text.length() : newLine + 1;
      String line = text.substring(start, end);
      unescape &= line.indexOf('<') < 0;
      out.append(repairLine(line, unescape));
      start = end;
    }
    return out.toString();
  }

  private static String repairLine(String line, boolean unescape) {
    String text = line;
    for (int round = 0; round < ROUNDS; round++) {
      String before = text;
      text = unescape ? HtmlEntities.unescapeClosed(text) : text;
      text = Mojibake.repair(text);
      text = withStandardForms(text);
      if (text.indexOf(ESCAPE) >= 0) {
        text = TERMINAL_ESCAPE.matcher(text).replaceAll("");
      }
      text = NormalForm.of(withoutControls(text), Normalizer.Form.NFC);
      if (text.equals(before)) {
        break;
      }
    }
    return text;
  }

  private static String withStandardForms(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      appendStandardForm(out, C1Controls.contains(c) ? C1Controls.repair(c) : c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static void appendStandardForm(StringBuilder out, int c) {
    if (c < 0x80 && c != '\r') {
      out.append((char) c);
      return;
    }
    switch (c) {
      case 'Ĳ' -> out.append("IJ");
      case 'ĳ' -> out.append("ij");
      case 'ŉ' -> out.append("'n");
      case 'Ǳ' -> out.append("DZ");
      case 'ǲ' -> out.append("Dz");
      case 'ǳ' -> out.append("dz");
      case 'Ǆ' -> out.append("DŽ");
      case 'ǅ' -> out.append("Dž");
      case 'ǆ' -> out.append("dž");
      case 'Ǉ' -> out.append("LJ");
      case 'ǈ' -> out.append("Lj");
      case 'ǉ' -> out.append("lj");
      case 'Ǌ' -> out.append("NJ");
      case 'ǋ' -> out.append("Nj");
      case 'ǌ' -> out.append("nj");
      case 'ﬀ' -> out.append("ff");
      case 'ﬁ' -> out.append("fi");
      case 'ﬂ' -> out.append("fl");
      case 'ﬃ' -> out.append("ffi");
      case 'ﬄ' -> out.append("ffl");
      case 'ﬅ' -> out.append("ſt");
      case 'ﬆ' -> out.append("st");
      case 0x2bc, 0x2018, 0x2019, 0x201a, 0x201b -> out.append('\'');
      case 0x201c, 0x201d, 0x201e, 0x201f -> out.append('"');
      case '\r', 0x2028, 0x2029 -> out.append('\n');
      case 0x3000 -> out.append(' ');
      default -> {
        if (c >= FIRST_WIDTH_FORM && c <= LAST_WIDTH_FORM) {
          out.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
        } else {
          boolean isUnpaired = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
          out.appendCodePoint(isUnpaired ? 0xfffd : c);
        }
      }
    }
  }

  private static String withoutControls(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isUnwanted(c)) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Controls but white space, deprecated formats, annotation marks and the byte order mark. */
  private static boolean isUnwanted(char c) {
    return (c < ' ' && c != '\t' && c != '\n' && c != '\f' && c != '\r')
        || c == 0x7f
        || (c >= 0x206a && c <= 0x206f)
        || c == 0xfeff
        || (c >= 0xfff9 && c <= 0xfffc);
  }
}
