package io.glimpse.cloud;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Object File Format: {@code OFF} and its variants with colours, normals and texture places,
 * and ModelNet's files, in which the counts are glued to the first word ({@code OFF490 518 0}).
 */
final class OffReader {

  private static final Pattern FIRST_WORD = Pattern.compile("(ST)?C?N?(4)?(n)?OFF(?![A-Za-z])");

  private final CloudSource source;
  private final TextScanner scanner;

  private OffReader(CloudSource source) {
    this.source = source;
    this.scanner = TextScanner.ofWords(source);
  }

  /** Whether a text begins as this format does. */
  static boolean begins(String text) {
    return FIRST_WORD.matcher(text).lookingAt();
  }

  static CloudFile.Raw read(CloudSource source) throws CloudException {
    return new OffReader(source).read();
  }

  private CloudFile.Raw read() throws CloudException {
    readFirstWord();
    int vertices = count("vertices");
    int polygons = count("faces");
    double[] coordinates = new double[3 * vertices];
    for (int v = 0; v < vertices; v++) {
      nextRow("vertices", v, vertices);
      coordinates[3 * v] = scanner.number();
      coordinates[3 * v + 1] = scanner.number();
      coordinates[3 * v + 2] = scanner.number();
    }
    FaceList faces = new FaceList();
    for (int f = 0; f < polygons; f++) {
      nextRow("faces", f, polygons);
      readFace(faces);
    }
    if (scanner.nextWords()) {
      throw source.refuse(
          "line %d goes on behind the %d vertices and %d faces that the header promises",
          scanner.line(), vertices, polygons);
    }
    return new CloudFile.Raw(CloudFormat.OFF, coordinates, faces.toArray(vertices, source));
  }

  private void readFirstWord() throws CloudException {
    scanner.nextWords();
    Matcher word = FIRST_WORD.matcher(scanner.text().strip());
    if (!word.lookingAt()) {
      throw source.refuse("the file does not begin with OFF");
    }
    if (word.group(2) != null || word.group(3) != null) {
      throw source.refuse("%s has another number of axes than three", word.group());
    }
    scanner.skip(word.end());
    if (scanner.hasWord()) {
      int digit = scanner.peek();
      if (digit < '0' || digit > '9') {
        throw source.refuse("OFF files are read as text only; this one says %s", scanner.word());
      }
    } else if (!scanner.nextWords()) {
      throw source.refuse("the file ends where the numbers of vertices and faces should be");
    }
  }

  private int count(String what) throws CloudException {
    long count = scanner.wholeNumber();
    long left = source.length() - (long) scanner.behindLineEnd();
    // Three digits and what separates them, but for the end of the last line.
    if (count < 0) {
      throw source.refuse("line %d promises %d %s", scanner.line(), count, what);
    }
    long least = (what.equals("vertices") ? 6 : 2) * count;
    if (least - 1 > left) {
      throw source.truncated(count + " " + what, least, left);
    }
    return (int) count;
  }

  private void nextRow(String what, int row, int rows) throws CloudException {
    if (!scanner.nextWords()) {
      throw source.refuse(
          "the file ends after %d of the %d %s that its header promises", row, rows, what);
    }
  }

  /** Colours behind the corners are passed over. */
  private void readFace(FaceList faces) throws CloudException {
    long count = scanner.wholeNumber();
    if (count < 1 || count > source.length()) {
      throw source.refuse("line %d has a face of %d corners", scanner.line(), count);
    }
    int[] corners = new int[(int) count];
    for (int i = 0; i < count; i++) {
      corners[i] = scanner.index();
    }
    faces.addPolygon(corners, corners.length);
  }
}
