package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.image.PictureReader;
import io.glimpse.image.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Takes files to features: decodes, prepares and encodes many at once, and hands them out in order.
 *
 * <p>Every thread takes a few files through all steps, so that decoding on one core overlaps with
 * the network on another; only a few batches are ever in memory. A file that cannot be used comes
 * out with its error, and the others go on.
 */
public final class ImagePipeline {

  /** What one call of a network takes: more gains little and delays the first answer. */
  private static final int BATCH = 4;

  /** Batches under way for every thread, so that none waits for the slowest. */
  private static final int AHEAD = 3;

  private final Encoder encoder;
  private final PictureReader reader;
  private final int threads;
  private final Queue<FloatBuffer> buffers = new LinkedBlockingQueue<>();

  /**
   * A pipeline into one encoder.
   *
   * @param threads how many batches are worked on at a time; the encoder should use one thread a
   *     call where there are several
   */
  public ImagePipeline(Encoder encoder, DecodeOptions options, int threads) {
    this.encoder = encoder;
    this.reader = new PictureReader(options);
    this.threads = threads;
  }

  /**
   * Encodes files.
   *
   * @param sink gets every file once, in the order of {@code files}, on the calling thread
   */
  public void run(List<Path> files, Consumer<EncodedImage> sink) {
    if (threads == 1 || files.size() <= BATCH) {
      for (int from = 0; from < files.size(); from += BATCH) {
        encode(files.subList(from, Math.min(files.size(), from + BATCH))).forEach(sink);
      }
      return;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "glimpse-pictures");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Queue<Future<List<EncodedImage>>> under = new ArrayDeque<>();
      for (int from = 0; from < files.size(); from += BATCH) {
        List<Path> some = files.subList(from, Math.min(files.size(), from + BATCH));
        under.add(pool.submit(() -> encode(some)));
        if (under.size() >= threads * AHEAD) {
          await(under.remove()).forEach(sink);
        }
      }
      while (!under.isEmpty()) {
        await(under.remove()).forEach(sink);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /** Encodes one file, with all that the encoder's threads can do. */
  public EncodedImage run(Path file) {
    return encode(List.of(file)).get(0);
  }

  private static List<EncodedImage> await(Future<List<EncodedImage>> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pictures were encoded", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private List<EncodedImage> encode(List<Path> files) {
    Preprocessing preprocessing = encoder.preprocessing();
    FloatBuffer pixels = buffers.poll();
    if (pixels == null) {
      pixels =
          ByteBuffer.allocateDirect(BATCH * preprocessing.length() * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    pixels.clear();
    List<EncodedImage> done = new ArrayList<>();
    int good = 0;
    for (Path file : files) {
      try {
        byte[] crop = preprocessing.crop(reader.read(file));
        preprocessing.normalise(crop, pixels);
        done.add(EncodedImage.prepared(file, crop));
        good++;
      } catch (ImageException e) {
        done.add(EncodedImage.refused(file, e));
      }
    }
    if (good > 0) {
      FeatureBatch features = encoder.encodeImages(pixels.flip(), good);
      int next = 0;
      for (int i = 0; i < done.size(); i++) {
        if (done.get(i).error() == null) {
          done.set(i, done.get(i).with(features.read(next, ++next)));
        }
      }
    }
    buffers.add(pixels);
    return done;
  }
}
