package io.glimpse.tensor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyHeaderTest {

  private final Path folder;

  NpyHeaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(1000000000000000000,)     | promises 4000000000000000000 bytes",
        "(4000000000, 4000000000)   | more elements than a file can hold",
        "(4611686018427387904, 4)   | more elements than a file can hold",
        "(99999999999999999999,)    | an axis of the shape is too long",
        "(-1, 3)                    | axis 0 of the shape is negative (-1)",
        "(3, 2)                     | promises 24 bytes of values, (3, 2) of <f4, but 12 bytes",
        "(2,)                       | promises 8 bytes of values, (2,) of <f4, but 12 bytes",
        "(3)                        | needs a comma",
        "(3 3)                      | ',' or ')' was expected",
        "3                          | '(' was expected",
        "(3,,)                      | a whole number was expected",
      },
      quoteCharacter = '"')
  void aShapeThatLiesIsRefused(String shape, String reason) {
    byte[] values = NpyBytes.values("<f4", 1, 2, 3);

    assertRefused(() -> NpyFile.open(save(NpyBytes.file("<f4", false, shape, values))), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "|O   ; the element type '|O' is not read (it holds pickled Python objects)",
        "<U10 ; (it holds text)",
        "<c8 ; (it holds complex numbers)",
        "<M8[ns] ; (it holds times)",
        "|V4 ; (it holds raw records)",
        "<f16 ; '<f16' is not read",
        "f4 ; 'f4' is not read",
        "? ; the element type '?' is not read",
      },
      quoteCharacter = '"')
  void typesThatAreNotNumbersAreNamed(String descr, String reason) {
    assertRefused(() -> NpyFile.open(save(NpyBytes.file(descr, false, "()", new byte[8]))), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()} | structured element type",
        "{'descr': '<f4', 'fortran_order': False}                     | has no 'shape'",
        "{'descr': '<f4', 'descr': '<f4'}                             | 'descr' stands there twice",
        "{'descr': '<f4', 'order': 1}                    | byte 27 of the header: the key 'order'",
        "{'descr': '<f4', 'fortran_order': 0}            | True or False was expected",
        "{'descr' '<f4'}                                 | byte 19 of the header: ':' was expected",
        "{'descr': '<f4                                  | a string is not closed",
        "{'descr': '<f\\x34'}                            | a character that is not expected",
        "{'shape': (), 'descr': '<f4', 'fortran_order': True} x | the end of the header was",
        "__import__('os')                                | byte 10 of the header: '{' was expected",
      },
      quoteCharacter = '`')
  void anythingButThePlainDictionaryIsRefused(String header, String reason) {
    assertRefused(() -> NpyFile.open(save(NpyBytes.file(1, header, new byte[4]))), reason);
  }

  @Test
  void whatIsNoNpyFileIsRefused() throws IOException {
    byte[] good = NpyBytes.file("<f4", false, "(1,)", new byte[4]);
    byte[] version9 = good.clone();
    version9[6] = 9;
    byte[] longHeader = good.clone();
    longHeader[9] = 0x7f;

    assertRefused(() -> NpyFile.open(save(new byte[0])), "is no .npy file");
    assertRefused(
        () -> NpyFile.open(save("PK34567890".getBytes(StandardCharsets.UTF_8))), "is no .npy file");
    assertRefused(() -> NpyFile.open(save(version9)), "version 9.0");
    assertRefused(() -> NpyFile.open(save(longHeader)), "byte 8 gives a header of 32");
    assertThatThrownBy(() -> NpyFile.open(folder)).hasMessageContaining("is not a regular file");
    assertThatThrownBy(() -> NpyFile.open(folder.resolve("lost.npy")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(folder.resolve("lost.npy") + ": there is no such file");
  }

  private Path save(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npy"), bytes);
  }

  private void assertRefused(ThrowingCallable reading, String... parts) {
    assertThatThrownBy(reading)
        .isInstanceOf(TensorFormatException.class)
        .hasMessageStartingWith(folder.resolve("x.npy") + ": ")
        .hasMessageContainingAll(parts);
  }
}
