package io.glimpse.pretrained;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.ImageGraph;
import io.glimpse.encoder.LocalView;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Preprocessing;
import io.glimpse.matrix.Matrix;
import io.glimpse.model.ModelCatalogue;
import io.glimpse.model.ModelEntry;
import io.glimpse.store.TextCache;
import io.glimpse.text.ClipTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A CLIP model of any published layout and size. */
final class CheckpointEncoder implements Encoder {

  /** Ids of OpenAI's byte-pair encoder; a model with another number has a tokenizer of its own. */
  static final int CLIP_VOCABULARY = 49_408;

  /** Texts that go to the file together: what a killed run loses of its work at most. */
  private static final int KEPT_TOGETHER = 512;

  private final String name;
  private final CheckpointModel model;
  private final EncoderOptions options;
  private final TextCache texts;
  private final ImageTower imageTower;
  private final ImageNetwork images;
  private final CheckpointPlaces places;
  private @Nullable TextTower textTower;
  private boolean closed;

  /**
   * Loads the image network; the text network waits for the first text.
   *
   * @param model closed with the encoder
   * @param imageTower of that model; closed with the encoder
   * @param places of that model; closed with the encoder
   */
  CheckpointEncoder(
      String name,
      CheckpointModel model,
      ImageTower imageTower,
      CheckpointPlaces places,
      TextCache texts,
      EncoderOptions options)
      throws IOException {
    this.name = name;
    this.model = model;
    this.texts = texts;
    this.options = options;
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
    return model.facts().grid();
  }

  @Override
  public int gridHeight() {
    return model.facts().grid();
  }

  @Override
  public Preprocessing preprocessing() {
    return model.facts().preprocessing();
  }

  @Override
  public int vocabulary() {
    return model.facts().vocabulary();
  }

  @Override
  public boolean knowsWord(String word) {
    // The start, the word in one piece, the end.
    return vocabulary() == CLIP_VOCABULARY
        && new ClipTokenizer().encode(word, true)[2] == ClipTokenizer.END;
  }

  @Override
  public List<String> templates() {
    return List.of("a photo of a {}.");
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
    if (vocabulary() != CLIP_VOCABULARY) {
      throw new VocabularyException(name, vocabulary(), CLIP_VOCABULARY);
    }
    Map<String, float @Nullable []> rows = new LinkedHashMap<>();
    for (String text : strings) {
      rows.put(text, null);
    }
    texts.find(rows);
    List<String> missing = new ArrayList<>();
    rows.forEach(
        (text, row) -> {
          if (row == null) {
            missing.add(text);
          }
        });
    for (int from = 0; from < missing.size(); from += KEPT_TOGETHER) {
      List<String> some = missing.subList(from, Math.min(missing.size(), from + KEPT_TOGETHER));
      Matrix encoded = textTower().encode(TokenIds.of(some, model.facts()));
      for (int i = 0; i < some.size(); i++) {
        rows.put(some.get(i), encoded.row(i));
      }
      texts.add(some, encoded);
    }
    Matrix all = new Matrix(strings.size(), dimension());
    for (int i = 0; i < strings.size(); i++) {
      System.arraycopy(rows.get(strings.get(i)), 0, all.data(), all.start(i), dimension());
    }
    return all;
  }

  @Override
  public Matrix encodeRawIds(int[][] ids) {
    return textTower().encode(TokenIds.checked(ids, model.facts()));
  }

  private synchronized TextTower textTower() {
    if (closed) {
      throw new IllegalStateException("the encoder was closed");
    }
    if (textTower == null) {
      try {
        textTower = new TextTower(model.folder().path(), dimension(), options);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return textTower;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      images.close();
      places.close();
      if (textTower != null) {
        textTower.close();
      }
      imageTower.close();
      model.close();
    }
  }
}
