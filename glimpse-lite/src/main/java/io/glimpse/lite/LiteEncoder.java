package io.glimpse.lite;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.ImageGraph;
import io.glimpse.encoder.Int8Verdicts;
import io.glimpse.encoder.LocalView;
import io.glimpse.encoder.PlaceNetwork;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * EfficientNet-Lite2, projected into the space of CLIP ViT-B/32's texts, and the text side that
 * goes with it. It is not CLIP, and says so.
 */
final class LiteEncoder implements Encoder {

  static final String NAME = "lite";

  private final EncoderOptions options;
  private final LiteImages images;
  private final String modelFingerprint;
  private final LocalView local;
  private @Nullable PlaceNetwork places;
  private @Nullable Part<LiteText> text;
  private boolean closed;

  LiteEncoder(EncoderOptions options) throws IOException {
    this.options = options;
    Path home = options.home();
    if (!options.expected().isEmpty()) {
      text = Part.load(() -> LiteText.readyFor(options.expected(), home));
    }
    modelFingerprint = LiteFingerprint.of(Precision.FP32);
    local = LitePlaces.view();
    images = LiteImages.open(options, new Int8Verdicts(home));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String fingerprint() {
    return images.fingerprint();
  }

  @Override
  public String modelFingerprint() {
    return modelFingerprint;
  }

  @Override
  public int dimension() {
    return KnownNames.WIDTH;
  }

  @Override
  public int gridWidth() {
    return LiteImages.GRID;
  }

  @Override
  public int gridHeight() {
    return LiteImages.GRID;
  }

  @Override
  public Preprocessing preprocessing() {
    return LiteImages.preprocessing();
  }

  @Override
  public boolean usesBareNames() {
    return true;
  }

  @Override
  public boolean givesUnitRows() {
    return true;
  }

  @Override
  public boolean wasTaught(String name) {
    return text().knows(name);
  }

  @Override
  public boolean knowsWord(String word) {
    return text().knowsWord(word);
  }

  @Override
  public List<String> templates() {
    return List.of("{}");
  }

  @Override
  public Map<String, String> defaults(String method) {
    return switch (method) {
      // Cosines lie within 0.7 and 1, so that CLIP's usual 1 and 5.5 would hardly count a shot.
      // These
      // are the best on average over 1 to 16 shots of Caltech101's validation split.
      case "tip", "tip-f" ->
          Map.of("alpha", "50", "beta", "10", "alpha_max", "200", "beta_max", "40");
      default -> Map.of();
    };
  }

  @Override
  public Optional<String> zeroShotWarning() {
    return Optional.of(
        "the embedded encoder 'lite' is weak without examples (67.8 % of Caltech101, against 92.6 %"
            + " with 16 examples a class); a real CLIP model such as ViT-B/32 is stronger");
  }

  @Override
  public List<String> notes() {
    return images.notes();
  }

  @Override
  public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
    if (images < 1) {
      throw new IllegalArgumentException("there must be at least 1 picture, not " + images);
    }
    float[] tokens = this.images.tokens(pixels, images);
    return FeatureBatch.ofTokens(
        Matrix.wrap(tokens, images * LiteImages.TOKENS, KnownNames.WIDTH), LiteImages.TOKENS);
  }

  @Override
  public Optional<ImageGraph> imageGraph() {
    return Optional.of(images.graph());
  }

  @Override
  public Optional<LocalView> local() {
    return Optional.of(local);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The tokens of the levels are windows of one array, side by side.
   */
  @Override
  public List<LocalTokens> encodeLocal(FloatBuffer pixels, int images) {
    return places().tokens(pixels, images);
  }

  /** Loaded for the first picture whose places are wanted: most runs never ask. */
  private synchronized PlaceNetwork places() {
    if (closed) {
      throw new IllegalStateException("the encoder was closed");
    }
    if (places == null) {
      try {
        places = LitePlaces.open(options, local);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return places;
  }

  /**
   * {@inheritDoc}
   *
   * <p>A name within one of CLIP's usual templates is taken out of it.
   */
  @Override
  public Matrix encodeRawTexts(List<String> texts) {
    return text().encode(texts);
  }

  /** Loaded for the first text, so that pictures alone do not pay for it. */
  private synchronized LiteText text() {
    if (closed) {
      throw new IllegalStateException("the encoder was closed");
    }
    if (text == null) {
      text = Part.load(() -> new LiteText(options.home()));
    }
    try {
      return text.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    images.close();
    if (places != null) {
      places.close();
    }
    if (text != null) {
      try {
        text.get().close();
      } catch (IOException e) {
        // It never opened, so there is nothing to free; whoever asked for a text was told.
      }
    }
  }
}
