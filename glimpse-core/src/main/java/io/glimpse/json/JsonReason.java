package io.glimpse.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with JSON in words for people; the parser's own are for programmers. */
public final class JsonReason {

  private JsonReason() {}

  static boolean isBeyondReason(JsonProcessingException e) {
    return e instanceof StreamConstraintsException;
  }

  /** A clause to be read behind the place, such as {@code it ends too early}. */
  public static String of(JsonProcessingException e) {
    if (e instanceof JsonEOFException) {
      return "it ends too early";
    }
    if (isBeyondReason(e)) {
      return "a text, a number or a nesting there is beyond all reason";
    }
    if (e instanceof InputCoercionException) {
      return "the number there is too large";
    }
    String said = String.valueOf(e.getOriginalMessage());
    if (e instanceof MismatchedInputException) {
      return "something follows its end";
    }
    // The parser has no exception of its own for it, but says which.
    return said.startsWith("Duplicate field") ? said : "what stands there is not JSON";
  }
}
