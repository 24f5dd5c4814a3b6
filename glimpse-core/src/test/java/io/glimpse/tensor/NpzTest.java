package io.glimpse.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {

  private final Path path;

  NpzTest(@TempDir Path folder) {
    path = folder.resolve("shots.npz");
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void arraysAreUnpacked(int method) throws IOException {
    byte[] keys = NpyBytes.file("<f2", false, "(2, 2)", NpyBytes.values("<f2", 1, 2, 3, 4));
    byte[] labels = NpyBytes.file("|u1", false, "(2, 1)", NpyBytes.values("|u1", 7, 255));
    save(method, "keys.npy", keys, "readme.txt", new byte[3], "labels.npy", labels);

    try (Npz npz = Npz.open(path)) {
      assertThat(npz.names()).containsExactly("keys", "labels");
      assertThat(npz.matrix("keys").row(1)).containsExactly(3, 4);
      assertThat(npz.read("labels").shape()).containsExactly(2, 1);
      assertThat(npz.read("labels").values()).containsExactly(7, 255);
      assertThat(npz.matrix("labels").columns()).isEqualTo(1);
      assertRefused(() -> npz.read("key"), "has no array 'key'; it has keys, labels");
    }
  }

  @Test
  void fortranOrderIsTurned() throws IOException {
    byte[] values = NpyBytes.values(">i4", 0, 3, 1, 4, 2, 5);
    save(ZipEntry.DEFLATED, "a.npy", NpyBytes.file(">i4", true, "(2, 3)", values));

    try (Npz npz = Npz.open(path)) {
      assertThat(npz.read("a").values()).containsExactly(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void anArrayOfManyBlocksIsUnpacked() throws IOException {
    double[] values = new double[100_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    byte[] array = NpyBytes.file("<f4", false, "(100003,)", NpyBytes.values("<f4", values));
    save(ZipEntry.DEFLATED, "a.npy", array);

    try (Npz npz = Npz.open(path)) {
      float[] read = npz.read("a").values();
      for (int i = 0; i < values.length; i++) {
        assertThat(read[i]).isEqualTo(i);
      }
    }
  }

  @Test
  void aShapeLargerThanItsEntryIsRefused() throws IOException {
    save(ZipEntry.DEFLATED, "a.npy", NpyBytes.file("<f4", false, "(500000000,)", new byte[8]));

    try (Npz npz = Npz.open(path)) {
      assertRefused(() -> npz.read("a"), "[a]: the header promises 2000000000 bytes", "8 bytes");
    }
  }

  @Test
  void anEntryThatClaimsMoreThanDeflateCanDoIsRefused() throws IOException {
    save(ZipEntry.DEFLATED, "a.npy", NpyBytes.file("<f4", false, "(500000000,)", new byte[8]));
    setInDirectory(24, 2_000_000_000);

    try (Npz npz = Npz.open(path)) {
      assertRefused(() -> npz.read("a"), "claims to unpack", "to 2000000000, which cannot be");
    }
  }

  @Test
  void aBombIsRefusedByItsSize() throws IOException {
    save(ZipEntry.DEFLATED, "a.npy", NpyBytes.file("<f4", false, "(2,)", new byte[8]));
    setInDirectory(24, (int) 3_000_000_000L);

    try (Npz npz = Npz.open(path)) {
      assertRefused(() -> npz.read("a"), "takes 3000000000 bytes unpacked", "limit is 2147483648");
    }
  }

  @Test
  void aDamagedArrayIsRefused() throws IOException {
    byte[] array = NpyBytes.file("<f4", false, "(2,)", NpyBytes.values("<f4", 1, 2));
    save(ZipEntry.STORED, "a.npy", array);
    byte[] file = Files.readAllBytes(path);
    file[30 + "a.npy".length() + array.length - 1] ^= 1;
    Files.write(path, file);

    try (Npz npz = Npz.open(path)) {
      assertRefused(() -> npz.read("a"), "[a]: is damaged");
    }
  }

  @Test
  void whatIsNoZipIsRefused() throws IOException {
    Files.write(path, new byte[100]);

    assertRefused(() -> Npz.open(path), "is no .npz file");
    assertThatThrownBy(() -> Npz.open(path.resolveSibling("lost.npz")))
        .hasMessageContaining("there is no such file");
  }

  private void save(int method, Object... namesAndBytes) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        byte[] bytes = (byte[]) namesAndBytes[i + 1];
        ZipEntry entry = new ZipEntry((String) namesAndBytes[i]);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setMethod(method);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
      }
    }
  }

  /** Overwrites a number of the first entry of the zip's central directory. */
  private void setInDirectory(int field, int value) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int directory = file.getInt(file.capacity() - 22 + 16);
    file.putInt(directory + field, value);
    Files.write(path, file.array());
  }

  private void assertRefused(ThrowingCallable reading, String... parts) {
    assertThatThrownBy(reading)
        .isInstanceOf(TensorFormatException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContainingAll(parts);
  }
}
