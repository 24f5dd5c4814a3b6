package io.glimpse.cli;

import io.glimpse.bank.Shot;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.image.Augmentation;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Encodes the pictures of a bank, and names each by its content. */
final class EncodedShots {

  private static final int ID_LENGTH = 10;

  private final Set<String> known;
  private final boolean keepTokens;
  private final Console console;
  private final Map<String, Path> seen = new HashMap<>();
  private final Map<String, Integer> labelOf = new HashMap<>();

  /** Of each shot, the features of its views. */
  private final List<List<FeatureBatch>> features = new ArrayList<>();

  private final List<Integer> labels = new ArrayList<>();
  private final List<Shot> shots = new ArrayList<>();

  private EncodedShots(Set<String> known, boolean keepTokens, Console console) {
    this.known = known;
    this.keepTokens = keepTokens;
    this.console = console;
  }

  /**
   * Encodes files; those that cannot be used are failures, and a file whose content came before is
   * left out with a note.
   *
   * @param files in the order of the shots
   * @param classes the class of each file
   * @param views what stands for each file
   * @param known ids that the bank holds already
   * @param keepTokens whether spatial tokens are needed, or global features will do
   */
  static EncodedShots of(
      List<Path> files,
      List<Integer> classes,
      ShotViews views,
      Set<String> known,
      boolean keepTokens,
      Encoder encoder,
      CloudOptions clouds,
      CommonOptions common,
      Console console) {
    EncodedShots encoded = new EncodedShots(known, keepTokens, console);
    ImagePipeline pipeline = clouds.pipeline(encoder, common, console);
    Iterator<Integer> label = classes.iterator();
    try (Progress progress = console.progress("encode", files.size())) {
      if (views.isPlain()) {
        pipeline.run(
            files,
            image -> {
              encoded.add(
                  image.path(), label.next(), () -> List.of(CloudOptions.fused(image.features())));
              progress.step();
            });
      } else {
        pipeline.run(
            files,
            Augmentation.ofSeed(views.seed()),
            views.count(),
            image -> {
              encoded.add(image.path(), label.next(), image::features);
              progress.step();
            });
      }
    }
    return encoded;
  }

  /** Features, or the error of the picture that there are none of. */
  private interface Views {
    List<FeatureBatch> features() throws ImageException;
  }

  private void add(Path file, int label, Views views) {
    try {
      List<FeatureBatch> some = views.features();
      String id = id(file);
      Path before = seen.putIfAbsent(id, file);
      Integer labelBefore = labelOf.putIfAbsent(id, label);
      if (labelBefore != null && labelBefore != label) {
        console.failed(
            file.toString(),
            file + ": this is the same file as " + before + ", which is of another class");
      } else if (before != null) {
        console.note(file + " is the same file as " + before + "; it is used once");
      } else if (known.contains(id)) {
        console.note(file + " is in the bank already; it is left out");
      } else {
        features.add(keepTokens ? some : globals(some));
        labels.add(label);
        shots.add(new Shot(id, file.toString()));
      }
    } catch (ImageException e) {
      console.failed(file, e);
    } catch (IOException e) {
      console.failed(file.toString(), file + ": the file cannot be read again");
    }
  }

  /** Copies, so that the tokens need not stay in memory. */
  private static List<FeatureBatch> globals(List<FeatureBatch> views) {
    return views.stream().map(view -> FeatureBatch.ofGlobals(view.globals().copy())).toList();
  }

  /** What names a file's content within a bank. */
  static String id(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  int size() {
    return shots.size();
  }

  List<Shot> shots() {
    return shots;
  }

  Labels labels() {
    return Labels.of(labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /** All shots with all their views. */
  Shots toShots() {
    int views = features.get(0).size();
    return new Shots(IntStream.range(0, views).mapToObj(this::view).toList(), labels());
  }

  /** One view of all shots behind each other, with spatial tokens if they were kept. */
  private FeatureSource view(int number) {
    FeatureBatch first = features.get(0).get(number);
    int perImage = first.tokensPerImage();
    Matrix all = new Matrix(features.size() * perImage, first.dimension());
    for (int i = 0; i < features.size(); i++) {
      Matrix tokens = features.get(i).get(number).tokens();
      for (int t = 0; t < perImage; t++) {
        all.setRow(i * perImage + t, tokens, t);
      }
    }
    return FeatureBatch.ofTokens(all, perImage);
  }
}
