package io.glimpse.cli;

import io.glimpse.bank.Shot;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
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
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Encodes the pictures of a bank, and names each by its content. */
final class EncodedShots {

  private static final int ID_LENGTH = 10;

  private final List<FeatureBatch> features = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Shot> shots = new ArrayList<>();

  private EncodedShots() {}

  /**
   * Encodes files; those that cannot be used are failures, and a file whose content came before is
   * left out with a note.
   *
   * @param files in the order of the shots
   * @param classes the class of each file
   * @param known ids that the bank holds already
   * @param keepTokens whether spatial tokens are needed, or global features will do
   */
  static EncodedShots of(
      List<Path> files,
      List<Integer> classes,
      Set<String> known,
      boolean keepTokens,
      Encoder encoder,
      CommonOptions common,
      Console console) {
    EncodedShots encoded = new EncodedShots();
    Map<String, Path> seen = new HashMap<>();
    Map<Path, Integer> classOf = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      classOf.put(files.get(i), classes.get(i));
    }
    int[] next = {0};
    try (Progress progress = console.progress("encode", files.size())) {
      new ImagePipeline(encoder, common.decoding(true), common.threads())
          .run(
              files,
              image -> {
                int label = classes.get(next[0]++);
                Path file = image.path();
                try {
                  FeatureBatch all = image.features();
                  String id = id(file);
                  Path before = seen.putIfAbsent(id, file);
                  if (before != null && !classOf.get(before).equals(label)) {
                    console.failed(
                        file.toString(),
                        file + ": this is the same file as " + before + ", of another class");
                  } else if (before != null) {
                    console.note(file + " is the same file as " + before + "; it is used once");
                  } else if (known.contains(id)) {
                    console.note(file + " is in the bank already; it is left out");
                  } else {
                    encoded.features.add(
                        keepTokens ? all : FeatureBatch.ofGlobals(all.globals().copy()));
                    encoded.labels.add(label);
                    encoded.shots.add(new Shot(id, file.toString()));
                  }
                } catch (ImageException e) {
                  console.failed(file, e);
                } catch (IOException e) {
                  console.failed(file.toString(), file + ": the file cannot be read again");
                }
                progress.step();
              });
    }
    return encoded;
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

  int[] labels() {
    return labels.stream().mapToInt(Integer::intValue).toArray();
  }

  /** All shots behind each other, with spatial tokens if they were kept. */
  FeatureBatch features() {
    int perImage = features.get(0).tokensPerImage();
    Matrix all = new Matrix(features.size() * perImage, features.get(0).dimension());
    for (int i = 0; i < features.size(); i++) {
      for (int t = 0; t < perImage; t++) {
        all.setRow(i * perImage + t, features.get(i).tokens(), t);
      }
    }
    return FeatureBatch.ofTokens(all, perImage);
  }
}
