package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.checkpoint.Pickled.Storage;
import io.glimpse.checkpoint.Pickled.View;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PickleMachineTest {

  @Test
  void plainValuesAreRead() throws CheckpointException {
    assertThat(read(pickle().text("}(").string("ä").text("K\u00ffu").stop()))
        .isEqualTo(Map.of("ä", 255L));
    assertThat(read(pickle().text("](M\u0001\u0002J\u00ff\u00ff\u00ff\u00ffe").stop()))
        .isEqualTo(List.of(513L, -1L));
    assertThat(read(pickle().code(0x8a, 2, 0, 0xff).stop())).isEqualTo(-256L);
    assertThat(read(pickle().code('G', 0x3f, 0xf8, 0, 0, 0, 0, 0, 0).stop())).isEqualTo(1.5);
    assertThat(read(pickle().code(0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, 0x8c, 1, 'a').stop()))
        .isEqualTo("a");
  }

  @Test
  void tensorsAreDescribed() throws CheckpointException {
    Object tensor = read(pickle().tensor("3", 6, 1, new int[] {2, 2}, 3, 1).stop());

    assertThat(tensor)
        .isEqualTo(
            new View(new Storage(NumberType.F32, "3", 6), 1, List.of(2L, 2L), List.of(3L, 1L)));
    assertThat(
            read(
                pickle()
                    .name("torch._utils", "_rebuild_parameter")
                    .text("(")
                    .tensor("3", 6, 1, new int[] {2, 2}, 3, 1)
                    .code(0x88)
                    .text("tR")
                    .stop()))
        .isEqualTo(tensor);
  }

  @Test
  void theMetadataOfAStateDictIsLeftAside() throws CheckpointException {
    byte[] pickle =
        pickle()
            .name("collections", "OrderedDict")
            .text(")R(")
            .string("w")
            .text("K\u0001u}(")
            .string("_metadata")
            .text("}ub")
            .stop();

    assertThat(read(pickle)).isEqualTo(Map.of("w", 1L));
  }

  @Test
  void onlyListedNamesMayBeNamed() {
    for (String[] name :
        new String[][] {
          {"os", "system"},
          {"builtins", "eval"},
          {"torch", "load"},
          {"torch._utils", "_rebuild_tensor_v2.__globals__"},
          {"torch._utils", "_rebuild_tensor_v3"},
          {"collections.OrderedDict", "update"},
          {"collections", "ordereddict"},
          {"torch.FloatStorage", "from_file"},
          {"", ""},
          {"__torch__x", "system"},
        }) {
      String full = "'" + name[0] + "." + name[1] + "'";
      assertRefused(pickle().name(name[0], name[1]).stop(), full, "not allowed", "byte 0");
      assertRefused(
          pickle().string(name[0]).string(name[1]).code(0x93).stop(), full, "not allowed");
    }
    assertRefused(pickle().text("K\u0001K\u0001").code(0x93).stop(), "a name that is no string");
    assertRefused(
        pickle().name("torch", "QInt8Storage").stop(), "type QInt8Storage, which is not read");
  }

  @Test
  void nothingButTheListedFunctionsIsCalled() {
    assertRefused(
        pickle().name("__torch__.a", "B").text(")R").stop(), "calls '__torch__.a.B'", "byte 16");
    assertRefused(pickle().name("torch", "FloatStorage").text(")R").stop(), "calls 'torch.Float");
    assertRefused(
        pickle().name("collections", "OrderedDict").text(")").code(0x81).stop(),
        "no TorchScript module");
    assertRefused(
        pickle().name("__torch__.a", "B").text("K\u0001").code(0x85, 0x81).stop(),
        "no TorchScript module");
    assertRefused(pickle().text("K\u0001)R").stop(), "calls what is no function");
    assertRefused(pickle().text("))b").stop(), "gives a state to what is no module");
    assertRefused(
        pickle().name("torch._utils", "_rebuild_tensor_v2").text(")R").stop(), "does not take");
    assertRefused(pickle().string("x").text("Q").stop(), "an object outside");
  }

  @Test
  void unknownInstructionsAreRefusedWithTheirPlace() {
    for (int code = 0; code < 256; code++) {
      String known = "(0NKMJGXTU)t]}aesuhjqrcQRb.";
      List<Integer> others =
          List.of(0x80, 0x95, 0x88, 0x89, 0x8a, 0x8c, 0x8d, 0x85, 0x86, 0x87, 0x94, 0x93, 0x81);
      if (known.indexOf(code) < 0 && !others.contains(code)) {
        assertRefused(pickle().text("N").code(code).stop(), "forbidden instruction", "byte 1");
      }
    }
    assertRefused(pickle().code('i').stop(), "INST");
    assertRefused(pickle().code(0x80, 6).stop(), "unknown protocol 6");
  }

  @Test
  void everyShorteningIsRefused() {
    byte[] whole =
        pickle().text("}(").string("w").tensor("0", 6, 0, new int[] {2, 3}, 3, 1).text("u").stop();
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "the pickle");
    }
  }

  @Test
  void aDamagedStackIsRefused() {
    assertRefused(pickle().stop(), "empty stack");
    assertRefused(pickle().text("K\u0001(").stop(), "empty stack");
    assertRefused(pickle().text("t").stop(), "mark that is not there");
    assertRefused(pickle().text("h\u0005").stop(), "recalls value 5");
    assertRefused(pickle().text("}(Nu").stop(), "no dictionary");
    assertRefused(pickle().text("}())u").stop(), "neither a string nor a whole number");
    assertRefused(pickle().text(")Na").stop(), "no list");
    assertRefused(pickle().code('X', 4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff).stop(), "not UTF-8");
    assertRefused(pickle().code('T', 0xff, 0xff, 0xff, 0xff).stop(), "asks for 1844674407370955");
    assertRefused(pickle().code(0x8d, 0, 0, 0, 0, 0, 0, 0, 0x80).stop(), "9223372036854775808");
    assertRefused(pickle().code(0x8a, 9).stop(), "whole number of 9 bytes");
  }

  @Test
  void whatFewBytesBuildIsBounded() {
    assertRefused(pickle().repeat(300, "(").stop(), "nests deeper than 200");
    assertRefused(pickle().repeat(100_001, "N").stop(), "100000 values");
    assertRefused(pickle().text("](").repeat(300_000, "}0").stop(), "200000 containers");
    assertRefused(
        pickle()
            .text("(")
            .repeat(70, "K\u0001")
            .text("tq\u00000")
            .name("torch._utils", "_rebuild_tensor_v2")
            .text("((")
            .string("storage")
            .name("torch", "FloatStorage")
            .string("0")
            .string("cpu")
            .text("K\u0001tQK\u0000")
            .text("h\u0000h\u0000tR")
            .stop(),
        "no short tuple");
  }

  private static PickleBytes pickle() {
    return new PickleBytes();
  }

  private static Object read(byte[] pickle) throws CheckpointException {
    return PickleMachine.read("x.pt[data.pkl]", ByteBuffer.wrap(pickle));
  }

  private static void assertRefused(byte[] pickle, String... parts) {
    assertThatThrownBy(() -> read(pickle))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("x.pt[data.pkl]: the pickle ")
        .hasMessageContainingAll(parts);
  }
}
