package io.glimpse.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What documents of tests are made of, and the maps that give the same text. */
final class ExpectedDocuments {

  static final EncoderDocument LITE = new EncoderDocument("lite", "c0ffee");
  static final Map<String, Object> LITE_MAP = map("name", "lite", "fingerprint", "c0ffee");

  /** Text that JSON must escape, or must not. */
  static final String ODD = "a\"b\\c\n\u0001\u007f é漢 \ud83d\ude00 </script>";

  static final List<ErrorDocument> ERRORS =
      List.of(new ErrorDocument(ODD, ODD + ": there is no such file"));
  static final List<Map<String, Object>> ERROR_MAPS =
      List.of(map("path", ODD, "error", ODD + ": there is no such file"));

  static final Map<String, Object> PARAMS =
      map(
          "alpha",
          new BigDecimal("1"),
          "lr",
          new BigDecimal("0.00000010"),
          "beta",
          new BigDecimal("1E+3"),
          "pooling",
          "mean+max");

  private ExpectedDocuments() {}

  /** Names and values in turn. */
  static Map<String, Object> map(@Nullable Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  static String text(Object document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DocumentWriter.write(document, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
