package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.Augmentation;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.image.PictureNotes;
import io.glimpse.image.Preprocessing;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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
  private final ImageDecoder reader;
  private final boolean raw;
  private final boolean globalsOnly;
  private final PictureNotes told;
  private final @Nullable FeatureMemory memory;
  private final @Nullable ViewReader views;
  private final @Nullable LocalPass local;
  private final Tiling tiling;
  private final InOrder inOrder;
  private final PixelBuffers buffers;

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
    this(
        encoder,
        new ImageDecoder(options),
        new InOrder(threads),
        new PixelBuffers(BATCH * encoder.preprocessing().length(), InOrder.callers(threads)),
        views,
        null,
        Tiling.ONE,
        false,
        false,
        new PictureNotes(Notes.SILENT, options),
        null);
  }

  private ImagePipeline(
      Encoder encoder,
      ImageDecoder reader,
      InOrder inOrder,
      PixelBuffers buffers,
      @Nullable ViewReader views,
      @Nullable LocalPass local,
      Tiling tiling,
      boolean raw,
      boolean globalsOnly,
      PictureNotes told,
      @Nullable FeatureMemory memory) {
    this.encoder = encoder;
    this.reader = reader;
    this.inOrder = inOrder;
    this.buffers = buffers;
    this.views = views;
    this.local = local;
    this.tiling = tiling;
    this.raw = raw;
    this.globalsOnly = globalsOnly;
    this.told = told;
    this.memory = memory;
  }

  /** The encoder at its end. */
  public Encoder encoder() {
    return encoder;
  }

  /**
   * The same pipeline with another reader of what is no image.
   *
   * @param others null for none
   */
  public ImagePipeline withViews(@Nullable ViewReader others) {
    return new ImagePipeline(
        encoder, reader, inOrder, buffers, others, local, tiling, raw, globalsOnly, told, memory);
  }

  /**
   * The same pipeline with somebody who hears once of each kind of thing that was found of images.
   */
  public ImagePipeline withNotes(Notes notes) {
    return with(reader, notes);
  }

  /** The same pipeline with images that are read otherwise. */
  public ImagePipeline withDecoding(DecodeOptions options, Notes notes) {
    return with(new ImageDecoder(options), notes);
  }

  private ImagePipeline with(ImageDecoder other, Notes notes) {
    PictureNotes hears = new PictureNotes(notes, other.options());
    return new ImagePipeline(
        encoder, other, inOrder, buffers, views, local, tiling, raw, globalsOnly, hears, memory);
  }

  /** Decodes images as this pipeline does. */
  public ImageDecoder reader() {
    return reader;
  }

  /** The same pipeline with features as the network gives them, not unit rows. */
  public ImagePipeline raw() {
    return new ImagePipeline(
        encoder, reader, inOrder, buffers, views, local, tiling, true, globalsOnly, told, memory);
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
    return new ImagePipeline(
        encoder, reader, inOrder, buffers, views, local, tiling, raw, only, told, memory);
  }

  /**
   * The same pipeline with the small places of every image beside its features, both made of one
   * decoded picture. Inputs that {@code views} reads have none.
   *
   * @throws IllegalArgumentException if they are wanted and the encoder offers none
   */
  public ImagePipeline withLocal(boolean wanted) {
    LocalPass pass = wanted ? new LocalPass(encoder, inOrder.callers()) : null;
    return new ImagePipeline(
        encoder, reader, inOrder, buffers, views, pass, tiling, raw, globalsOnly, told, memory);
  }

  /**
   * The same pipeline with images that are cut for their small places, where those are wanted. The
   * features of images stay what they are.
   */
  public ImagePipeline withTiles(Tiling tiles) {
    return new ImagePipeline(
        encoder, reader, inOrder, buffers, views, local, tiles, raw, globalsOnly, told, memory);
  }

  /**
   * The same pipeline that recalls what it made of an image that comes again, to the same bit. This
   * holds for images that are run one by one ({@link #run(Input)}).
   */
  public ImagePipeline withMemory(FeatureMemory kept) {
    Objects.requireNonNull(kept, "kept");
    return new ImagePipeline(
        encoder,
        reader,
        inOrder,
        buffers,
        views,
        local,
        tiling,
        raw,
        globalsOnly,
        told,
        Objects.requireNonNull(kept, "kept"));
  }

  /** How images are cut for their small places. */
  public Tiling tiles() {
    return tiling;
  }

  /**
   * Encodes images as they come, and holds at most twelve of them a thread at a time, three where
   * they are cut for their small places, none of them decoded longer than its crops take.
   *
   * @param inputs read by one thread at a time, a little ahead of the results
   * @return every input once, in order; to be read by one thread
   */
  public Ordered<EncodedImage> run(Iterator<? extends Input> inputs) {
    return new ToldImages(inOrder.run(upcast(inputs), together(), this::encode), told);
  }

  /**
   * Encodes images.
   *
   * @param sink gets every input once, in order, on the calling thread
   */
  public void run(Iterable<? extends Input> inputs, Consumer<EncodedImage> sink) {
    try (Ordered<EncodedImage> images = run(inputs.iterator())) {
      images.forEachRemaining(sink);
    }
  }

  /**
   * Encodes augmented views of images, instead of the images themselves; each is decoded once.
   *
   * @param views how many of each, at least 1; numbered from 0 on
   * @param sink gets every input once, in order, on the calling thread, with a feature a view
   */
  public void run(
      Iterable<? extends Input> inputs,
      Augmentation augmentation,
      int views,
      Consumer<EncodedImage> sink) {
    if (views < 1) {
      throw new IllegalArgumentException("an image cannot have " + views + " views; ask for 1");
    }
    try (Ordered<EncodedImage> images =
        new ToldImages(
            inOrder.run(
                upcast(inputs.iterator()),
                1,
                input -> List.of(encodeViews(input.get(0), augmentation, views))),
            told)) {
      images.forEachRemaining(sink);
    }
  }

  /** The places of one image that is cut are as large as thousands of features. */
  private int together() {
    return local == null || tiling.isOne() ? BATCH : 1;
  }

  @SuppressWarnings("unchecked") // An iterator only gives.
  private static Iterator<Input> upcast(Iterator<? extends Input> inputs) {
    return (Iterator<Input>) inputs;
  }

  /**
   * Encodes one image on the calling thread. Of many callers, two for each of the pipeline's
   * threads are at work, and the others wait for their turn.
   */
  public EncodedImage run(Input input) {
    EncodedImage image = inOrder.inTurn(() -> one(input));
    told.hear(input.name(), image.findings());
    return image;
  }

  private EncodedImage one(Input input) {
    FeatureMemory.Key key = memory == null ? null : key(input);
    return memory == null || key == null
        ? encode(List.of(input)).get(0)
        : recalled(input, key, memory);
  }

  /** Null where there is nothing to recall: it is no image, or cannot be read. */
  private FeatureMemory.@Nullable Key key(Input input) {
    if (views != null && views.reads(input)) {
      return null;
    }
    try {
      return new FeatureMemory.Key(
          input.digest(),
          encoder.id(),
          reader.options(),
          globalsOnly,
          local == null ? null : tiling);
    } catch (IOException e) {
      // Reading it anew says why.
      return null;
    }
  }

  /** Rows are kept as the network gives them, and made unit rows of a copy as they always are. */
  private EncodedImage recalled(Input input, FeatureMemory.Key key, FeatureMemory from) {
    FeatureMemory.Kept kept = from.get(key);
    EncodedImage image;
    if (kept == null) {
      image = (raw ? this : raw()).encode(List.of(input)).get(0);
      kept = image.kept();
      if (kept == null) {
        return image;
      }
      from.put(key, kept);
    } else {
      image = EncodedImage.recalled(input, view -> crop(input), kept);
    }
    Matrix rows = kept.rows().tokens().copy();
    return image.with(
        FeatureBatch.ofTokens(raw ? rows : encoder.unit(rows), kept.rows().tokensPerImage()));
  }

  /** For people, of an image that was read before. */
  private byte[] crop(Input input) {
    try {
      return encoder.preprocessing().crop(reader.read(input));
    } catch (ImageException e) {
      throw new UncheckedIOException(e);
    }
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

  private List<EncodedImage> encode(List<Input> inputs) {
    Preprocessing preprocessing = encoder.preprocessing();
    FloatBuffer pixels = buffers.take();
    List<EncodedImage> done = new ArrayList<>();
    int good = 0;
    for (Input input : inputs) {
      if (views != null && views.reads(input)) {
        done.add(encodeSides(input, views));
        continue;
      }
      try {
        Image picture = reader.read(input);
        LocalImage places = places(input, picture);
        byte[] crop = preprocessing.crop(picture);
        preprocessing.normalise(crop, pixels);
        done.add(EncodedImage.prepared(input, crop, places, picture.findings()));
        good++;
      } catch (ImageException e) {
        done.add(EncodedImage.refused(input, e));
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
    buffers.giveBack(pixels);
    return done;
  }

  private @Nullable LocalImage places(Input input, Image picture) throws ImageException {
    return local == null ? null : local.of(input.name(), picture, tiling);
  }

  /** Encodes a file that is seen from several sides; its features are those of all of them. */
  private EncodedImage encodeSides(Input input, ViewReader from) {
    ViewReader.Views sides;
    try {
      sides = from.read(input, encoder.preprocessing());
    } catch (ImageException e) {
      return EncodedImage.refused(input, e);
    }
    return EncodedImage.seen(input, sides, encodeMany(sides.count(), sides::write));
  }

  private EncodedImage encodeViews(Input input, Augmentation augmentation, int views) {
    Preprocessing preprocessing = encoder.preprocessing();
    Image picture;
    LocalImage places;
    try {
      picture = reader.read(input);
      places = places(input, picture);
    } catch (ImageException e) {
      return EncodedImage.refused(input, e);
    }
    return EncodedImage.augmented(
        input,
        encodeMany(
            views,
            (view, pixels) ->
                preprocessing.normalise(augmentation.view(picture, preprocessing, view), pixels)),
        places,
        picture.findings());
  }

  /** Writes the network's input of a view behind what a buffer holds. */
  private interface View {
    void write(int view, FloatBuffer pixels);
  }

  /** Encodes many views of one thing, a batch at a time. */
  private FeatureBatch encodeMany(int count, View each) {
    Matrix all = null;
    int perImage = 0;
    FloatBuffer pixels = buffers.take();
    for (int next = 0; next < count; next += BATCH) {
      int some = Math.min(BATCH, count - next);
      pixels.clear();
      for (int i = next; i < next + some; i++) {
        each.write(i, pixels);
      }
      FeatureBatch batch = encode(pixels.flip(), some);
      perImage = batch.tokensPerImage();
      if (all == null) {
        all = new Matrix(count * perImage, batch.dimension());
      }
      all.setRows(next * perImage, batch.tokens());
    }
    buffers.giveBack(pixels);
    if (all == null) {
      throw new IllegalArgumentException("there is no view to encode");
    }
    return FeatureBatch.ofTokens(all, perImage);
  }
}
