package io.glimpse.hub;

import java.util.Arrays;
import java.util.List;

/** The arithmetic that a network was exported in, told by the end of its file's name. */
enum Variant {
  FLOAT32(""),
  FLOAT16("_fp16"),
  QUANTIZED("_quantized"),
  INT8("_int8"),
  UINT8("_uint8"),
  FOUR_BITS("_q4"),
  FOUR_BITS_FLOAT16("_q4f16"),
  FOUR_BITS_NORMAL("_bnb4");

  /** The ending of a network's file. */
  static final String ENDING = ".onnx";

  /** Those of 8 bits, best first, and then all others. */
  private static final List<Variant> EIGHT_BITS_FIRST =
      List.of(
          QUANTIZED, INT8, UINT8, FLOAT32, FLOAT16, FOUR_BITS, FOUR_BITS_FLOAT16, FOUR_BITS_NORMAL);

  private final String suffix;

  Variant(String suffix) {
    this.suffix = suffix;
  }

  /** All, the closest to float32 first, or those of 8 bits. */
  static List<Variant> inOrder(boolean eightBits) {
    return eightBits ? EIGHT_BITS_FIRST : Arrays.asList(values());
  }

  boolean isEightBits() {
    return this == QUANTIZED || this == INT8 || this == UINT8;
  }

  /** The name of the file of a network, such as {@code vision_model_fp16.onnx}. */
  String file(String network) {
    return network + suffix + ENDING;
  }
}
