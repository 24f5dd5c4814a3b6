package io.glimpse.featurefile;

import io.glimpse.file.InputException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What became of every input of a long run, in their order, in a file that only grows: a row with
 * its checksums, or a failure with its message.
 *
 * <p>It begins with a key of everything that decides the rows. Entries carry a checksum each, so
 * that a tail which a kill tore off is noticed. Whoever opens a journal holds the lock of the file
 * that it is about.
 */
final class RowJournal implements AutoCloseable {

  /** No message is longer; what claims to be is no entry. */
  private static final int LONGEST = 1 << 16;

  private static final int KIND_AND_LENGTH = 1 + Integer.BYTES;
  private static final byte ROW = 1;
  private static final byte FAILURE = 2;

  /**
   * What became of an input.
   *
   * @param failure why it has no row; null if it has one
   * @param checksums of its rows, one for each file
   */
  record Entry(@Nullable String failure, List<Integer> checksums) {

    static Entry row(List<Integer> checksums) {
      return new Entry(null, List.copyOf(checksums));
    }

    static Entry failed(String message) {
      return new Entry(message, List.of());
    }
  }

  private final Path file;
  private final FileChannel channel;
  private final List<Entry> entries = new ArrayList<>();

  /** Where the entries that count end, one for each and the header's before the first. */
  private final List<Long> ends = new ArrayList<>();

  private RowJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a journal with the entries of an earlier process, or an empty one where there is none of
   * this key.
   */
  static RowJournal open(Path file, byte[] key) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    RowJournal journal = new RowJournal(file, channel);
    try {
      journal.read(key);
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void read(byte[] key) throws IOException {
    ends.add((long) key.length);
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
    if (!Arrays.equals(in.readNBytes(key.length), key)) {
      channel.truncate(0);
      write(ByteBuffer.wrap(key), 0);
      return;
    }
    try {
      while (readEntry(in)) {
        // Until the first that is not whole.
      }
    } catch (EOFException e) {
      // The last entry was torn off, and its input is done again.
    }
    keep(entries.size());
  }

  private boolean readEntry(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      return false;
    }
    byte[] content = new byte[length];
    in.readFully(content);
    if (in.readInt() != crc32c(kind, content)) {
      return false;
    }
    if (kind == FAILURE) {
      entries.add(Entry.failed(new String(content, StandardCharsets.UTF_8)));
    } else {
      List<Integer> checksums = new ArrayList<>();
      for (ByteBuffer b = ByteBuffer.wrap(content); b.remaining() >= Integer.BYTES; ) {
        checksums.add(b.getInt());
      }
      entries.add(Entry.row(checksums));
    }
    ends.add(end() + KIND_AND_LENGTH + length + Integer.BYTES);
    return true;
  }

  /** All entries, in the order of the inputs. */
  List<Entry> entries() {
    return entries;
  }

  /** Forgets all entries from {@code count} on. */
  void keep(int count) throws IOException {
    entries.subList(count, entries.size()).clear();
    ends.subList(count + 1, ends.size()).clear();
    channel.truncate(end());
  }

  /** Appends what became of the next input. */
  void add(Entry entry) throws IOException {
    byte[] content = content(entry);
    byte kind = entry.failure() == null ? ROW : FAILURE;
    ByteBuffer bytes = ByteBuffer.allocate(KIND_AND_LENGTH + content.length + Integer.BYTES);
    bytes.put(kind).putInt(content.length).put(content).putInt(crc32c(kind, content)).flip();
    long end = end() + bytes.remaining();
    write(bytes, end());
    entries.add(entry);
    ends.add(end);
  }

  private void write(ByteBuffer bytes, long at) throws IOException {
    long position = at;
    try {
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
    } catch (IOException e) {
      throw new InputException(
          file.toString(), "this cannot be written (" + e.getMessage() + ")", e);
    }
  }

  private static byte[] content(Entry entry) {
    if (entry.failure() != null) {
      byte[] message = entry.failure().getBytes(StandardCharsets.UTF_8);
      return message.length <= LONGEST ? message : Arrays.copyOf(message, LONGEST);
    }
    ByteBuffer checksums = ByteBuffer.allocate(entry.checksums().size() * Integer.BYTES);
    entry.checksums().forEach(checksums::putInt);
    return checksums.array();
  }

  private static int crc32c(byte kind, byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(kind);
    crc.update(content);
    return (int) crc.getValue();
  }

  private long end() {
    return ends.get(ends.size() - 1);
  }

  /** Deletes the journal, as what it is about is finished or given up. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
