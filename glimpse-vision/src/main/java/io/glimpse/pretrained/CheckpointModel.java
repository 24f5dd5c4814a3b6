package io.glimpse.pretrained;

import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.graph.EncoderGraphs;
import io.glimpse.graph.GraphCache;
import io.glimpse.graph.GraphFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint whose networks are built.
 *
 * @param folder with the networks
 * @param assumptions sentences on what was assumed or left aside when the checkpoint was read
 * @param isNew whether it was read now, and not at an earlier opening
 */
record CheckpointModel(
    String fingerprint,
    ModelFacts facts,
    GraphFolder folder,
    List<String> assumptions,
    boolean isNew)
    implements AutoCloseable {

  /**
   * Opens a checkpoint: checks all of it and builds its networks, unless both was done before and
   * its files have not changed since.
   *
   * @throws IOException if the checkpoint is damaged or not a CLIP model; the message says where
   */
  static CheckpointModel open(Path checkpoint, GraphCache cache, KnownCheckpoints known)
      throws IOException {
    String stamp = KnownCheckpoints.stamp(checkpoint);
    KnownCheckpoints.Reading before = known.find(stamp);
    Optional<GraphFolder> built =
        before == null ? Optional.empty() : cache.find(before.fingerprint());
    if (before != null && built.isPresent()) {
      GraphFolder folder = built.get();
      ModelFacts facts = ModelFacts.read(folder.path()).withTexts(before.texts());
      return new CheckpointModel(before.fingerprint(), facts, folder, before.assumptions(), false);
    }
    try (Checkpoint opened = Checkpoint.open(checkpoint)) {
      ModelFacts facts = ModelFacts.of(opened);
      String fingerprint = opened.fingerprint();
      GraphFolder folder =
          cache.open(
              fingerprint,
              EncoderGraphs.bytes(opened.weights()),
              target -> {
                EncoderGraphs.write(opened.weights(), opened.architecture(), target);
                facts.write(target);
                KnownCheckpoints.requireUnchanged(checkpoint, stamp);
              });
      known.add(stamp, new KnownCheckpoints.Reading(fingerprint, facts.texts(), opened.notes()));
      return new CheckpointModel(fingerprint, facts, folder, opened.notes(), true);
    } catch (InternalError e) {
      throw cut(checkpoint, e);
    }
  }

  /** What to throw for Java's way to say that a mapped file lost its end. */
  static CheckpointException cut(Path checkpoint, InternalError e) {
    return new CheckpointException(checkpoint, "it was cut while it was read", e);
  }

  /** What is made of a checkpoint. */
  interface Use {
    void of(Checkpoint checkpoint) throws IOException;
  }

  /**
   * Reads the checkpoint once more, for another network of this model.
   *
   * @throws CheckpointException if it is another one by now, or becomes another meanwhile
   */
  void reread(Path checkpoint, Use use) throws IOException {
    String stamp = KnownCheckpoints.stamp(checkpoint);
    try (Checkpoint opened = Checkpoint.open(checkpoint)) {
      if (!opened.fingerprint().equals(fingerprint)) {
        throw new CheckpointException(checkpoint, "it was replaced while it was read; try again");
      }
      use.of(opened);
      KnownCheckpoints.requireUnchanged(checkpoint, stamp);
    } catch (InternalError e) {
      throw cut(checkpoint, e);
    }
  }

  /** For the user of this opening of it. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(isNew ? assumptions : List.of());
    folder.note().ifPresent(notes::add);
    return notes;
  }

  @Override
  public void close() {
    folder.close();
  }
}
