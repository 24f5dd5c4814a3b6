package io.glimpse.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtobufWriterTest {

  @Test
  void integersTakeSevenBitsAByteLowestFirst() {
    assertThat(new ProtobufWriter().integer(1, 150).toByteArray())
        .containsExactly(0x08, 0x96, 0x01);
  }

  @Test
  void aNegativeIntegerTakesTenBytes() {
    assertThat(new ProtobufWriter().integer(3, -1).toByteArray())
        .containsExactly(0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
  }

  @Test
  void textsAndMessagesCarryTheirLengths() {
    assertThat(new ProtobufWriter().string(20, "é").toByteArray())
        .containsExactly(0xa2, 0x01, 0x02, 0xc3, 0xa9);
    assertThat(new ProtobufWriter().message(2, new ProtobufWriter().integer(1, 1)).toByteArray())
        .containsExactly(0x12, 0x02, 0x08, 0x01);
  }
}
