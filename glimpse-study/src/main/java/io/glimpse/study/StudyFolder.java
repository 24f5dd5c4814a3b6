package io.glimpse.study;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.feature.EncoderId;
import io.glimpse.file.AtomicFile;
import io.glimpse.file.PathLock;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The folder of a study, held by one process at a time. */
public final class StudyFolder implements AutoCloseable {

  private static final String STAMP = "study.json";

  /** Facts of some hundred data sets stay below this. */
  private static final int MOST_BYTES = 64 << 20;

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path folder;
  private final PathLock lock;
  private StudyStamp stamp;

  private StudyFolder(Path folder, PathLock lock, StudyStamp stamp) {
    this.folder = folder;
    this.lock = lock;
    this.stamp = stamp;
  }

  /**
   * Opens or begins a study.
   *
   * @throws StudyException if another process holds it, or it is of another version
   */
  public static StudyFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    PathLock lock =
        PathLock.tryExclusive(folder.resolve("lock"))
            .orElseThrow(
                () ->
                    StudyException.elsewhere(
                        folder, "another run is at work on this study; wait for it, or ", null));
    try {
      return new StudyFolder(folder, lock, stamp(folder));
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * What a study's folder says of itself.
   *
   * @throws StudyException if it cannot be read, or is of another version
   */
  public static StudyStamp stamp(Path folder) throws IOException {
    Path file = folder.resolve(STAMP);
    if (!Files.exists(file)) {
      if (Files.exists(folder.resolve(ResultLog.FILE))) {
        throw StudyException.elsewhere(
            folder, "holds results but no " + STAMP + " that says whose; ", null);
      }
      return StudyStamp.NEW;
    }
    StudyStamp found;
    try {
      found = JSON.treeToValue(StrictJson.read(file, MOST_BYTES), StudyStamp.class);
    } catch (MalformedJsonException | JacksonException e) {
      throw StudyException.elsewhere(file, "this is no manifest of a study; ", e);
    }
    if (found == null) {
      throw StudyException.elsewhere(file, "this is no manifest of a study; ", null);
    }
    if (found.format() != StudyStamp.FORMAT) {
      throw StudyException.elsewhere(
          folder,
          String.format(
              "is a study of format %d, and this Glimpse writes %d; ",
              found.format(), StudyStamp.FORMAT),
          null);
    }
    return found;
  }

  /** Where the files are. */
  public Path path() {
    return folder;
  }

  /**
   * Refuses a name with the character that parts the keys of results.
   *
   * @param what has the name, such as {@code a data set}
   * @throws IllegalArgumentException saying so
   */
  public static void requireKey(String what, String name) {
    if (name.indexOf('|') >= 0) {
      throw new IllegalArgumentException(
          "the name of " + what + " cannot have '|' in it: '" + name + "'; rename it");
    }
  }

  /** A name for a sub-folder that leads nowhere else. */
  public static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.startsWith(".") || safe.isEmpty() ? "_" + safe : safe;
  }

  /**
   * Remembers an encoder, a data set and what is to be run, or refuses another encoder of the same
   * name.
   *
   * @throws StudyException if results of another encoder of that name are there
   */
  void claim(StudyData data, List<Cell> cells) throws IOException {
    EncoderId encoder = data.encoder();
    String before = stamp.encoders().get(encoder.name());
    if (before != null && !before.equals(encoder.fingerprint())) {
      throw StudyException.elsewhere(
          folder,
          String.format(
              "its results of encoder '%s' are of another one (%.12s, not %.12s); ",
              encoder.name(), before, encoder.fingerprint()),
          null);
    }
    Map<String, String> encoders = new LinkedHashMap<>(stamp.encoders());
    encoders.put(encoder.name(), encoder.fingerprint());
    Map<String, StudyStamp.Facts> datasets = new LinkedHashMap<>(stamp.datasets());
    Map<String, String> tests =
        stamp.facts(data.dataset(), encoder.name()).map(StudyStamp.Facts::tests).orElse(Map.of());
    datasets.put(StudyStamp.key(data.dataset(), encoder.name()), data.facts().with(tests));
    Map<String, String> unopened = new LinkedHashMap<>(stamp.unopened());
    unopened.remove(data.dataset());
    write(encoders, datasets, cells, unopened);
  }

  /**
   * Remembers the test set of a claimed data set, so that results of another are told from its own.
   *
   * @param tests digests by how the things were drawn
   */
  void remember(StudyData data, Map<String, String> tests) throws IOException {
    String key = StudyStamp.key(data.dataset(), data.encoder().name());
    StudyStamp.Facts facts = Objects.requireNonNull(stamp.datasets().get(key), key);
    Map<String, String> all = new LinkedHashMap<>(facts.tests());
    all.putAll(tests);
    if (!all.equals(facts.tests())) {
      Map<String, StudyStamp.Facts> datasets = new LinkedHashMap<>(stamp.datasets());
      datasets.put(key, facts.with(all));
      write(stamp.encoders(), datasets, List.of(), stamp.unopened());
    }
  }

  /** Remembers what was to be run on a data set that could not be opened. */
  void lack(String dataset, List<Cell> cells, String reason) throws IOException {
    Map<String, String> unopened = new LinkedHashMap<>(stamp.unopened());
    unopened.put(dataset, reason);
    write(stamp.encoders(), stamp.datasets(), cells, unopened);
  }

  private void write(
      Map<String, String> encoders,
      Map<String, StudyStamp.Facts> datasets,
      List<Cell> cells,
      Map<String, String> unopened)
      throws IOException {
    Set<String> planned = new LinkedHashSet<>(stamp.planned());
    cells.forEach(cell -> planned.add(cell.key()));
    stamp = new StudyStamp(StudyStamp.FORMAT, encoders, datasets, List.copyOf(planned), unopened);
    byte[] json = JSON.writeValueAsBytes(stamp);
    AtomicFile.write(folder.resolve(STAMP), out -> out.write(json));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
