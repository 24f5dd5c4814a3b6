package io.glimpse.featurestore;

import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Its features are a picture's first samples, the view's number and the token's; it counts. */
final class SampleEncoder implements ImageEncoder {

  static final int TOKENS = 5;
  static final int DIMENSION = 4;

  private final EncoderId id;
  private final Rows rows;
  private final ImageDecoder reader = new ImageDecoder();
  final List<Path> encoded = new ArrayList<>();

  /** After so many pictures the process is killed, so to say. */
  int killedAfter = Integer.MAX_VALUE;

  SampleEncoder(String fingerprint, Rows rows) {
    this.id = new EncoderId("samples", fingerprint);
    this.rows = rows;
  }

  SampleEncoder() {
    this("f00d", Rows.UNIT);
  }

  @Override
  public EncoderId id() {
    return id;
  }

  @Override
  public Rows rows() {
    return rows;
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public int tokensPerImage() {
    return TOKENS;
  }

  @Override
  public void encode(List<Path> files, ViewSpec views, boolean tokens, Consumer<EncodedFile> sink) {
    for (Path file : files) {
      if (killedAfter-- == 0) {
        throw new IllegalStateException("killed");
      }
      encoded.add(file);
      try {
        Image picture = reader.read(file);
        List<FeatureBatch> features = new ArrayList<>();
        for (int v = 0; v < views.count(); v++) {
          FeatureBatch all = FeatureBatch.ofTokens(tokens(picture, v), TOKENS);
          features.add(tokens ? all : FeatureBatch.ofGlobals(all.globals()));
        }
        sink.accept(new EncodedFile(file, features, null));
      } catch (ImageException e) {
        sink.accept(new EncodedFile(file, List.of(), e));
      }
    }
  }

  private static Matrix tokens(Image picture, int view) {
    byte[] samples = Preprocessing.clip(2).crop(picture);
    Matrix tokens = new Matrix(TOKENS, DIMENSION);
    for (int t = 0; t < TOKENS; t++) {
      tokens.set(t, 0, samples[0] & 0xff);
      tokens.set(t, 1, samples[1] & 0xff);
      tokens.set(t, 2, view + 1f);
      tokens.set(t, 3, t);
    }
    return tokens;
  }
}
