package io.glimpse.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Says that a file is not there, and why it may be there all the same. */
public final class MissingFile {

  /** What stands for bytes that are no character. */
  private static final char LOST = '\ufffd';

  private MissingFile() {}

  /**
   * A sentence without the file's name.
   *
   * @param name as it was given
   */
  public static String sentence(String name) {
    return "there is no such file" + hint(name);
  }

  /**
   * A clause for a name some of whose characters were lost on the way from the command line, or
   * would be on the way to the system; empty for others.
   */
  public static String hint(String name) {
    if (name.indexOf(LOST) >= 0) {
      return "; its name holds bytes that are not " + system() + ": name its folder instead";
    }
    return system().newEncoder().canEncode(name)
        ? ""
        : "; its name holds characters that are not in "
            + system()
            + ", which the system's locale asks for: name its folder, or set a locale of UTF-8";
  }

  /** How names of files become bytes. */
  private static Charset system() {
    String name = System.getProperty("sun.jnu.encoding", "");
    return name.isEmpty() || !Charset.isSupported(name)
        ? StandardCharsets.UTF_8
        : Charset.forName(name);
  }
}
