package io.glimpse.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Names what a file is that is no picture of a format that is read, by its first bytes: what people
 * meet under the names of pictures.
 */
final class ForeignFormat {

  /** What it takes to tell all of them: the name of a tar is at 257, of an SVG behind comments. */
  static final int HEAD = 1024;

  /** The bytes at a place, ISO 8859-1, and what they tell. */
  private record Mark(int at, String bytes, String name) {

    static Mark image(String bytes, String name) {
      return new Mark(0, bytes, name);
    }

    static Mark other(String bytes, String name) {
      return other(0, bytes, name);
    }

    static Mark other(int at, String bytes, String name) {
      return new Mark(at, bytes, noPicture(name));
    }
  }

  /** The first that fits counts. */
  private static final List<Mark> MARKS =
      List.of(
          Mark.image("\u00ff\n", "JPEG XL"),
          Mark.image("\0\0\0\fJXL \r\n\u0087\n", "JPEG XL"),
          Mark.image("\0\0\0\fjP  \r\n\u0087\n", "JPEG 2000"),
          Mark.image("\u00ffO\u00ffQ", "JPEG 2000"),
          Mark.image("II\u00bc", "JPEG XR"),
          Mark.image("8BPS", "a Photoshop file (PSD)"),
          Mark.image("gimp xcf", "a GIMP file (XCF)"),
          Mark.image("v/1\1", "OpenEXR"),
          Mark.image("#?RADIANCE", "Radiance HDR"),
          Mark.image("DDS ", "a texture (DDS)"),
          Mark.image("qoif", "QOI"),
          Mark.image("SIMPLE  =", "FITS"),
          Mark.image("\0\0\1\0", "an icon (ICO)"),
          Mark.image("\0\0\2\0", "a cursor (CUR)"),
          new Mark(128, "DICM", "DICOM"),
          Mark.image("P1\n", "Netpbm"),
          Mark.image("P2\n", "Netpbm"),
          Mark.image("P3\n", "Netpbm"),
          Mark.image("P4\n", "Netpbm"),
          Mark.image("P5\n", "Netpbm"),
          Mark.image("P6\n", "Netpbm"),
          Mark.image("P7\n", "Netpbm"),
          Mark.image("FUJIFILMCCD-RAW", "a camera's raw file (Fujifilm's RAF)"),
          Mark.image("IIRO", "a camera's raw file (Olympus's ORF)"),
          Mark.image("IIRS", "a camera's raw file (Olympus's ORF)"),
          Mark.image("IIU\0", "a camera's raw file (Panasonic's RW2)"),
          Mark.image("FOVb", "a camera's raw file (Sigma's X3F)"),
          Mark.other("%PDF-", "a PDF document"),
          Mark.other("%!PS", "PostScript"),
          Mark.other("\u00c5\u00d0\u00d3\u00c6", "PostScript"),
          Mark.other("\u001aE\u00df\u00a3", "a video (Matroska or WebM)"),
          Mark.other("FLV\1", "a video (FLV)"),
          Mark.other("\0\0\1\u00ba", "a video (MPEG)"),
          Mark.other("\0\0\1\u00b3", "a video (MPEG)"),
          Mark.other("0&\u00b2u", "a video (Windows Media)"),
          Mark.other(8, "AVI ", "a video (AVI)"),
          Mark.other(8, "WAVE", "sound (WAV)"),
          Mark.other("OggS", "sound or a video (Ogg)"),
          Mark.other("ID3", "sound (MP3)"),
          Mark.other("fLaC", "sound (FLAC)"),
          Mark.other("PK\5\6", "an empty archive (ZIP)"),
          Mark.other("\u001f\u008b", "an archive (gzip)"),
          Mark.other("BZh", "an archive (bzip2)"),
          Mark.other("\u00fd7zXZ\0", "an archive (xz)"),
          Mark.other("7z\u00bc\u00af", "an archive (7z)"),
          Mark.other("Rar!", "an archive (RAR)"),
          Mark.other("(\u00b5/\u00fd", "an archive (Zstandard)"),
          Mark.other(257, "ustar", "an archive (tar)"),
          Mark.other("\u0089HDF\r\n\u001a\n", "data (HDF5)"),
          Mark.other("\u0093NUMPY", "an array (.npy)"),
          Mark.other(8, "{\"", "weights of a model (safetensors)"),
          Mark.other("GGUF", "weights of a model (GGUF)"),
          Mark.other(4, "TFL3", "a model (TensorFlow Lite)"),
          Mark.other("\u0080\2", "a PyTorch file or another pickle"),
          Mark.other("\u0080\3", "a PyTorch file or another pickle"),
          Mark.other("\u0080\4", "a PyTorch file or another pickle"),
          Mark.other("\u0080\5", "a PyTorch file or another pickle"),
          Mark.other("PAR1", "a table (Parquet)"),
          Mark.other("SQLite format 3", "a database (SQLite)"),
          Mark.other("\u00d0\u00cf\u0011\u00e0", "an Office document or a Thumbs.db"),
          Mark.other(4, "Bud1", "a .DS_Store of macOS"),
          Mark.other("\0\5\26\7", "what macOS keeps beside a file (AppleDouble)"),
          Mark.other("\u007fELF", "a program"),
          Mark.other("MZ", "a program"),
          Mark.other("\u00ca\u00fe\u00ba\u00be", "a program"));

