package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.Augmentation;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.PictureNotes;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.nio.FloatBuffer;
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

  private final PictureEncoding encoding;
  private final InOrder inOrder;
  private final PictureNotes told;
  private final @Nullable FeatureMemory memory;

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
        PictureEncoding.of(encoder, new ImageDecoder(options), InOrder.callers(threads))
            .withViews(views),
        new InOrder(threads),
        new PictureNotes(Notes.SILENT, options),
        null);
  }

  private ImagePipeline(
      PictureEncoding encoding,
      InOrder inOrder,
      PictureNotes told,
      @Nullable FeatureMemory memory) {
    this.encoding = encoding;
    this.inOrder = inOrder;
    this.told = told;
    this.memory = memory;
  }

  private ImagePipeline with(PictureEncoding other) {
    return new ImagePipeline(other, inOrder, told, memory);
  }

  /** The encoder at its end. */
  public Encoder encoder() {
    return encoding.encoder();
  }

  /**
   * The same pipeline with another reader of what is no image.
   *
   * @param others null for none
   */
  public ImagePipeline withViews(@Nullable ViewReader others) {
    return with(encoding.withViews(others));
  }

  /**
   * The same pipeline with somebody who hears once of each kind of thing that was found of images.
   */
  public ImagePipeline withNotes(Notes notes) {
    return new ImagePipeline(
        encoding, inOrder, new PictureNotes(notes, reader().options()), memory);
  }

  /** The same pipeline with images that are read otherwise. */
  public ImagePipeline withDecoding(DecodeOptions options, Notes notes) {
    return with(encoding.withReader(new ImageDecoder(options))).withNotes(notes);
  }

  /** Decodes images as this pipeline does. */
  public ImageDecoder reader() {
    return encoding.reader();
  }

  /** The same pipeline with features as the network gives them, not unit rows. */
  public ImagePipeline raw() {
    return with(encoding.asRaw());
  }

  /** Whether its rows are to be normalised still. */
  public boolean givesRawRows() {
    return encoding.raw() && !encoder().givesUnitRows();
  }

  /**
   * The same pipeline with global features alone: the same values, for less work.
   *
   * @param only whether spatial tokens are left out
   */
  public ImagePipeline globalsOnly(boolean only) {
    return with(encoding.withGlobalsOnly(only));
  }

  /**
   * The same pipeline with the small places of every image beside its features, both made of one
   * decoded picture. Inputs that {@code views} reads have none.
   *
   * @throws IllegalArgumentException if they are wanted and the encoder offers none
   */
  public ImagePipeline withLocal(boolean wanted) {
    return with(encoding.withLocal(wanted ? new LocalPass(encoder(), inOrder.callers()) : null));
  }

  /**
   * The same pipeline with images that are cut for their small places, where those are wanted. The
   * features of images stay what they are.
   */
  public ImagePipeline withTiles(Tiling tiles) {
    return with(encoding.withTiling(tiles));
  }

  /**
   * The same pipeline that recalls what it made of an image that comes again, to the same bit. This
   * holds for images that are run one by one ({@link #run(Input)}).
   */
  public ImagePipeline withMemory(FeatureMemory kept) {
    return new ImagePipeline(encoding, inOrder, told, Objects.requireNonNull(kept, "kept"));
  }

  /** How images are cut for their small places. */
  public Tiling tiles() {
    return encoding.tiling();
  }

  /**
   * Encodes images as they come, and holds at most twelve of them a thread at a time, three where
   * they are cut for their small places, none of them decoded longer than its crops take.
   *
   * @param inputs read by one thread at a time, a little ahead of the results
   * @return every input once, in order; to be read by one thread
   */
  public Ordered<EncodedImage> run(Iterator<? extends Input> inputs) {
    return new ToldImages(
        inOrder.run(upcast(inputs), encoding.together(), encoding::encodeAll), told);
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
                input -> List.of(encoding.encodeViews(input.get(0), augmentation, views))),
            told)) {
      images.forEachRemaining(sink);
    }
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
    FeatureMemory.Key key = memory == null ? null : encoding.key(input);
    return memory == null || key == null ? encoding.encode(input) : recalled(input, key, memory);
  }

  /** Rows are kept as the network gives them, and made unit rows of a copy as they always are. */
  private EncodedImage recalled(Input input, FeatureMemory.Key key, FeatureMemory from) {
    FeatureMemory.Kept kept = from.get(key);
    EncodedImage image;
    if (kept == null) {
      image = encoding.asRaw().encode(input);
      kept = image.kept();
      if (kept == null) {
        return image;
      }
      from.put(key, kept);
    } else {
      image = EncodedImage.recalled(input, view -> encoding.crop(input), kept);
    }
    Matrix rows = kept.rows().tokens().copy();
    return image.with(
        FeatureBatch.ofTokens(
            encoding.raw() ? rows : encoder().unit(rows), kept.rows().tokensPerImage()));
  }

  /**
   * Encodes pictures that are ready, to the rows that this pipeline makes.
   *
   * @param pixels as for {@link Encoder#encodeRawImages}
   */
  public FeatureBatch encode(FloatBuffer pixels, int images) {
    return encoding.encode(pixels, images);
  }
}
