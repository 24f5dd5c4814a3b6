package io.glimpse.inference;

import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.Version;
import io.glimpse.image.ImageException;
import io.glimpse.method.Prediction;
import io.glimpse.report.Evidence;
import io.glimpse.report.Origin;
import io.glimpse.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The evidence behind the answers of a predictor, as one page. Not safe for several threads. */
public final class Explanation {

  /** The name of the page in its folder. */
  public static final String FILE = "report.html";

  /**
   * Pictures on one page, each view of a point cloud one; more would make it heavy for a browser.
   */
  private static final int MOST = 500;

  private final Encoder encoder;
  private final EvidenceOf source;
  private final List<Evidence> evidence = new ArrayList<>();
  private int pictures;
  private int left;

  /** A page without answers yet. */
  public Explanation(Predictor predictor) {
    this.encoder = predictor.encoder();
    this.source = new EvidenceOf(predictor);
  }

  /**
   * Adds an image, or a point cloud with all its views, that was answered.
   *
   * @param image by {@link EvidenceOf#pipeline}
   */
  public void add(EncodedImage image, Prediction prediction) throws ImageException {
    int views = image.features().size();
    // Once one is left out, so are all behind it: the page shows the first, not the small.
    if (left > 0 || (pictures + views > MOST && !evidence.isEmpty())) {
      left++;
      return;
    }
    pictures += views;
    evidence.add(source.of(image, prediction));
  }

  /**
   * Writes the page into a folder, which is made if it is missing.
   *
   * @param command what the answers were asked for with, to be shown on the page
   * @param notes that were given meanwhile
   * @return its path
   */
  public Path write(Path folder, String command, List<String> notes) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    List<String> shown = new ArrayList<>();
    if (left > 0) {
      shown.add(
          "The page shows the first %d; %d more were answered.".formatted(evidence.size(), left));
    }
    new Report(
            "What Glimpse saw",
            new Origin(
                Version.current(), encoder.name(), encoder.fingerprint(), command, Instant.now()),
            notes,
            shown,
            List.of(),
            evidence)
        .write(file);
    return file;
  }
}
