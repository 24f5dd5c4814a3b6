package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.cloud.CloudReader;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ViewReader;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.ImageException;
import io.glimpse.image.PictureReader;
import io.glimpse.image.Preprocessing;
import io.glimpse.method.Prediction;
import io.glimpse.method.Vote;
import io.glimpse.page.Crop;
import io.glimpse.report.Answer;
import io.glimpse.report.Evidence;
import io.glimpse.report.Origin;
import io.glimpse.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evidence behind the answers of {@code glimpse classify}, as one page. */
final class Explanation {

  static final String FILE = "report.html";

  /**
   * Pictures on one page, each view of a point cloud one; more would make it heavy for a browser.
   */
  private static final int MOST = 500;

  private final LoadedClassifier model;
  private final Encoder encoder;
  private final PictureReader reader;
  private final ViewReader clouds;
  private final String command;
  private final List<Evidence> evidence = new ArrayList<>();
  private final Map<Integer, @Nullable Crop> crops = new HashMap<>();
  private int pictures;
  private int left;

  /**
   * A page without answers yet.
   *
   * @param clouds draws the shots that are point clouds
   */
  Explanation(
      LoadedClassifier model,
      Encoder encoder,
      ViewReader clouds,
      CommonOptions common,
      List<String> arguments) {
    this.model = model;
    this.encoder = encoder;
    this.reader = new PictureReader(common.decoding(true));
    this.clouds = clouds;
    this.command = CommandText.of(arguments);
  }

  /** Adds a picture, or a point cloud with all its views, that was answered. */
  void add(EncodedImage image, Prediction prediction) throws ImageException {
    FeatureBatch features = image.features();
    // Once one is left out, so are all behind it: the page shows the first, not the small.
    if (left > 0 || (pictures + features.size() > MOST && !evidence.isEmpty())) {
      left++;
      return;
    }
    pictures += features.size();
    List<Crop> views = new ArrayList<>();
    for (int view = 0; view < features.size(); view++) {
      views.add(crop(image.crop(view)));
    }
    evidence.add(
        new Evidence(
            image.path().toString(),
            null,
            views,
            List.of(answer(model.asked(features), prediction))));
  }

  private Crop crop(byte[] rgb) {
    return Crop.of(rgb, encoder.preprocessing().size());
  }

  private Answer answer(FeatureBatch asked, Prediction prediction) {
    return AnswerEvidence.of(
        model.classifier().method().name(),
        model.classifier(),
        asked,
        prediction,
        encoder,
        model.text().weights(),
        this::source,
        this::crop);
  }

  private String source(int key) {
    Shot shot = shot(key);
    return shot == null ? "the mean of several examples" : shot.source();
  }

  /** The shot that a key was made of; null where the method made keys of groups of shots. */
  private @Nullable Shot shot(int key) {
    Bank bank = model.bank();
    return bank == null || key == Vote.SEVERAL ? null : bank.shots().get(key);
  }

  /** The picture of a key, if the bank's file is still the one that it was made of. */
  private @Nullable Crop crop(int key) {
    if (!crops.containsKey(key)) {
      crops.put(key, read(shot(key)));
    }
    return crops.get(key);
  }

  private @Nullable Crop read(@Nullable Shot shot) {
    if (shot == null) {
      return null;
    }
    try {
      Path file = Path.of(shot.source());
      // The path is whatever the bank says: a pipe would be waited for, a device never end.
      if (!Files.isRegularFile(CloudReader.file(file))
          || !EncodedShots.id(file).equals(shot.id())) {
        return null;
      }
      Preprocessing preprocessing = encoder.preprocessing();
      // All clouds show the same side, so that they can be compared.
      return crop(
          clouds.reads(file)
              ? clouds.read(file, preprocessing).crop(0)
              : preprocessing.crop(reader.read(file)));
    } catch (IOException | InvalidPathException e) {
      // The bank is whole without its files: the page says where the shot came from.
      return null;
    }
  }

  /** Writes the page into a folder, which is made if it is missing; gives its path. */
  Path write(Path folder, Console console) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    List<String> notes = new ArrayList<>();
    if (left > 0) {
      notes.add(
          "The page shows the first %d; %d more were answered.".formatted(evidence.size(), left));
    }
    new Report(
            "What Glimpse saw",
            new Origin(
                VersionInfo.version(),
                encoder.name(),
                encoder.fingerprint(),
                command,
                Instant.now()),
            console.notes(),
            notes,
            List.of(),
            evidence)
        .write(file);
    return file;
  }
}
