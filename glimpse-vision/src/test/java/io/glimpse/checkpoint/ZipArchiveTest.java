package io.glimpse.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive of two members, {@code a} with 3 bytes and {@code b} with 5, and what becomes of it.
 */
class ZipArchiveTest {

  private static final int LOCAL = 30;
  private static final int ENTRY = 46;
  private static final int END = 22;

  private final Path path;
  private ByteBuffer zip = ByteBuffer.allocate(0);
  private int second;
  private int directory;

  ZipArchiveTest(@TempDir Path folder) {
    path = folder.resolve("model.pt");
  }

  @BeforeEach
  void makeArchive() throws IOException {
    try (TorchBytes file = new TorchBytes(path)) {
      file.member("a", (byte) 1, (byte) 2, (byte) 3).member("b", new byte[5]);
    }
    zip = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    second = LOCAL + 1 + 3;
    directory = second + LOCAL + 1 + 5;
    assertThat(zip.capacity()).isEqualTo(directory + 2 * (ENTRY + 1) + END);
  }

  @Test
  void membersAreFound() throws IOException {
    ZipArchive archive = open();

    assertThat(archive.names()).containsExactly("a", "b");
    ZipMember member = Objects.requireNonNull(archive.stored("a"));
    assertThat(archive.file().slice(member.start(), 3).get(2)).isEqualTo((byte) 3);
    assertThatCode(() -> archive.verify(member)).doesNotThrowAnyException();
    assertThat(archive.stored("c")).isNull();
  }

  @Test
  void headersThatDisagreeAreRefused() throws IOException {
    for (int field : new int[] {6, 8, 18, 22}) { // flags, method, sizes
      makeArchive();
      zip.putShort(second + field, (short) (zip.getShort(second + field) + 4));
      assertRefused("contradicts what the zip directory says of 'b'");
    }
    makeArchive();
    zip.put(second + LOCAL, (byte) 'x');
    assertRefused("contradicts what the zip directory says of 'b'");
    zip.putInt(second, 0);
    assertRefused("has no header of 'b' at byte " + second);
  }

  @Test
  void membersThatShareBytesAreRefused() throws IOException {
    zip.putInt(18, 3 + LOCAL + 1 + 5).putInt(22, 3 + LOCAL + 1 + 5);
    zip.putInt(directory + 20, 3 + LOCAL + 1 + 5).putInt(directory + 24, 3 + LOCAL + 1 + 5);
    assertRefused("'a' and 'b' share bytes from " + second);
  }

  @Test
  void aNameComesOnce() throws IOException {
    zip.put(second + LOCAL, (byte) 'a').put(directory + ENTRY + 1 + ENTRY, (byte) 'a');
    assertRefused("has two members 'a'");
  }

  @Test
  void contentLiesBeforeTheDirectory() throws IOException {
    int entry = directory + ENTRY + 1;
    zip.putInt(entry + 20, 6).putInt(entry + 24, 6).putInt(second + 18, 6).putInt(second + 22, 6);
    assertRefused("the member 'b' of 6 bytes does not fit");
    zip.putInt(entry + 42, 1 << 30);
    assertRefused("has no header of 'b' at byte 1073741824");
    zip.putInt(entry + 42, -1);
    assertRefused("'b' lacks its 64-bit sizes");
  }

  @Test
  void theEndRecordMustFitTheFile() throws IOException {
    int end = zip.capacity() - END;
    zip.putInt(end + 16, directory + 1);
    assertRefused("does not fit before byte " + end);
    zip.putInt(end + 16, directory - 1);
    assertRefused("1 bytes lie between");
    zip.putInt(end + 16, directory).putShort(end + 10, (short) 3);
    assertRefused("the zip directory has no entry 2");
    zip.putShort(end + 10, (short) 1);
    assertRefused("has 47 bytes behind its last entry");
    zip.putShort(end + 10, (short) 0xffff);
    assertRefused("has no 64-bit end record");
    zip.putShort(end + 10, (short) 2).putShort(end + 4, (short) 1);
    assertRefused("split");
  }

  @Test
  void compressedAndEncryptedMembersAreNotMapped() throws IOException {
    zip.putShort(8, (short) 8).putShort(directory + 10, (short) 8);
    save();
    assertThatThrownBy(() -> open().stored("a")).hasMessageContaining("[a]: is compressed");
    zip.putShort(6, (short) 1).putShort(directory + 8, (short) 1);
    save();
    assertThatThrownBy(() -> open().stored("a")).hasMessageContaining("[a]: is encrypted");
  }

  @Test
  void sixtyFourBitFieldsAreRead() throws IOException {
    ByteArrayOutputStream wide = new ByteArrayOutputStream();
    wide.writeBytes(Arrays.copyOf(zip.array(), directory + ENTRY + 1));
    byte[] entry =
        Arrays.copyOfRange(zip.array(), directory + ENTRY + 1, directory + 2 * ENTRY + 2);
    ByteBuffer fields = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(20, -1).putInt(24, -1).putInt(42, -1).putShort(30, (short) 28);
    wide.writeBytes(entry);
    wide.writeBytes(
        little(28)
            .putShort((short) 1)
            .putShort((short) 24)
            .putLong(5)
            .putLong(5)
            .putLong(second)
            .array());
    int end = wide.size();
    wide.writeBytes(
        little(56)
            .putInt(0x06064b50)
            .putLong(44)
            .putInt(45)
            .putLong(0)
            .putLong(2)
            .putLong(2)
            .putLong(end - directory)
            .putLong(directory)
            .array());
    wide.writeBytes(little(20).putInt(0x07064b50).putInt(0).putLong(end).putInt(1).array());
    wide.writeBytes(
        little(22).putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).array());
    zip = ByteBuffer.wrap(wide.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    save();

    ZipMember member = Objects.requireNonNull(open().stored("b"));
    assertThat(member.size()).isEqualTo(5);
    assertThat(member.header()).isEqualTo(second);

    zip.putLong(end + 48, Long.MIN_VALUE);
    assertRefused("does not fit");
    zip.putLong(end + 48, directory).putLong(end + 32, -1);
    assertRefused("says that it has 18446744073709551615 members");
    zip.putLong(end + 56 + 8, end + 1);
    assertRefused("has no 64-bit end record at byte " + (end + 1));
  }

  @Test
  void namesAreUtf8() throws IOException {
    zip.put(LOCAL, (byte) 0xff).put(directory + ENTRY, (byte) 0xff);
    assertRefused("is not UTF-8");
  }

  @Test
  void everyShorteningIsRefused() throws IOException {
    byte[] whole = zip.array().clone();
    for (int length = 1; length < whole.length; length++) {
      zip = ByteBuffer.wrap(Arrays.copyOf(whole, length));
      assertRefused("");
    }
  }

  @Test
  void anyDamageEndsInASentence() throws IOException {
    byte[] whole = zip.array().clone();
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      zip.put(0, whole);
      for (int change = random.nextInt(4); change >= 0; change--) {
        zip.put(random.nextInt(whole.length), (byte) random.nextInt());
      }
      save();
      try {
        ZipArchive archive = open();
        for (String name : archive.names()) {
          ZipMember member = Objects.requireNonNull(archive.stored(name));
          archive.verify(member);
        }
      } catch (CheckpointException e) {
        assertThat(e).hasMessageStartingWith(path.toString());
      }
    }
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void save() throws IOException {
    Files.write(path, zip.array());
  }

  private ZipArchive open() throws IOException {
    return ZipArchive.open(MappedFile.open(path));
  }

  private void assertRefused(String part) throws IOException {
    save();
    assertThatThrownBy(this::open)
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContaining(part);
  }
}
