package io.glimpse.pretrained;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.ImageGraph;
import io.glimpse.encoder.LocalView;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.model.ModelCatalogue;
import io.glimpse.model.ModelEntry;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A model of any family, published layout and size that is read here. */
final class CheckpointEncoder implements Encoder {

  private final String name;
  private final CheckpointModel model;
  private final @Nullable TextEncoder texts;
  private final ImageTower imageTower;
  private final ImageNetwork images;
  private final CheckpointPlaces places;
  private boolean closed;

  /**
   * Loads the image network; the other networks wait until they are needed.
   *
   * @param model closed with the encoder
   * @param imageTower of that model; closed with the encoder
   * @param places of that model; closed with the encoder
   * @param texts of that model; closed with the encoder; null if it takes none
   */
  CheckpointEncoder(
      String name,
      CheckpointModel model,
      ImageTower imageTower,
      CheckpointPlaces places,
      @Nullable TextEncoder texts,
      EncoderOptions options)
      throws IOException {
    this.name = name;
    this.model = model;
    this.texts = texts;
    this.imageTower = imageTower;
    this.places = places;
    this.images =
        new ImageNetwork(imageTower.network(), model.facts(), options.threads(), options.device());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String fingerprint() {
    return imageTower.fingerprint();
  }

  @Override
  public String modelFingerprint() {
    return model.fingerprint();
  }

  @Override
  public int dimension() {
    return model.facts().dimension();
  }

  @Override
  public int gridWidth() {
    return model.facts().grid().columns();
  }

  @Override
  public int gridHeight() {
    return model.facts().grid().rows();
  }

  @Override
  public Preprocessing preprocessing() {
    return model.facts().preprocessing();
  }

  @Override
  public boolean readsTexts() {
    return texts != null;
  }

  @Override
  public int vocabulary() {
    return texts == null ? 0 : texts.rules().vocabulary();
  }

  @Override
  public boolean readsEnglishAlone() {
    return texts != null && texts.readsEnglishAlone();
  }

  @Override
  public boolean knowsWord(String word) {
    return texts != null && texts.knowsWord(word);
  }

  @Override
  public List<String> templates() {
    return texts == null ? List.of("{}") : texts.rules().templates();
  }

  @Override
  public OptionalDouble logitScale() {
    return optional(model.facts().logitScale());
  }

  @Override
  public OptionalDouble logitBias() {
    return optional(model.facts().logitBias());
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(model.notes());
    notes.addAll(imageTower.notes());
    return notes;
  }

  @Override
  public List<String> assumptions() {
    return model.assumptions();
  }

  @Override
  public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
    return this.images.tokens(pixels, images);
  }

  @Override
  public FeatureBatch encodeRawGlobals(FloatBuffer pixels, int images) {
    return this.images.globals(pixels, images);
  }

  @Override
  public Optional<ImageGraph> imageGraph() {
    Path network = imageTower.network();
    String licence =
        ModelCatalogue.standard()
            .find(name)
            .map(ModelEntry::licence)
            .orElse("that of the checkpoint, which does not state it");
    return Optional.of(
        new ImageGraph(() -> Files.readAllBytes(network), network.getParent(), true, licence));
  }

  @Override
  public Optional<LocalView> local() {
    return Optional.of(places.view());
  }

  @Override
  public List<LocalTokens> encodeLocal(FloatBuffer pixels, int images) {
    return places.tokens(pixels, images);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Texts that were encoded before, also by another process, come from a file.
   */
  @Override
  public Matrix encodeRawTexts(List<String> strings) {
    return texts().encode(strings);
  }

  @Override
  public Matrix encodeRawIds(int[][] ids) {
    return texts().encode(ids);
  }

  private TextEncoder texts() {
    if (texts == null) {
      throw new NoTextsException(name);
    }
    return texts;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      images.close();
      places.close();
      if (texts != null) {
        texts.close();
      }
      imageTower.close();
      model.close();
    }
  }
}
