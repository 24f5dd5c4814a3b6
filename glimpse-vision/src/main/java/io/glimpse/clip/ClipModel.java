package io.glimpse.clip;

import io.glimpse.checkpoint.Checkpoint;
import io.glimpse.graph.ClipGraphs;
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
 * @param notes for the user
 */
record ClipModel(String fingerprint, ModelFacts facts, GraphFolder folder, List<String> notes)
    implements AutoCloseable {

  /**
   * Opens a checkpoint: checks all of it and builds its networks, unless both was done before and
   * its files have not changed since.
   *
   * @throws IOException if the checkpoint is damaged or not a CLIP model; the message says where
   */
  static ClipModel open(Path checkpoint, GraphCache cache, KnownCheckpoints known)
      throws IOException {
    String stamp = KnownCheckpoints.stamp(checkpoint);
    Optional<GraphFolder> built = known.fingerprint(stamp).flatMap(cache::find);
    if (built.isPresent()) {
      GraphFolder folder = built.get();
      String fingerprint = String.valueOf(folder.path().getFileName());
      return new ClipModel(fingerprint, ModelFacts.read(folder.path()), folder, List.of());
    }
    try (Checkpoint opened = Checkpoint.open(checkpoint)) {
      ModelFacts facts = ModelFacts.of(opened.architecture(), opened.preprocessing());
      String fingerprint = opened.fingerprint();
      GraphFolder folder =
          cache.open(
              fingerprint,
              target -> {
                ClipGraphs.write(opened.weights(), opened.architecture(), target);
                facts.write(target);
              });
      known.add(stamp, fingerprint);
      List<String> notes = new ArrayList<>(opened.notes());
      folder.note().ifPresent(notes::add);
      return new ClipModel(fingerprint, facts, folder, notes);
    }
  }

  @Override
  public void close() {
    folder.close();
  }
}
