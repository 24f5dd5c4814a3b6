package io.glimpse.hub;

import io.glimpse.checkpoint.Grid;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A model that others exported as ONNX files. */
final class HubEncoder implements Encoder {

  private final String name;
  private final HubModel model;
  private final HubFacts facts;
  private final Grid grid;
  private final int registers;
  private final HubNetworks networks;
  private final @Nullable HubTexts texts;
  private final List<String> notes;
  private boolean closed;

  /**
   * An encoder whose networks were tried.
   *
   * @param registers tokens between the feature and the places
   * @param networks of the model; closed with this
   * @param texts of the model; null if it takes none
   * @param notes for the user of this opening
   */
  HubEncoder(
      String name,
      HubModel model,
      HubFacts facts,
      Grid grid,
      int registers,
      HubNetworks networks,
      @Nullable HubTexts texts,
      List<String> notes) {
    this.name = name;
    this.model = model;
    this.facts = facts;
    this.grid = grid;
    this.registers = registers;
    this.networks = networks;
    this.texts = texts;
    this.notes = List.copyOf(notes);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String fingerprint() {
    return facts.fingerprint();
  }

  @Override
  public String modelFingerprint() {
    return facts.modelFingerprint();
  }

  @Override
  public int dimension() {
    return facts.dimension();
  }

  /** 0 where the export has no tokens of places in the space of texts. */
  @Override
  public int gridWidth() {
    return grid.columns();
  }

  /** 0 where the export has no tokens of places in the space of texts. */
  @Override
  public int gridHeight() {
    return grid.rows();
  }

  @Override
  public Optional<String> whyNoPlaces() {
    return model.kind().readsTexts()
        ? Optional.of(
            "is of ONNX files, which hold no tokens of places in the space of texts: what they give"
                + " of places is in front of the last projection")
        : Optional.empty();
  }

  @Override
  public Preprocessing preprocessing() {
    return model.pictures();
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
    return texts != null && texts.rules().english();
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
    return optional(facts.logitScale());
  }

  @Override
  public OptionalDouble logitBias() {
    return optional(facts.logitBias());
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public List<String> assumptions() {
    return model.assumptions(facts);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Models with texts give the feature alone.
   */
  @Override
  public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
    if (model.kind().readsTexts()) {
      return FeatureBatch.ofGlobals(
          Matrix.wrap(
              networks.images().run(pixels, images, facts.dimension()), images, facts.dimension()));
    }
    float[] all = networks.images().run(pixels, images, facts.tokens(), facts.dimension());
    return FeatureBatch.ofTokens(withoutRegisters(all, images), 1 + grid.places());
  }

  private Matrix withoutRegisters(float[] all, int images) {
    int width = facts.dimension();
    int places = grid.places();
    Matrix tokens = new Matrix(images * (1 + places), width);
    for (int i = 0; i < images; i++) {
      int from = i * facts.tokens() * width;
      int to = tokens.start(i * (1 + places));
      System.arraycopy(all, from, tokens.data(), to, width);
      System.arraycopy(
          all, from + (1 + registers) * width, tokens.data(), to + width, places * width);
    }
    return tokens;
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

  private HubTexts texts() {
    if (texts != null) {
      return texts;
    }
    throw model.kind().readsTexts()
        ? new NoTextsException(
            name, model.folder().networks().resolve(Variant.FLOAT32.file(HubFolder.TEXT)))
        : new NoTextsException(name);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      networks.close();
    }
  }
}
