package io.glimpse.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * A folder with an exported classifier, a page that runs it in a browser and the runtime that the
 * page needs. Any static server shows it, without a network behind it.
 */
public final class ExportPage {

  /** The model, within the folder. */
  static final String MODEL = "classifier.onnx";

  private static final String FACTS = "classifier.json";
  private static final String RUNTIME = "runtime";

  /** Within the jar the runtime's program is kept compressed, to a quarter. */
  private static final String COMPRESSED = ".gz";

  private static final List<String> PAGE =
      List.of("index.html", "style.css", "icon.svg", "page.js", "classifier.js", "pictures.js");
  private static final List<String> OF_RUNTIME =
      List.of("ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm" + COMPRESSED, "LICENSE.txt");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClassifierExport export;

  /** The page of an export that begins with pictures. */
  public ExportPage(ClassifierExport export) {
    this.export = export;
  }

  /**
   * Refuses a folder that could not be written, before anything is made for it.
   *
   * @throws FileSystemException if it is no folder, or cannot be written
   */
  public static void requireWritable(Path folder) throws IOException {
    Path existing = folder.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      // The root of a file system is there.
      existing = Objects.requireNonNull(existing.getParent());
    }
    if (!Files.isDirectory(existing)) {
      throw new FileSystemException(
          folder.toString(), null, existing + " is a file; name a folder for the page");
    }
    if (!Files.isWritable(existing)) {
      throw new FileSystemException(folder.toString(), null, existing + " cannot be written");
    }
  }

  /**
   * Writes the folder. Files of an earlier page are replaced, others stay; the page itself comes
   * last, so that it is there when all is.
   *
   * @return the files that were written, the model first
   * @throws IOException if one cannot be written, or the model is too large for a browser
   */
  public List<Path> write(Path folder) throws IOException {
    if (!export.isOneFile()) {
      throw new IOException(
          folder
              + ": the model is larger than the 2 GB that a browser takes; export it without the"
              + " page");
    }
    Files.createDirectories(folder.resolve(RUNTIME));
    List<Path> written = new ArrayList<>(export.write(folder.resolve(MODEL)));
    Path facts = folder.resolve(FACTS);
    AtomicFile.write(facts, out -> out.write(JSON.writeValueAsBytes(export.metadata())));
    written.add(facts);
    for (String name : OF_RUNTIME) {
      written.add(copy(RUNTIME + "/" + name, folder.resolve(RUNTIME)));
    }
    for (int i = PAGE.size() - 1; i >= 0; i--) {
      written.add(copy("page/" + PAGE.get(i), folder));
    }
    return List.copyOf(written);
  }

  private static Path copy(String resource, Path folder) throws IOException {
    String name = resource.substring(resource.indexOf('/') + 1);
    boolean isCompressed = name.endsWith(COMPRESSED);
    Path target =
        folder.resolve(
            isCompressed ? name.substring(0, name.length() - COMPRESSED.length()) : name);
    try (InputStream stored = ExportPage.class.getResourceAsStream(resource)) {
      if (stored == null) {
        throw new IllegalStateException("the resource " + resource + " is missing from the jar");
      }
      InputStream content = isCompressed ? new GZIPInputStream(stored) : stored;
      AtomicFile.write(target, content::transferTo);
    }
    return target;
  }
}
