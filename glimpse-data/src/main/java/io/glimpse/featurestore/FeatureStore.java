package io.glimpse.featurestore;

import io.glimpse.data.Dataset;
import io.glimpse.data.LabelledImage;
import io.glimpse.feature.FeatureSource;
import io.glimpse.file.PathLock;
import io.glimpse.image.ImageException;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Features of one encoder on disk: every picture is encoded once for every kind of views, and never
 * again while it stays the same.
 *
 * <p>Features are written in blocks of up to 256 rows or 64 MB, each complete or absent, so that a
 * killed process continues where it was and no more than a block is ever in memory. Before features
 * are handed out, the digests of their blocks are compared, once; a damaged block is made again.
 * Several processes may use one store: one writes while the others wait for it. A picture whose
 * file has changed is encoded again; one whose file is gone keeps its features.
 *
 * <p>On disk: {@code store.json} names the encoder; {@code <data set>/<views>/000000.json} lists
 * the pictures of a block, whose features are in {@code 000000.global.npy}, float32 {@code [n,
 * views, d]}, and, where they were asked for, {@code 000000.tokens.npy}, {@code [n, views, 1+h·w,
 * d]}.
 *
 * <p>Safe for use by several threads.
 */
public final class FeatureStore {

  /** Whoever writes to the store has a lock on it; blocks that are there are read without. */
  private static final String LOCK = "lock";

  private final Path folder;
  private final ImageEncoder encoder;
  private final StoreStamp stamp;

  private FeatureStore(Path folder, ImageEncoder encoder, StoreStamp stamp) {
    this.folder = folder;
    this.encoder = encoder;
    this.stamp = stamp;
  }

  /**
   * Opens or begins a store.
   *
   * @param folder made if missing
   * @throws FeatureStoreException if the folder holds features of another encoder, kind or version
   */
  public static FeatureStore open(Path folder, ImageEncoder encoder) throws IOException {
    Files.createDirectories(folder);
    StoreStamp stamp = StoreStamp.of(encoder);
    PathLock lock = PathLock.exclusive(folder.resolve(LOCK), () -> {});
    try {
      stamp.claim(folder);
    } finally {
      lock.close();
    }
    return new FeatureStore(folder, encoder, stamp);
  }

  /**
   * The features of pictures; those that the store lacks are encoded first.
   *
   * @param pictures of the data set; may name a picture more than once
   * @param tokens whether spatial tokens are needed, or global features will do
   * @throws IOException if features cannot be written or read; what was encoded before stays
   */
  public StoredFeatures features(
      Dataset dataset, List<LabelledImage> pictures, ViewSpec views, boolean tokens, Notes notes)
      throws IOException {
    Path place =
        folder.resolve(safe(dataset.name())).resolve(views.folderName() + encoder.reading());
    Set<String> paths = new LinkedHashSet<>();
    pictures.forEach(picture -> paths.add(picture.path()));
    Request request = new Request(place, dataset, paths, views, tokens);
    Map<String, String> failures = new HashMap<>();
    Shelf shelf = Shelf.read(place);
    if (!lacking(shelf, request).isEmpty()) {
      String waiting = folder + ": another run is writing to this feature store; waiting for it";
      PathLock lock = PathLock.exclusive(folder.resolve(LOCK), () -> notes.note(waiting));
      try {
        shelf = fill(request, failures, notes);
      } finally {
        lock.close();
      }
    }
    return gather(shelf, pictures, request, failures);
  }

  /**
   * What was asked for.
   *
   * @param place the folder of its blocks
   * @param paths of the pictures, each once
   */
  private record Request(
      Path place, Dataset dataset, Set<String> paths, ViewSpec views, boolean tokens) {}

  /** A name that cannot lead out of the store. */
  private static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    return safe.startsWith(".") || safe.isEmpty() ? "_" + safe : safe;
  }

  /** Encodes what is lacking, under the lock; another process may have done it meanwhile. */
  private Shelf fill(Request request, Map<String, String> failures, Notes notes)
      throws IOException {
    Files.createDirectories(request.place());
    Shelf shelf = Shelf.read(request.place());
    List<String> lacking = lacking(shelf, request);
    discardDamaged(shelf, lacking, request.views(), notes);
    BlockWriter writer =
        new BlockWriter(
            request.place(), shelf.nextBlock(), stamp, request.views(), request.tokens());
    List<Path> files =
        lacking.stream().map(path -> request.dataset().folder().resolve(path)).toList();
    int[] next = {0};
    ImageFiles known = new ImageFiles();
    try (Progress progress = notes.progress("encode", files.size())) {
      encoder.encode(
          files,
          request.views(),
          request.tokens(),
          picture -> {
            String path = lacking.get(next[0]++);
            ImageException error = picture.error();
            if (error == null) {
              add(writer, path, picture, known);
            } else {
              failures.put(path, String.valueOf(error.getMessage()));
            }
            progress.step();
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
    return Shelf.read(request.place());
  }

  private static void add(BlockWriter writer, String path, EncodedFile picture, ImageFiles known) {
    try {
      writer.add(known.row(path, picture.file()), picture.views());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void discardDamaged(Shelf shelf, List<String> lacking, ViewSpec views, Notes notes)
      throws IOException {
    Set<Block> seen = new HashSet<>();
    for (String path : lacking) {
      Shelf.Place at = shelf.place(path);
      if (at != null && seen.add(at.block()) && !at.block().isIntact(stamp, views.count())) {
        notes.note(at.block().file(false) + " is damaged; its pictures are encoded again");
        at.block().discard();
      }
    }
  }

  /** The pictures that have to be encoded. */
  private List<String> lacking(Shelf shelf, Request request) throws IOException {
    List<String> lacking = new ArrayList<>();
    ImageFiles files = new ImageFiles();
    for (String path : request.paths()) {
      Shelf.Place at = shelf.place(path);
      if (at == null
          || (request.tokens() && !at.block().hasTokens())
          || !at.block().isIntact(stamp, request.views().count())
          || files.isChanged(request.dataset().folder().resolve(path), at.picture())) {
        lacking.add(path);
      }
    }
    return lacking;
  }

  private StoredFeatures gather(
      Shelf shelf, List<LabelledImage> pictures, Request request, Map<String, String> failures)
      throws FeatureStoreException {
    List<LabelledImage> good = new ArrayList<>();
    List<Shelf.Place> places = new ArrayList<>();
    List<StoredFeatures.Failure> failed = new ArrayList<>();
    for (LabelledImage picture : pictures) {
      @Nullable String reason = failures.get(picture.path());
      Shelf.Place at = shelf.place(picture.path());
      if (reason != null) {
        failed.add(new StoredFeatures.Failure(picture, reason));
      } else if (at == null) {
        throw new FeatureStoreException(
            folder, "its features of " + picture.path() + " are gone; something else writes here");
      } else {
        good.add(picture);
        places.add(at);
      }
    }
    List<FeatureSource> sources = new ArrayList<>();
    int views = request.views().count();
    for (int v = 0; v < views; v++) {
      sources.add(new StoredSource(places, v, views, request.tokens(), stamp));
    }
    return new StoredFeatures(good, sources, encoder.rows(), failed);
  }
}
