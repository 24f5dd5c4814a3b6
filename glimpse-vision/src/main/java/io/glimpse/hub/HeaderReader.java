package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.protobuf.ProtobufReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads a network's file, and refuses what must not come before ONNX Runtime: it is told from what
 * people have in its place, and from what would take the memory, the time or the files of the
 * machine.
 */
final class HeaderReader {

  // Fields of ModelProto, and of OperatorSetIdProto.
  private static final int IMPORT = 8;
  private static final int GRAPH = 7;
  private static final int FUNCTION = 25;
  private static final int DOMAIN = 1;
  private static final int VERSION = 2;

  private static final String LFS_POINTER = "version https://git-lfs";
  private static final String ANEW = "; fetch it anew";

  private final Path file;

  private HeaderReader(Path file) {
    this.file = file;
  }

  /**
   * Reads the file of a network.
   *
   * @throws CheckpointException if it is no ONNX file, or one that is not run
   */
  static NetworkHeader read(Path file) throws IOException {
    try {
      return new HeaderReader(file).read();
    } catch (InternalError e) {
      // Java's way to say that a mapped file lost its end.
      throw new CheckpointException(file, "was cut while it was read", e);
    }
  }

  private NetworkHeader read() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new CheckpointException(file, "is not a regular file");
    }
    ByteBuffer all = map();
    requireNetwork(all);
    GraphScan scan = new GraphScan();
    try {
      boolean isNetwork = false;
      for (ProtobufReader model = new ProtobufReader(all); model.next(); ) {
        switch (model.field()) {
          case IMPORT -> requireSet(model.message());
          case GRAPH -> {
            scan.add(model.message());
            isNetwork = true;
          }
          case FUNCTION ->
              throw new IOException(
                  "defines operators of its own, which are not run; export it with its functions"
                      + " inlined");
          default -> {}
        }
      }
      if (!isNetwork) {
        throw new IOException("is no ONNX file, it has no network" + ANEW);
      }
      return scan.header();
    } catch (IOException e) {
      throw new CheckpointException(file, String.valueOf(e.getMessage()), e);
    }
  }

  private ByteBuffer map() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new CheckpointException(
            file, "has %d bytes, but an ONNX file has less than 2 GB".formatted(channel.size()));
      }
      return channel.map(MapMode.READ_ONLY, 0, channel.size());
    }
  }

  /** Tells it from what servers and version control leave in its place. */
  private void requireNetwork(ByteBuffer all) throws CheckpointException {
    byte[] head = new byte[Math.min(LFS_POINTER.length(), all.remaining())];
    all.get(0, head);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.isEmpty()) {
      throw new CheckpointException(file, "is empty" + ANEW);
    }
    if (text.equals(LFS_POINTER)) {
      throw new CheckpointException(
          file, "is only a pointer of Git LFS; fetch the file itself with 'git lfs pull'");
    }
    if (text.startsWith("<")) {
      throw new CheckpointException(
          file, "is a page of the web and no ONNX file: a server has answered so" + ANEW);
    }
  }

  private static void requireSet(ProtobufReader set) throws IOException {
    String domain = "";
    long version = 0;
    while (set.next()) {
      switch (set.field()) {
        case DOMAIN -> domain = set.string();
        case VERSION -> version = set.integer();
        default -> {}
      }
    }
    OperatorRules.requireSet(domain, version);
  }
}
