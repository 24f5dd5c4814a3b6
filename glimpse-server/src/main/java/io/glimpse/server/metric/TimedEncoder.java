package io.glimpse.server.metric;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImageGraph;
import io.glimpse.encoder.LocalView;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * An encoder that knows how long its networks were at work on pictures for each thread, so that a
 * request's time can be told apart from that of reading its pictures.
 */
public final class TimedEncoder implements Encoder {

  private final Encoder encoder;
  private final IntConsumer batches;
  private final ThreadLocal<long[]> nanos = ThreadLocal.withInitial(() -> new long[1]);

  /**
   * A timed encoder.
   *
   * @param encoder closed with this
   * @param batches hears how many pictures each call of the network takes
   */
  public TimedEncoder(Encoder encoder, IntConsumer batches) {
    this.encoder = encoder;
    this.batches = batches;
  }

  /** Nanoseconds that the networks worked for the calling thread since it last asked. */
  public long takeNanos() {
    long[] own = nanos.get();
    long taken = own[0];
    own[0] = 0;
    return taken;
  }

  private <T> T timed(int images, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    nanos.get()[0] += System.nanoTime() - start;
    batches.accept(images);
    return result;
  }

  @Override
  public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
    return timed(images, () -> encoder.encodeRawImages(pixels, images));
  }

  @Override
  public FeatureBatch encodeRawGlobals(FloatBuffer pixels, int images) {
    return timed(images, () -> encoder.encodeRawGlobals(pixels, images));
  }

  @Override
  public List<LocalTokens> encodeLocal(FloatBuffer pixels, int images) {
    return timed(images, () -> encoder.encodeLocal(pixels, images));
  }

  @Override
  public FeatureBatch encodeImages(FloatBuffer pixels, int images) {
    return timed(images, () -> encoder.encodeImages(pixels, images));
  }

  @Override
  public Matrix encodeRawTexts(List<String> texts) {
    return encoder.encodeRawTexts(texts);
  }

  @Override
  public Matrix encodeRawTexts(List<String> texts, Notes notes) {
    return encoder.encodeRawTexts(texts, notes);
  }

  @Override
  public Matrix encodeRawIds(int[][] ids) {
    return encoder.encodeRawIds(ids);
  }

  @Override
  public Matrix encodeTexts(List<String> texts) {
    return encoder.encodeTexts(texts);
  }

  @Override
  public Matrix unit(Matrix raw) {
    return encoder.unit(raw);
  }

  @Override
  public String name() {
    return encoder.name();
  }

  @Override
  public String fingerprint() {
    return encoder.fingerprint();
  }

  @Override
  public EncoderId id() {
    return encoder.id();
  }

  @Override
  public String modelFingerprint() {
    return encoder.modelFingerprint();
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public int gridWidth() {
    return encoder.gridWidth();
  }

  @Override
  public int gridHeight() {
    return encoder.gridHeight();
  }

  @Override
  public Optional<String> whyNoPlaces() {
    return encoder.whyNoPlaces();
  }

  @Override
  public Preprocessing preprocessing() {
    return encoder.preprocessing();
  }

  @Override
  public boolean usesBareNames() {
    return encoder.usesBareNames();
  }

  @Override
  public boolean readsTexts() {
    return encoder.readsTexts();
  }

  @Override
  public OptionalDouble logitScale() {
    return encoder.logitScale();
  }

  @Override
  public OptionalDouble logitBias() {
    return encoder.logitBias();
  }

  @Override
  public boolean readsEnglishAlone() {
    return encoder.readsEnglishAlone();
  }

  @Override
  public boolean wasTaught(String name) {
    return encoder.wasTaught(name);
  }

  @Override
  public boolean knowsWord(String word) {
    return encoder.knowsWord(word);
  }

  @Override
  public List<String> templates() {
    return encoder.templates();
  }

  @Override
  public Map<String, String> defaults(String method) {
    return encoder.defaults(method);
  }

  @Override
  public Optional<String> zeroShotWarning() {
    return encoder.zeroShotWarning();
  }

  @Override
  public List<String> notes() {
    return encoder.notes();
  }

  @Override
  public List<String> assumptions() {
    return encoder.assumptions();
  }

  @Override
  public boolean givesUnitRows() {
    return encoder.givesUnitRows();
  }

  @Override
  public int vocabulary() {
    return encoder.vocabulary();
  }

  @Override
  public Optional<ImageGraph> imageGraph() {
    return encoder.imageGraph();
  }

  @Override
  public Optional<LocalView> local() {
    return encoder.local();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
