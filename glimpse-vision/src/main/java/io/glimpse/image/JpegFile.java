package io.glimpse.image;

import java.io.ByteArrayOutputStream;

/**
 * The structure of a JPEG file: its size, the meaning of its components, its EXIF orientation, and
 * a copy of it that holds nothing but the picture.
 *
 * <p>That copy keeps the decoder from colour profiles, thumbnails and other application data, which
 * Pillow ignores too, and replaces the decoder's guesses about the colour space by libjpeg's.
 */
final class JpegFile {

  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;

  /** Real files have at most some dozens; a decoder walks the whole picture for each. */
  private static final int MAX_SCANS = 200;

  /**
   * As many as any encoder writes by itself; more are refused where pixels times scans are many.
   */
  private static final int FEW_SCANS = 20;

  private static final long MAX_WORK = 1_500_000_000;

  private static final int UNKNOWN = -1;

  /** Colours as they are stored. */
  static final int NO_TRANSFORM = 0;

  /** Luminance and chroma. */
  static final int YCC = 1;

  private static final int YCCK = 2;

  private final Source source;
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();
  private int width;
  private int height;
  private int[] componentIds = {};
  private boolean jfif;
  private int adobeTransform = UNKNOWN;
  private int orientation = Orientation.UPRIGHT;
  private int firstScan;

  /** How the components are to be taken whatever the file says; {@value #UNKNOWN} for its way. */
  private final int stated;

  private JpegFile(Source source, int stated) {
    this.source = source;
    this.stated = stated;
  }

  /** Walks the segments up to the first scan, then counts the scans. */
  static JpegFile parse(Source source) throws ImageException {
    return parse(source, UNKNOWN);
  }

  /**
   * Of a part of a TIFF, which says itself how the components are to be taken.
   *
   * @param transform {@link #NO_TRANSFORM} or {@link #YCC}
   */
  static JpegFile parse(Source source, int transform) throws ImageException {
    JpegFile file = new JpegFile(source, transform);
    int at = 2;
    while (file.firstScan == 0) {
      at = file.segment(at);
    }
    file.countScans();
    return file;
  }

  private int segment(int start) throws ImageException {
    int at = start;
    // libjpeg steps over stray bytes, and a marker may be preceded by any number of fill bytes.
    while (source.u8(at) != 0xff || source.u8(at + 1) == 0xff || source.u8(at + 1) == 0) {
      at++;
    }
    int marker = source.u8(at + 1);
    if (marker == END_OF_IMAGE) {
      throw source.refuse("the JPEG ends before its picture");
    }
    if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      return at + 2;
    }
    if (marker == START_OF_SCAN) {
      if (componentIds.length == 0) {
        throw source.damaged("JPEG", null);
      }
      firstScan = at;
      return at;
    }
    int length = source.u16be(at + 2);
    source.require(at + 2L, Math.max(length, 2));
    if (isFrame(marker)) {
      frame(at + 4);
    } else if (marker >= APP0 && marker <= APP15) {
      application(marker, at + 4, length - 2);
    }
    if ((marker < APP0 || marker > APP15) && marker != COMMENT) {
      tables.write(source.bytes(), at, 2 + length);
    }
    return at + 2 + length;
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private void frame(int at) throws ImageException {
    if (source.u8(at) != 8) {
      throw source.refuse("JPEG with %d bits a sample is not supported", source.u8(at));
    }
    height = source.u16be(at + 1);
    width = source.u16be(at + 3);
    componentIds = new int[source.u8(at + 5)];
    if (componentIds.length != 1 && componentIds.length != 3 && componentIds.length != 4) {
      throw source.refuse("JPEG with %d components is not supported", componentIds.length);
    }
    for (int i = 0; i < componentIds.length; i++) {
      componentIds[i] = source.u8(at + 6 + 3L * i);
    }
  }

  private void application(int marker, int at, int length) throws ImageException {
    if (marker == APP0 && source.has(at, "JFIF\0")) {
      jfif = true;
    } else if (marker == APP14 && length >= 12 && source.has(at, "Adobe")) {
      adobeTransform = source.u8(at + 11);
    } else if (marker == APP1 && orientation == Orientation.UPRIGHT && source.has(at, "Exif\0\0")) {
      orientation = Orientation.find(source, at);
    }
  }

  private void countScans() throws ImageException {
    byte[] bytes = source.bytes();
    int scans = 0;
    for (int at = firstScan; at < bytes.length - 1; at++) {
      if (bytes[at] == (byte) 0xff && bytes[at + 1] == (byte) START_OF_SCAN) {
        scans++;
      }
    }
    // A TIFF has many parts, which share their bytes perhaps.
    int most = stated == UNKNOWN ? MAX_SCANS : FEW_SCANS;
    if (scans > most) {
      throw source.refuse("JPEG with %d scans, the limit is %d", scans, most);
    }
    if (scans > FEW_SCANS && (long) scans * width * height > MAX_WORK) {
      throw source.refuse(
          "JPEG of %d x %d pixels with %d scans, which would take a minute", width, height, scans);
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** 1, 3 or 4. */
  int components() {
    return componentIds.length;
  }

  /** As EXIF says, 1 to 8. */
  int orientation() {
    return orientation;
  }

  /** Whether four components are luminance, chroma and black instead of four inks. */
  boolean isYcck() {
    return transform() == YCCK;
  }

  /** How libjpeg takes the components. */
  private int transform() {
    if (stated != UNKNOWN) {
      return stated;
    }
    if (componentIds.length == 4) {
      return adobeTransform == YCCK ? YCCK : NO_TRANSFORM;
    }
    if (jfif) {
      return YCC;
    }
    if (adobeTransform != UNKNOWN) {
      return adobeTransform == NO_TRANSFORM ? NO_TRANSFORM : YCC;
    }
    boolean named =
        componentIds.length == 3
            && componentIds[0] == 'R'
            && componentIds[1] == 'G'
            && componentIds[2] == 'B';
    return named ? NO_TRANSFORM : YCC;
  }

  /** Whether four components are inks of Adobe's, 255 for none, as in any file of its own. */
  boolean isInverted() {
    return stated == UNKNOWN;
  }

  /** The file without application data, the colour space stated outright. */
  byte[] pictureOnly() {
    byte[] bytes = source.bytes();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(32 + tables.size() + bytes.length - firstScan);
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    if (componentIds.length > 1) {
      byte[] adobe = {
        (byte) 0xff, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
      };
      adobe[15] = (byte) transform();
      out.writeBytes(adobe);
    }
    out.writeBytes(tables.toByteArray());
    out.write(bytes, firstScan, bytes.length - firstScan);
    return out.toByteArray();
  }
}