  private ForeignFormat() {}

  /**
   * What to throw for a file that is none of the formats that are read.
   *
   * @param head its first {@value #HEAD} bytes, or all where there are fewer
   * @param read the formats that are read
   */
  static ImageException refusal(Source head, String read) {
    String text = text(head);
    if (text.startsWith("version https://git-lfs")) {
      return head.refuse(
          "this is only a pointer of Git LFS; fetch the file itself with 'git lfs pull'");
    }
    if (text.startsWith("/annex/objects/")) {
      return head.refuse(
          "this is only a pointer of git-annex; fetch the file itself with 'git annex get'");
    }
    String what = what(head, text);
    return what.isEmpty()
        ? head.refuse("the format is not supported; Glimpse reads %s", read)
        : head.refuse("the format is not supported: this is %s; Glimpse reads %s", what, read);
  }

  private static String noPicture(String name) {
    return name + ", no picture";
  }

  private static String what(Source head, String text) {
    if (head.has(4, "ftyp")) {
      return boxed(head);
    }
    if (head.has(0, "PK\3\4")) {
      return noPicture(zipped(head));
    }
    for (Mark mark : MARKS) {
      if (head.has(mark.at(), mark.bytes())) {
        return mark.name();
      }
    }
    if (isOnnx(head)) {
      return noPicture("a model (ONNX)");
    }
    if (isZero(head)) {
      return "nothing but zeros, as an interrupted copy leaves them";
    }
    return text.isEmpty() ? "" : noPicture(written(text));
  }

  /** Of the family of MP4, which names its kind and those that it is compatible with. */
  private static String boxed(Source head) {
    StringBuilder brands = new StringBuilder();
    for (int at = 8; at + 4 <= Math.min(head.length(), 64); at += 4) {
      for (int i = at; i < at + 4; i++) {
        brands.append((char) (head.bytes()[i] & 0xff));
      }
      brands.append(' ');
    }
    String all = brands.toString();
    String first = all.isEmpty() ? "" : all.substring(0, 4);
    if (first.startsWith("avi") || (first.startsWith("mif") && all.contains("avif"))) {
      return "AVIF";
    }
    if (first.startsWith("he") || first.startsWith("mif") || first.startsWith("msf")) {
      return "HEIC (HEIF)";
    }
    if (first.equals("crx ")) {
      return "a camera's raw file (Canon's CR3)";
    }
    if (first.startsWith("M4A")) {
      return noPicture("sound (M4A)");
    }
    return noPicture(first.equals("qt  ") ? "a video (QuickTime)" : "a video (MP4)");
  }

  private static String zipped(Source head) {
    int length = Math.min(HEAD, head.length());
    String start = new String(head.bytes(), 0, length, StandardCharsets.ISO_8859_1);
    if (start.contains("/data.pkl") || start.contains("/version")) {
      return "a PyTorch file";
    }
    if (start.contains("word/") || start.contains("[Content_Types].xml")) {
      return "an Office document";
    }
    return start.contains(".npy") ? "arrays (.npz)" : "an archive (ZIP)";
  }

  /** A protobuf of the version of its language, then the name of who wrote it. */
  private static boolean isOnnx(Source head) {
    byte[] bytes = head.bytes();
    if (bytes.length < 8 || bytes[0] != 8 || bytes[1] < 1 || bytes[1] > 32 || bytes[2] != 0x12) {
      return false;
    }
    int end = 4 + bytes[3];
    for (int i = 4; i < Math.min(end, bytes.length); i++) {
      if (bytes[i] < ' ') {
        return false;
      }
    }
    return bytes[3] >= 0;
  }

  private static boolean isZero(Source head) {
    int length = Math.min(HEAD, head.length());
    return Arrays.equals(head.bytes(), 0, length, new byte[length], 0, length);
  }

  private static String written(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("<svg")) {
      return "SVG, a drawing in text";
    }
    if (lower.startsWith("<!doctype html")
        || lower.startsWith("<html")
        || lower.startsWith("<head")
        || (lower.startsWith("<") && lower.contains("<html"))) {
      return "a web page";
    }
    if (lower.startsWith("<?xml")) {
      return "XML";
    }
    if (lower.startsWith("{") || lower.startsWith("[")) {
      return "text (JSON)";
    }
    return "text";
  }

  /** The head without what stands before the first character; empty where it is not text. */
  private static String text(Source head) {
    byte[] bytes = head.bytes();
    int length = Math.min(bytes.length, HEAD);
    for (int i = 0; i < length; i++) {
      int c = bytes[i] & 0xff;
      boolean isControl = c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
      if (isControl || c == 0x7f) {
        return "";
      }
    }
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    // Where many characters are none of UTF-8, it is no text of today.
    long strange = text.chars().filter(c -> c == '\ufffd').count();
    String trimmed = text.startsWith("\ufeff") ? text.substring(1).strip() : text.strip();
    return strange * 8 > text.length() ? "" : trimmed;
  }
}
