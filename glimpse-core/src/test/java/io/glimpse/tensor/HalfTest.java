package io.glimpse.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfTest {

  @Test
  void everyHalfHasTheValueOfItsDefinition() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      assertThat(Half.toFloat((short) bits)).isEqualTo(Float.valueOf(definition(bits)));
    }
  }

  @Test
  void everyHalfSurvivesTheWayToFloatAndBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Half.toFloat((short) bits);
      short back = Half.fromFloat(value);
      if (Float.isNaN(value)) {
        assertThat(Half.toFloat(back)).isNaN();
      } else {
        assertThat(back).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void whatLiesBetweenTwoHalvesGoesToTheNearerAndATieToTheEvenOne() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      float low = Half.toFloat((short) bits);
      float high = Half.toFloat((short) (bits + 1));
      float middle = (low + high) / 2; // exact: a float has 13 bits more
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertThat(Half.fromFloat(middle)).isEqualTo((short) even);
      assertThat(Half.fromFloat(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(Half.fromFloat(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      assertThat(Half.fromFloat(-middle)).isEqualTo((short) (even | 0x8000));
    }
  }

  @Test
  void theLargestHalfIsFollowedByInfinity() {
    assertThat(Half.fromFloat(65504)).isEqualTo((short) 0x7bff);
    assertThat(Half.fromFloat(Math.nextDown(65520f))).isEqualTo((short) 0x7bff);
    assertThat(Half.fromFloat(65520)).isEqualTo((short) 0x7c00);
    assertThat(Half.fromFloat(-Float.MAX_VALUE)).isEqualTo((short) 0xfc00);
    assertThat(Half.fromFloat(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
    assertThat(Half.fromFloat(Float.MIN_VALUE)).isEqualTo((short) 0);
    assertThat(Half.toFloat(Half.fromFloat(Float.NaN))).isNaN();
    assertThat(Half.fromFloat(Float.intBitsToFloat(0x7f800001))).isEqualTo((short) 0x7e00);
  }

  private static float definition(int bits) {
    int exponent = (bits >> 10) & 31;
    int fraction = bits & 1023;
    float sign = bits >> 15 == 0 ? 1 : -1;
    if (exponent == 31) {
      return fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
    }
    return exponent == 0
        ? sign * fraction * Math.scalb(1f, -24)
        : sign * (1 + fraction / 1024f) * Math.scalb(1f, exponent - 15);
  }
}
