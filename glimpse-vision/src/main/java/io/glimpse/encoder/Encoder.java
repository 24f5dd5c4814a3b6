package io.glimpse.encoder;

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

/**
 * A pair of networks that puts pictures and texts into one space of features, or one for pictures
 * alone.
 *
 * <p>Many threads may use one encoder at a time. It holds native memory until it is closed.
 */
public interface Encoder extends AutoCloseable {

  /** The name that it was opened by, such as {@code lite} or {@code ViT-B/32}. */
  String name();

  /**
   * SHA-256 of weights, preprocessing and precision, in hex: pictures' features of two encoders
   * never mix.
   */
  String fingerprint();

  /** Name and fingerprint. */
  default EncoderId id() {
    return new EncoderId(name(), fingerprint());
  }

  /**
   * The fingerprint of this model in float32, which is that of its texts at any precision: texts
   * and pictures of one model fit together.
   */
  default String modelFingerprint() {
    return fingerprint();
  }

  /** Width d of a feature. */
  int dimension();

  /** Columns w of the grid of spatial tokens. */
  int gridWidth();

  /** Rows h of the grid of spatial tokens. */
  int gridHeight();

  /**
   * Why it has no tokens of places that can be compared with texts, to be read after its name;
   * empty if it has them, or takes no texts.
   */
  default Optional<String> whyNoPlaces() {
    return Optional.empty();
  }

  /** How a picture becomes the network's input. */
  Preprocessing preprocessing();

  /** Whether it does best with class names as they are, so that templates are left aside. */
  default boolean usesBareNames() {
    return false;
  }

  /**
   * Whether it takes texts. One that does not compares pictures with pictures alone: a text that is
   * given to it all the same ends in a {@link NoTextsException}.
   */
  default boolean readsTexts() {
    return true;
  }

  /**
   * What the cosine of a picture and a text is multiplied by, as the model was trained; empty where
   * that is not known.
   */
  default OptionalDouble logitScale() {
    return OptionalDouble.empty();
  }

  /**
   * What is added to a scaled cosine to make it the logit of a picture and a text that belong
   * together, whatever other texts there are; empty for a model that was trained to choose among
   * texts.
   */
  default OptionalDouble logitBias() {
    return OptionalDouble.empty();
  }

  /** Whether it makes something of English texts alone. */
  default boolean readsEnglishAlone() {
    return true;
  }

  /** Whether it was made with this very name, so that nobody needs to ask what it means. */
  default boolean wasTaught(String name) {
    return false;
  }

  /**
   * Whether a word is one piece of its vocabulary, which it is if texts had it often.
   *
   * @param word of Latin letters
   */
  default boolean knowsWord(String word) {
    return false;
  }

  /** The templates that it does best with, {@code {}} standing for the class name. */
  List<String> templates();

  /**
   * Its own default parameters of a method, by parameter name, where they differ from the method's:
   * for example alpha and beta of {@code tip}.
   */
  default Map<String, String> defaults(String method) {
    return Map.of();
  }

  /** What a user must know before trusting an answer without examples; empty for a real CLIP. */
  default Optional<String> zeroShotWarning() {
    return Optional.empty();
  }

  /** What a user should know about this opening of it; empty if all went as it should. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * What was assumed or left aside when its files were read, the same at every opening; {@link
   * #notes()} has it at the first one only.
   */
  default List<String> assumptions() {
    return List.of();
  }

  /** Whether its networks end in a normalisation, so that even raw rows are unit rows. */
  default boolean givesUnitRows() {
    return false;
  }

  /** How many token ids there are; 0 if it takes texts as strings only. */
  default int vocabulary() {
    return 0;
  }

  /**
   * Encodes pictures to rows as the network gives them: all tokens, token 0 global.
   *
   * @param pixels direct, {@code images} x 3 x size x size from its position on; not modified
   * @param images number of pictures, at least 1
   * @return new rows, not normalised
   */
  FeatureBatch encodeRawImages(FloatBuffer pixels, int images);

  /**
   * Encodes pictures to their global rows alone, for less work where the network allows that.
   *
   * @param pixels direct, {@code images} x 3 x size x size from its position on; not modified
   * @param images number of pictures, at least 1
   * @return the rows that {@link #encodeRawImages} gives as token 0, one token a picture
   */
  default FeatureBatch encodeRawGlobals(FloatBuffer pixels, int images) {
    return FeatureBatch.ofGlobals(encodeRawImages(pixels, images).globals().copy());
  }

  /** Its image network for who builds upon it; empty where it is not to be had. */
  default Optional<ImageGraph> imageGraph() {
    return Optional.empty();
  }

  /**
   * What it offers of its middle layers, for small places in larger pictures; empty if nothing. The
   * first call may have to build a network.
   *
   * @throws java.io.UncheckedIOException where that fails
   */
  default Optional<LocalView> local() {
    return Optional.empty();
  }

  /**
   * Encodes pictures to the tokens of their small places. They are float32 at any precision.
   *
   * @param pixels direct, {@code images} x 3 x size x size from its position on, with the size of
   *     the {@link #local()} view; not modified
   * @param images number of pictures, at least 1
   * @return the levels of the view for each picture, in order
   * @throws UnsupportedOperationException if there is no such view
   */
  default List<LocalTokens> encodeLocal(FloatBuffer pixels, int images) {
    throw new UnsupportedOperationException("encoder '" + name() + "' offers no local tokens");
  }

  /**
   * Encodes texts to rows as the network gives them, one each, in order.
   *
   * @param texts class names already put into a template
   * @return new rows, not normalised
   */
  Matrix encodeRawTexts(List<String> texts);

  /** {@link #encodeRawTexts(List)} for many texts, with somebody who hears how far it is. */
  default Matrix encodeRawTexts(List<String> texts, Notes notes) {
    return TextBatches.encode(this, texts, notes);
  }

  /**
   * Encodes texts that are token ids already, to rows as the network gives them.
   *
   * @param ids a row a text, with the marks and fillings that the model was trained with
   * @return new rows, not normalised
   * @throws IllegalArgumentException naming row and column of an id outside the vocabulary
   * @throws UnsupportedOperationException if {@link #vocabulary()} is 0
   */
  default Matrix encodeRawIds(int[][] ids) {
    throw new UnsupportedOperationException("encoder '" + name() + "' does not take token ids");
  }

  /** {@link #encodeRawImages} with unit rows. */
  default FeatureBatch encodeImages(FloatBuffer pixels, int images) {
    FeatureBatch raw = encodeRawImages(pixels, images);
    return FeatureBatch.ofTokens(unit(raw.tokens()), raw.tokensPerImage());
  }

  /** {@link #encodeRawTexts(List)} with unit rows. */
  default Matrix encodeTexts(List<String> texts) {
    return unit(encodeRawTexts(texts));
  }

  /** Makes raw rows of this encoder unit rows, in place. */
  default Matrix unit(Matrix raw) {
    return givesUnitRows() ? raw : raw.normalizeRows();
  }

  /** Frees the native memory. Does not throw. */
  @Override
  void close();
}
