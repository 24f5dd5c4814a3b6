package io.glimpse.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The pieces {@code <0x00>} to {@code <0xFF>}, which spell what a vocabulary has no piece for. */
final class ByteFallback {

  private final int[] idOfByte = new int[256];

  /** None of which there is no piece in the table. */
  ByteFallback(PieceTable pieces) {
    for (int b = 0; b < idOfByte.length; b++) {
      idOfByte[b] = pieces.find("<0x%02X>".formatted(b));
    }
  }

  /** The ids of a text's bytes, or none at all if one of them has no piece. */
  int[] ids(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ids[i] = idOfByte[Byte.toUnsignedInt(bytes[i])];
    }
    return Arrays.stream(ids).anyMatch(id -> id == PieceTable.NONE) ? new int[0] : ids;
  }
}
