package io.glimpse.encoder;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.Augmentation;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How files become features, and the work of it: a few files at a time are decoded, prepared and
 * encoded on the calling thread. Many threads may share one.
 *
 * @param buffers for the network's input
 * @param views reads what is no image; null for none
 * @param local looks at small places; null where they are not wanted
 * @param tiling how images are cut for their small places
 * @param raw whether rows stay as the network gives them
 * @param globalsOnly whether spatial tokens are left out
 */
record PictureEncoding(
    Encoder encoder,
    ImageDecoder reader,
    PixelBuffers buffers,
    @Nullable ViewReader views,
    @Nullable LocalPass local,
    Tiling tiling,
    boolean raw,
    boolean globalsOnly) {

  /**
   * Whole images with all their tokens, as unit rows.
   *
   * @param callers how many threads are at work at a time
   */
  static PictureEncoding of(Encoder encoder, ImageDecoder reader, int callers) {
    PixelBuffers buffers =
        new PixelBuffers(ImagePipeline.TOGETHER * encoder.preprocessing().length(), callers);
    return new PictureEncoding(encoder, reader, buffers, null, null, Tiling.ONE, false, false);
  }

  PictureEncoding withReader(ImageDecoder other) {
    return new PictureEncoding(encoder, other, buffers, views, local, tiling, raw, globalsOnly);
  }

  PictureEncoding withViews(@Nullable ViewReader others) {
    return new PictureEncoding(encoder, reader, buffers, others, local, tiling, raw, globalsOnly);
  }

  PictureEncoding withLocal(@Nullable LocalPass pass) {
    return new PictureEncoding(encoder, reader, buffers, views, pass, tiling, raw, globalsOnly);
  }

  PictureEncoding withTiling(Tiling tiles) {
    return new PictureEncoding(encoder, reader, buffers, views, local, tiles, raw, globalsOnly);
  }

  PictureEncoding asRaw() {
    return new PictureEncoding(encoder, reader, buffers, views, local, tiling, true, globalsOnly);
  }

  PictureEncoding withGlobalsOnly(boolean only) {
    return new PictureEncoding(encoder, reader, buffers, views, local, tiling, raw, only);
  }

  /**
   * How many files are taken together. The places of one image that is cut are as large as
   * thousands of features; more whole images gain little and delay the first answer.
   */
  int together() {
    return local == null || tiling.isOne() ? ImagePipeline.TOGETHER : 1;
  }

  /**
   * What its features are kept by; null where there is nothing to keep: it is no image, or cannot
   * be read.
   */
  FeatureMemory.@Nullable Key key(Input input) {
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

  /** The picture of an image that was read before, for people. */
  byte[] crop(Input input) {
    try {
      return encoder.preprocessing().crop(reader.read(input));
    } catch (ImageException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link Encoder#encodeRawImages}, to the rows that are wanted. */
  FeatureBatch encode(FloatBuffer pixels, int images) {
    FeatureBatch rows =
        globalsOnly
            ? encoder.encodeRawGlobals(pixels, images)
            : encoder.encodeRawImages(pixels, images);
    return raw ? rows : FeatureBatch.ofTokens(encoder.unit(rows.tokens()), rows.tokensPerImage());
  }

  /** Encodes one file. */
  EncodedImage encode(Input input) {
    return encodeAll(List.of(input)).get(0);
  }

  /** Encodes some files together, at most {@value ImagePipeline#TOGETHER}. */
  List<EncodedImage> encodeAll(List<Input> inputs) {
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

  /** Encodes augmented views of an image, which is decoded once. */
  EncodedImage encodeViews(Input input, Augmentation augmentation, int views) {
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
    for (int next = 0; next < count; next += ImagePipeline.TOGETHER) {
      int some = Math.min(ImagePipeline.TOGETHER, count - next);
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
