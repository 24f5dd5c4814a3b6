package io.glimpse.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Text that is not the JSON it should be, with the place; no class of a library is named. */
public final class MalformedJsonException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean beyondReason;
  private final int line;
  private final int column;
  private final long character;

  MalformedJsonException(String reason) {
    super("is not JSON: " + reason);
    this.reason = reason;
    this.beyondReason = false;
    this.line = 1;
    this.column = 1;
    this.character = 0;
  }

  MalformedJsonException(JsonProcessingException e) {
    super("is not JSON" + place(e.getLocation()), e);
    this.reason = JsonReason.of(e);
    this.beyondReason = JsonReason.isBeyondReason(e);
    JsonLocation at = e.getLocation();
    this.line = at == null ? 1 : at.getLineNr();
    this.column = at == null ? 1 : at.getColumnNr();
    this.character = at == null ? 0 : Math.max(0, at.getCharOffset());
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /** What is wrong there, in words. */
  public String reason() {
    return reason;
  }

  /** Whether it is whole perhaps, but nested deeper or longer than is read. */
  public boolean isBeyondReason() {
    return beyondReason;
  }

  /** The line at which reading ended, from 1. */
  public int line() {
    return line;
  }

  /** The column at which reading ended, from 1. */
  public int column() {
    return column;
  }

  /** The character at which reading ended, from 0; 0 where bytes were read. */
  public long character() {
    return character;
  }
}
