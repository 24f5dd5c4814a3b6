package io.glimpse.image;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Unpacks the strips and tiles of a TIFF. Each gives as many bytes as its pixels need, or is
 * refused: the JDK's reader leaves black what data that end early do not fill, without a word, so
 * that only the codes of faxes are left to it.
 */
final class TiffSegments {

  /** Copied and walked for each part, the tables must not cost much more than reading the file. */
  private static final int MOST_READINGS = 4;

  private static final long FEW_TABLES = 1L << 26;

  private static final int TIFF_HEADER = 8;
  private static final int SHORT = 3;
  private static final int LONG = 4;

  private final Source source;
  private final TiffFormat format;
  private final TiffGrid grid;
  private final PlatformReaders readers;
  private final JpegDecoder jpeg;
  private final byte[] tables;
  private final LzwData lzw = new LzwData();

  TiffSegments(
      Source source, TiffFormat format, TiffGrid grid, PlatformReaders readers, JpegDecoder jpeg)
      throws ImageException {
    this.source = source;
    this.format = format;
    this.grid = grid;
    this.readers = readers;
    this.jpeg = jpeg;
    this.tables = format.compression() == TiffCompression.JPEG ? format.jpegTables() : new byte[0];
    requireFewTables();
  }

  private void requireFewTables() throws ImageException {
    long all = (long) tables.length * grid.segments();
    if (all > Math.max(FEW_TABLES, (long) MOST_READINGS * source.length())) {
      throw source.refuse(
          "the TIFF has JPEG tables of %d bytes for each of %d parts, which are %d bytes together",
          tables.length, grid.segments(), all);
    }
  }

  /** The bytes of a segment's rows, each {@link TiffGrid#rowBytes} long, samples as stored. */
  byte[] unpack(int segment) throws IOException {
    int wanted = grid.rows(segment) * grid.rowBytes();
    byte[] in = source.bytes();
    int from = grid.offset(segment);
    int end = from + grid.count(segment);
    if (format.compression() == TiffCompression.JPEG) {
      // Its bits have their own order.
      return jpeg(segment, Arrays.copyOfRange(in, from, end));
    }
    if (format.isReversed()) {
      in = reversed(in, from, end);
      end -= from;
      from = 0;
    }
    if (format.compression().isFax()) {
      return fax(segment, in, from, end);
    }
    byte[] out = new byte[wanted];
    int got =
        switch (format.compression()) {
          case LZW -> lzw(in, from, end, out);
          case DEFLATE -> inflate(in, from, end, out);
          case PACK_BITS -> unpackBits(in, from, end, out);
          default -> copy(in, from, end, out);
        };
    if (got < wanted) {
      throw source.refuse(
          "the TIFF data are truncated, part %d of %d holds %d of %d bytes",
          segment + 1, grid.segments(), got, wanted);
    }
    return out;
  }

  private static byte[] reversed(byte[] in, int from, int end) {
    byte[] reversed = new byte[end - from];
    for (int i = 0; i < reversed.length; i++) {
      reversed[i] = (byte) (Integer.reverse(in[from + i]) >>> 24);
    }
    return reversed;
  }

  private static int copy(byte[] in, int from, int end, byte[] out) {
    int count = Math.min(out.length, end - from);
    System.arraycopy(in, from, out, 0, count);
    return count;
  }

  private int lzw(byte[] in, int from, int end, byte[] out) throws ImageException {
    if (LzwData.isOld(in, from, end)) {
      throw source.refuse("TIFF compressed as the LZW of TIFF 5 is not supported");
    }
    return lzw.unpack(in, from, end, out);
  }

  private static int inflate(byte[] in, int from, int end, byte[] out) throws IOException {
    try {
      return DeflateData.unpack(in, from, end, out);
    } catch (DataFormatException e) {
      throw new IOException(e);
    }
  }

  private static int unpackBits(byte[] in, int from, int end, byte[] out) {
    int at = from;
    int written = 0;
    while (written < out.length && at < end) {
      int head = in[at++];
      if (head >= 0) {
        int count = Math.min(Math.min(head + 1, out.length - written), end - at);
        System.arraycopy(in, at, out, written, count);
        at += head + 1;
        written += count;
      } else if (head != Byte.MIN_VALUE && at < end) {
        int count = Math.min(1 - head, out.length - written);
        Arrays.fill(out, written, written + count, in[at++]);
        written += count;
      }
    }
    return written;
  }

  /** Each is a JPEG without what all have in common, and goes through the walls of a JPEG. */
  private byte[] jpeg(int segment, byte[] part) throws IOException {
    // The tables end with a marker of the end, and the part begins with one of the beginning.
    int shared = Math.max(0, tables.length - 2);
    int own = shared == 0 ? 0 : 2;
    ByteBuffer whole = ByteBuffer.allocate(shared + Math.max(0, part.length - own));
    whole.put(tables, 0, shared).put(part, Math.min(own, part.length), whole.remaining());
    int colours = format.colours() == TiffColours.YCBCR ? JpegFile.YCC : JpegFile.NO_TRANSFORM;
    Source stream = new Source(source.name(), whole.array());
    JpegFile file = JpegFile.parse(stream, colours);
    requireFit(segment, file);
    return jpeg.decodePart(stream, file).samples();
  }

  /** Before it is decoded: a JPEG may say that it has far more pixels than its part. */
  private void requireFit(int segment, JpegFile file) throws ImageException {
    int rows = grid.rows(segment);
    if (file.width() != grid.segmentWidth()
        || file.height() < rows
        || file.height() > grid.mostRows(segment)
        || file.components() != format.together()) {
      throw source.refuse(
          "part %d of the TIFF is a JPEG of %dx%d pixels of %d samples, where %dx%d of %d are"
              + " needed",
          segment + 1,
          file.width(),
          file.height(),
          file.components(),
          grid.segmentWidth(),
          rows,
          format.together());
    }
  }

  /** By the JDK's reader, from a TIFF of nothing but these rows. */
  private byte[] fax(int segment, byte[] in, int from, int end) throws IOException {
    int rows = grid.rows(segment);
    int[][] tags = {
      {256, LONG, grid.segmentWidth()},
      {257, LONG, rows},
      {258, SHORT, 1},
      {259, SHORT, format.compression().code()},
      {262, SHORT, 1},
      {273, LONG, TIFF_HEADER},
      {277, SHORT, 1},
      {278, LONG, rows},
      {279, LONG, end - from},
      {292, LONG, format.faxOptions()},
    };
    int length = end - from + ((end - from) & 1);
    ByteBuffer file =
        ByteBuffer.allocate(TIFF_HEADER + length + 2 + 12 * tags.length + 4)
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(TIFF_HEADER + length);
    file.put(in, from, end - from).position(TIFF_HEADER + length);
    file.putShort((short) tags.length);
    for (int[] tag : tags) {
      file.putShort((short) tag[0]).putShort((short) tag[1]).putInt(1).putInt(tag[2]);
    }
    ImageReader reader = readers.tiff(file.array());
    try {
      Damage damage = new Damage();
      reader.addIIOReadWarningListener(damage);
      Raster raster = reader.read(0).getRaster();
      if (damage.seen || !(raster.getDataBuffer() instanceof DataBufferByte bits)) {
        throw source.damaged("TIFF", null);
      }
      return bits.getData();
    } finally {
      reader.dispose();
    }
  }

  /** Notes whether the decoder met a code of no meaning, which it only warns of. */
  private static final class Damage implements IIOReadWarningListener {

    private boolean seen;

    @Override
    public void warningOccurred(ImageReader reader, String warning) {
      seen = true;
    }
  }
}
