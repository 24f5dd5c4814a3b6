package io.glimpse.server.upload;

import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a form, {@code multipart/form-data}, from a body in memory. */
final class FormReader implements MultiPart.Parser.Listener {

  private static final int LONGEST_HEADERS = 8 << 10;

  private final int most;
  private final List<Part> parts = new ArrayList<>();
  private Map<String, String> disposition = new HashMap<>();
  private ByteArrayOutputStream content = new ByteArrayOutputStream();
  private boolean complete;
  private @Nullable Throwable failure;

  private FormReader(int most) {
    this.most = most;
  }

  /**
   * The fields, in order.
   *
   * @param contentType has the boundary
   * @param most fields that are taken
   */
  static List<Part> read(byte[] body, String contentType, int most) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null || boundary.isBlank()) {
      throw malformed("has no boundary in its content type");
    }
    FormReader reader = new FormReader(most);
    MultiPart.Parser parser = new MultiPart.Parser(boundary, reader);
    // One more than are taken, so that it is said here what is wrong.
    parser.setMaxParts(most + 1L);
    parser.setPartHeadersMaxLength(LONGEST_HEADERS);
    parser.parse(Content.Chunk.from(ByteBuffer.wrap(body), true));
    if (reader.parts.size() > most) {
      throw new ProblemException(
          Problem.TOO_LARGE,
          "The form has more than the "
              + most
              + " fields that this service takes (max-images). Send fewer pictures at a time.");
    }
    if (reader.failure != null) {
      throw malformed("is not one: a boundary or the headers of a field are wrong");
    }
    if (!reader.complete) {
      throw malformed("has no end");
    }
    return reader.parts;
  }

  private static ProblemException malformed(String what) {
    return new ProblemException(
        Problem.MALFORMED,
        "The form " + what + ". Send multipart/form-data with a field image for each picture.");
  }

  @Override
  public void onPartBegin() {
    disposition = new HashMap<>();
    content = new ByteArrayOutputStream();
  }

  @Override
  public void onPartHeader(String name, String value) {
    if (name.toLowerCase(Locale.ROOT).equals("content-disposition")) {
      HttpField.getValueParameters(value, disposition);
    }
  }

  @Override
  public void onPartContent(Content.Chunk chunk) {
    ByteBuffer bytes = chunk.getByteBuffer();
    content.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
  }

  @Override
  public void onPartEnd() {
    if (parts.size() <= most) {
      String name = disposition.get("name");
      parts.add(
          new Part(name == null ? "" : name, disposition.get("filename"), content.toByteArray()));
    }
  }

  @Override
  public void onComplete() {
    complete = true;
  }

  @Override
  public void onFailure(Throwable why) {
    failure = why;
  }
}
