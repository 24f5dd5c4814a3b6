package io.glimpse.cli;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.PointCloud;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.FeatureSource;
import io.glimpse.feature.Labels;
import io.glimpse.feature.Shots;
import io.glimpse.file.Sha256;
import io.glimpse.image.Augmentation;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.multiview.ViewBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Encodes the pictures of a bank, and names each by its content. */
final class EncodedShots {

  private static final int ID_LENGTH = 10;

  /** The bank that shots are added to; null for one that is yet to be made. */
  private final @Nullable Bank known;

  private final ClassSet classes;
  private final ShotViews how;
  private final boolean rawRows;
  private final Console console;
  private final Map<String, Path> seen = new HashMap<>();
  private final Map<String, Integer> labelOf = new HashMap<>();

  /** Of each shot, the features of its views. */
  private final List<List<FeatureBatch>> features = new ArrayList<>();

  /** Of each shot that is a cloud, the features of the sides that it was drawn from. */
  private final List<FeatureBatch> drawn = new ArrayList<>();

  private final List<Integer> labels = new ArrayList<>();
  private final List<Shot> shots = new ArrayList<>();

  private EncodedShots(
      @Nullable Bank known, ClassSet classes, ShotViews how, boolean rawRows, Console console) {
    this.known = known;
    this.classes = classes;
    this.how = how;
    this.rawRows = rawRows;
    this.console = console;
  }

  /**
   * Encodes files; those that cannot be used are failures, and a file whose content came before is
   * left out with a note.
   *
   * @param labelled in the order of the shots
   * @param views what stands for each file
   * @param known the bank that they are added to; null for a new one
   * @param pipeline with spatial tokens where they are needed
   */
  static EncodedShots of(
      FoldersOfClasses.Labelled labelled,
      ShotViews views,
      @Nullable Bank known,
      ImagePipeline pipeline,
      Console console) {
    // The mean of a picture's views is taken before it is normalised; that of a cloud's
    // sides, which are fused as unit rows, after.
    ImagePipeline rows = views.kind() == BankKind.CLOUDS ? pipeline : pipeline.raw();
    EncodedShots encoded =
        new EncodedShots(known, labelled.classes(), views, rows.givesRawRows(), console);
    List<Path> files = labelled.files();
    Iterator<Integer> label = labelled.labels().iterator();
    try (Progress progress = console.progress("encode", files.size())) {
      if (views.isPlain()) {
        rows.run(
            files,
            image -> {
              encoded.add(image.path(), label.next(), () -> List.of(image.features()));
              progress.step();
            });
      } else {
        rows.run(
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
      how.kind().require(file);
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
      } else if (known != null && known.classOf(id).isPresent()) {
        String holder = known.classOf(id).get();
        if (holder.equals(classes.name(label))) {
          console.note(file + " is in the bank already; it is left out");
        } else {
          console.failed(
              file.toString(), file + ": this is a shot of '" + holder + "' in the bank already");
        }
      } else {
        if (how.kind() == BankKind.CLOUDS) {
          drawn.addAll(some);
          some = some.stream().map(this::fused).toList();
        }
        features.add(some);
        labels.add(label);
        shots.add(new Shot(id, file.toString()));
      }
    } catch (ImageException | CloudException e) {
      console.failed(file, e);
    } catch (IOException e) {
      console.failed(file.toString(), file + ": the file cannot be read again");
    }
  }

  private FeatureBatch fused(FeatureBatch sides) {
    return how.fusion().fuse(new ViewBatch(sides, sides.size()));
  }

  /** What names the content of a file, or of a row of one, within a bank. */
  static String id(Path file) throws IOException {
    String hash =
        CloudReader.isRow(file)
            ? HexFormat.of().formatHex(Sha256.begin().digest(row(file)))
            : Sha256.of(file);
    return hash.substring(0, ID_LENGTH);
  }

  /** The coordinates of one cloud of a file with many, which is not read whole for it. */
  private static byte[] row(Path file) throws CloudException {
    PointCloud cloud = CloudReader.read(file).points();
    ByteBuffer bytes = ByteBuffer.allocate(cloud.size() * 3 * Float.BYTES);
    for (int i = 0; i < cloud.size(); i++) {
      bytes.putFloat((float) cloud.x(i)).putFloat((float) cloud.y(i)).putFloat((float) cloud.z(i));
    }
    return bytes.array();
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

  /**
   * All shots with all their views; clouds as they were fused.
   *
   * @param raw whether pictures are wanted as the encoder gives them, and not as unit rows
   */
  Shots toShots(boolean raw) {
    return rawRows && !raw ? Shots.ofRaw(views(), labels()) : new Shots(views(), labels());
  }

  private List<FeatureSource> views() {
    return IntStream.range(0, features.get(0).size()).mapToObj(this::view).toList();
  }

  /** All shots, which are clouds, by the sides that they were drawn from. */
  ViewBatch drawn() {
    FeatureBatch first = drawn.get(0);
    int perCloud = first.tokens().rows();
    Matrix all = new Matrix(drawn.size() * perCloud, first.dimension());
    for (int i = 0; i < drawn.size(); i++) {
      all.setRows(i * perCloud, drawn.get(i).tokens());
    }
    return new ViewBatch(FeatureBatch.ofTokens(all, first.tokensPerImage()), first.size());
  }

  /** One view of all shots behind each other, with spatial tokens if they were kept. */
  private FeatureSource view(int number) {
    FeatureBatch first = features.get(0).get(number);
    int perImage = first.tokensPerImage();
    Matrix all = new Matrix(features.size() * perImage, first.dimension());
    for (int i = 0; i < features.size(); i++) {
      all.setRows(i * perImage, features.get(i).get(number).tokens());
    }
    return FeatureBatch.ofTokens(all, perImage);
  }
}
