package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.Augmentation;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import io.glimpse.image.Picture;
import io.glimpse.image.PictureReader;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes files to features: decodes, prepares and encodes many at once, and hands them out in order.
 *
 * <p>Every thread takes a few files through all steps, so that decoding on one core overlaps with
 * the network on another; only a few batches are ever in memory. A file that cannot be used comes
 * out with its error, and the others go on.
 */
public final class ImagePipeline {

  /**
   * How many files one call of the network takes. A list of files may be encoded in pieces of a
   * multiple of this: the features are the same to the bit.
   */
  public static final int TOGETHER = 4;

  // More gains little and delays the first answer.
  private static final int BATCH = TOGETHER;

  private final Encoder encoder;
  private final PictureReader reader;
  private final int threads;
  private final boolean raw;
  private final boolean globalsOnly;
  private final @Nullable ViewReader views;
  private final Queue<FloatBuffer> buffers = new LinkedBlockingQueue<>();

  /**
   * A pipeline into one encoder.
   *
   * @param threads how many batches are worked on at a time; the encoder should use one thread a
   *     call where there are several
   */
  public ImagePipeline(Encoder encoder, DecodeOptions options, int threads) {
    this(encoder, options, threads, null);
  }

  /**
   * A pipeline that takes files which are no pictures, too.
   *
   * @param views reads such files, each of which comes out as several pictures; null for none
   */
  public ImagePipeline(
      Encoder encoder, DecodeOptions options, int threads, @Nullable ViewReader views) {
    this(encoder, new PictureReader(options), threads, views, false, false);
  }

  private ImagePipeline(
      Encoder encoder,
      PictureReader reader,
      int threads,
      @Nullable ViewReader views,
      boolean raw,
      boolean globalsOnly) {
    this.encoder = encoder;
    this.reader = reader;
    this.threads = threads;
    this.views = views;
    this.raw = raw;
    this.globalsOnly = globalsOnly;
  }

  /** The same pipeline with features as the network gives them, not unit rows. */
  public ImagePipeline raw() {
    return new ImagePipeline(encoder, reader, threads, views, true, globalsOnly);
  }

  /** Whether its rows are to be normalised still. */
  public boolean givesRawRows() {
    return raw && !encoder.givesUnitRows();
  }

  /**
   * The same pipeline with global features alone: the same values, for less work.
   *
   * @param only whether spatial tokens are left out
   */
  public ImagePipeline globalsOnly(boolean only) {
    return new ImagePipeline(encoder, reader, threads, views, raw, only);
  }

  /**
   * Encodes files.
   *
   * @param sink gets every file once, in the order of {@code files}, on the calling thread
   */
  public void run(List<Path> files, Consumer<EncodedImage> sink) {
    new InOrder(threads).run(files, BATCH, this::encode, sink);
  }

  /**
   * Encodes augmented views of files, instead of the files themselves; each is decoded once.
   *
   * @param views how many of each file, at least 1; numbered from 0 on
   * @param sink gets every file once, in the order of {@code files}, on the calling thread
   */
  public void run(
      List<Path> files, Augmentation augmentation, int views, Consumer<EncodedViews> sink) {
    if (views < 1) {
      throw new IllegalArgumentException("a picture cannot have " + views + " views; ask for 1");
    }
    new InOrder(threads)
        .run(files, 1, file -> List.of(encodeViews(file.get(0), augmentation, views)), sink);
  }

  /** Encodes one file, with all that the encoder's threads can do. */
  public EncodedImage run(Path file) {
    return encode(List.of(file)).get(0);
  }

  /**
   * Encodes pictures that are ready, to the rows that this pipeline makes.
   *
   * @param pixels as for {@link Encoder#encodeRawImages}
   */
  public FeatureBatch encode(FloatBuffer pixels, int images) {
    FeatureBatch rows =
        globalsOnly
            ? encoder.encodeRawGlobals(pixels, images)
            : encoder.encodeRawImages(pixels, images);
    return raw ? rows : FeatureBatch.ofTokens(encoder.unit(rows.tokens()), rows.tokensPerImage());
  }

  private List<EncodedImage> encode(List<Path> files) {
    Preprocessing preprocessing = encoder.preprocessing();
    FloatBuffer pixels = buffer();
    List<EncodedImage> done = new ArrayList<>();
    int good = 0;
    for (Path file : files) {
      if (views != null && views.reads(file)) {
        done.add(encodeSides(file, views));
        continue;
      }
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
      FeatureBatch features = encode(pixels.flip(), good);
      int next = 0;
      for (int i = 0; i < done.size(); i++) {
        if (done.get(i).isPrepared()) {
          done.set(i, done.get(i).with(features.read(next, ++next)));
        }
      }
    }
    buffers.add(pixels);
    return done;
  }

  /** Encodes a file that is seen from several sides; its features are those of all of them. */
  private EncodedImage encodeSides(Path file, ViewReader from) {
    ViewReader.Views sides;
    try {
      sides = from.read(file, encoder.preprocessing());
    } catch (ImageException e) {
      return EncodedImage.refused(file, e);
    }
    Matrix all = null;
    FloatBuffer pixels = buffer();
    int perImage = 0;
    for (int next = 0; next < sides.count(); next += BATCH) {
      int some = Math.min(BATCH, sides.count() - next);
      pixels.clear();
      for (int i = next; i < next + some; i++) {
        sides.write(i, pixels);
      }
      FeatureBatch batch = encode(pixels.flip(), some);
      perImage = batch.tokensPerImage();
      if (all == null) {
        all = new Matrix(sides.count() * perImage, batch.dimension());
      }
      all.setRows(next * perImage, batch.tokens());
    }
    buffers.add(pixels);
    if (all == null) {
      throw new IllegalArgumentException(file + " has no view");
    }
    return EncodedImage.seen(file, sides, FeatureBatch.ofTokens(all, perImage));
  }

  private EncodedViews encodeViews(Path file, Augmentation augmentation, int views) {
    Preprocessing preprocessing = encoder.preprocessing();
    Picture picture;
    try {
      picture = reader.read(file);
    } catch (ImageException e) {
      return EncodedViews.refused(file, e);
    }
    FloatBuffer pixels = buffer();
    List<FeatureBatch> features = new ArrayList<>();
    while (features.size() < views) {
      int some = Math.min(BATCH, views - features.size());
      pixels.clear();
      for (int i = 0; i < some; i++) {
        byte[] view = augmentation.view(picture, preprocessing, features.size() + i);
        preprocessing.normalise(view, pixels);
      }
      FeatureBatch batch = encode(pixels.flip(), some);
      for (int i = 0; i < some; i++) {
        features.add(batch.read(i, i + 1));
      }
    }
    buffers.add(pixels);
    return EncodedViews.of(file, features);
  }

  /** An empty buffer for a batch, used before or new. */
  private FloatBuffer buffer() {
    FloatBuffer used = buffers.poll();
    return used != null
        ? used.clear()
        : ByteBuffer.allocateDirect(BATCH * encoder.preprocessing().length() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }
}
