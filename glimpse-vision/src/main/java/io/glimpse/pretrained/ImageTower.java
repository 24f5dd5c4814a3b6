package io.glimpse.pretrained;

import io.glimpse.encoder.Int8Verdict;
import io.glimpse.encoder.Int8Verdicts;
import io.glimpse.file.Sha256;
import io.glimpse.graph.EncoderGraphs;
import io.glimpse.graph.GraphCache;
import io.glimpse.graph.GraphFolder;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The image network that answers for a model.
 *
 * @param fingerprint of the features that it gives
 * @param folder with the network
 * @param notes for the user
 */
record ImageTower(String fingerprint, GraphFolder folder, List<String> notes)
    implements AutoCloseable {

  /** Below this cosine to float32, answers would change too often. */
  static final double NEEDED = 0.995;

  /** Its number grows with every change of the arithmetic. */
  private static final String INT8 = "int8-3 ";

  /** Stands in a folder for the network of an architecture that has no int8 form. */
  private static final String NO_INT8 = "no-int8";

  /** The float32 network of a model, whose folder the model closes. */
  static ImageTower float32(CheckpointModel model) {
    return new ImageTower(model.fingerprint(), model.folder(), List.of());
  }

  /**
   * The int8 network of a model, built and compared with float32 unless that was done before; the
   * float32 network where the comparison fails or there is no int8 form.
   *
   * @param name of the encoder, for messages
   */
  static ImageTower int8(
      String name, CheckpointModel model, Path checkpoint, GraphCache cache, Int8Verdicts verdicts)
      throws IOException {
    String fingerprint =
        HexFormat.of().formatHex(Sha256.of(INT8 + model.fingerprint(), StandardCharsets.US_ASCII));
    Optional<Int8Verdict> known = verdicts.find(fingerprint);
    if (known.isPresent() && !known.get().passes(NEEDED)) {
      return refused(model, known.get().refusal(name, NEEDED));
    }
    long bytes = Files.size(model.folder().path().resolve(EncoderGraphs.IMAGE_WEIGHTS));
    GraphFolder folder = cache.open(fingerprint, bytes, target -> build(model, checkpoint, target));
    try {
      if (Files.exists(folder.path().resolve(NO_INT8))) {
        folder.close();
        return refused(
            model,
            "encoder '"
                + name
                + "' has an image network of convolutions, for which there is no int8 form; it"
                + " keeps float32");
      }
      Int8Verdict verdict = verdicts.get(fingerprint, () -> compare(model, folder));
      if (!verdict.passes(NEEDED)) {
        folder.close();
        return refused(model, verdict.refusal(name, NEEDED));
      }
      return new ImageTower(fingerprint, folder, folder.note().stream().toList());
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static ImageTower refused(CheckpointModel model, String reason) {
    return new ImageTower(model.fingerprint(), model.folder(), List.of(reason));
  }

  private static void build(CheckpointModel model, Path checkpoint, Path target)
      throws IOException {
    model.reread(
        checkpoint,
        opened -> {
          if (EncoderGraphs.hasInt8(opened.architecture())) {
            EncoderGraphs.writeInt8(opened.weights(), opened.architecture(), target);
          } else {
            Files.createFile(target.resolve(NO_INT8));
          }
        });
  }

  private static Int8Verdict compare(CheckpointModel model, GraphFolder int8) throws IOException {
    ModelFacts facts = model.facts();
    int threads = Runtime.getRuntime().availableProcessors();
    Path floats = model.folder().path().resolve(EncoderGraphs.IMAGE);
    Path integers = int8.path().resolve(EncoderGraphs.IMAGE);
    try (ImageNetwork exact = new ImageNetwork(floats, facts, threads, Device.CPU);
        ImageNetwork quick = new ImageNetwork(integers, facts, threads, Device.CPU)) {
      return Int8Verdict.of(
          facts.preprocessing(),
          pixels -> exact.globals(pixels, 1).tokens(),
          pixels -> quick.globals(pixels, 1).tokens());
    }
  }

  Path network() {
    return folder.path().resolve(EncoderGraphs.IMAGE);
  }

  @Override
  public void close() {
    folder.close();
  }
}
