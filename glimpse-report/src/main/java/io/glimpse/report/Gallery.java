package io.glimpse.report;

import io.glimpse.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A page of pictures side by side, in rows that each say something about them. The same gallery
 * gives the same bytes.
 *
 * @param title the heading
 * @param origin where it comes from
 * @param notes said at the foot; may be empty
 * @param sections in the order shown
 */
public record Gallery(
    String title, Origin origin, List<String> notes, List<GallerySection> sections) {

  public Gallery {
    notes = List.copyOf(notes);
    sections = List.copyOf(sections);
  }

  /**
   * Writes the page. A file that was there is replaced in one step, or kept if writing fails.
   *
   * @param file its folder must exist
   */
  public void write(Path file) throws IOException {
    byte[] page = html().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(page));
  }

  /** The page, in markup that an XML parser takes too. */
  String html() {
    return new GalleryPage(this).html();
  }
}
