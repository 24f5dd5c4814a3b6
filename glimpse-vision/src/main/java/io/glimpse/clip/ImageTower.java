package io.glimpse.clip;

import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.file.Sha256;
import io.glimpse.graph.ClipGraphs;
import io.glimpse.graph.GraphCache;
import io.glimpse.graph.GraphFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * The image network that answers for a model.
 *
 * @param fingerprint of the features that it gives
 * @param folder with the network
 * @param notes for the user
 */
record ImageTower(String fingerprint, GraphFolder folder, List<String> notes)
    implements AutoCloseable {

  /** Its number grows with every change of the arithmetic. */
  private static final String INT8 = "int8-1 ";

  /** The float32 network of a model, whose folder the model closes. */
  static ImageTower float32(ClipModel model) {
    return new ImageTower(model.fingerprint(), model.folder(), List.of());
  }

  /**
   * The int8 network of a model, built and compared with float32 unless that was done before; the
   * float32 network where the comparison fails or there is no int8 form.
   *
   * @param name of the encoder, for messages
   */
  static ImageTower int8(String name, ClipModel model, Path checkpoint, GraphCache cache)
      throws IOException {
    String fingerprint =
        HexFormat.of().formatHex(Sha256.of(INT8 + model.fingerprint(), StandardCharsets.US_ASCII));
    long bytes = Files.size(model.folder().path().resolve(ClipGraphs.IMAGE_WEIGHTS));
    GraphFolder folder = cache.open(fingerprint, bytes, target -> build(model, checkpoint, target));
    Int8Verdict verdict = Int8Verdict.read(folder.path());
    if (verdict.passes()) {
      return new ImageTower(fingerprint, folder, folder.note().stream().toList());
    }
    folder.close();
    return new ImageTower(model.fingerprint(), model.folder(), List.of(verdict.refusal(name)));
  }

  private static void build(ClipModel model, Path checkpoint, Path target) throws IOException {
    String stamp = KnownCheckpoints.stamp(checkpoint);
    try (Checkpoint opened = Checkpoint.open(checkpoint)) {
      if (!opened.fingerprint().equals(model.fingerprint())) {
        throw new CheckpointException(checkpoint, "it was replaced while it was read; try again");
      }
      if (!ClipGraphs.hasInt8(opened.architecture())) {
        new Int8Verdict(null).write(target);
        return;
      }
      ClipGraphs.writeInt8(opened.weights(), opened.architecture(), target);
      KnownCheckpoints.requireUnchanged(checkpoint, stamp);
    } catch (InternalError e) {
      throw ClipModel.cut(checkpoint, e);
    }
    Path int8 = target.resolve(ClipGraphs.IMAGE);
    Path floats = model.folder().path().resolve(ClipGraphs.IMAGE);
    Int8Verdict verdict = Int8Verdict.of(floats, int8, model.facts());
    verdict.write(target);
    if (!verdict.passes()) {
      for (String file : ClipGraphs.files()) {
        Files.deleteIfExists(target.resolve(file));
      }
    }
  }

  Path network() {
    return folder.path().resolve(ClipGraphs.IMAGE);
  }

  @Override
  public void close() {
    folder.close();
  }
}
