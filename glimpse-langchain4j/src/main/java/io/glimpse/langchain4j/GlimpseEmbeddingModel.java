package io.glimpse.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import io.glimpse.Glimpse;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Ordered;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The encoder of an opened {@link Glimpse} as LangChain4j's embedding model: texts and images in
 * one space, so that a text finds images in an embedding store, and an image finds texts.
 *
 * <p>An embedding is the unit row that the encoder makes of a text as it stands, in no template, or
 * the unit row of an image as a whole. It has the encoder's own width; none other can be asked for.
 * Many threads may share one; it works until the {@code Glimpse}, which stays its caller's, is
 * closed.
 */
public final class GlimpseEmbeddingModel implements EmbeddingModel {

  private final Glimpse glimpse;

  /**
   * Embeddings by an encoder.
   *
   * @param glimpse closed by whoever opened it
   */
  public GlimpseEmbeddingModel(Glimpse glimpse) {
    this.glimpse = glimpse;
  }

  /** Texts and images. */
  @Override
  public Set<ContentType> supportedContentTypes() {
    return Set.of(ContentType.TEXT, ContentType.IMAGE);
  }

  /** Width of a feature. */
  @Override
  public int dimension() {
    return glimpse.encoder().dimension();
  }

  /** The name that the encoder was opened by. */
  @Override
  public String modelName() {
    return glimpse.encoder().name();
  }

  /**
   * Embeds texts and images, each on its own; all images are worked on by the threads of the {@code
   * Glimpse}.
   *
   * @return an embedding for every input, in order
   * @throws UnsupportedFeatureException if an input is more than one thing, or an image is given by
   *     its URL: nothing is fetched from a network here
   * @throws InvalidRequestException if an image cannot be used, saying why
   */
  @Override
  public EmbeddingResponse doEmbed(EmbeddingRequest request) {
    List<String> texts = new ArrayList<>();
    List<Input> images = new ArrayList<>();
    for (EmbeddingInput input : request.inputs()) {
      if (isText(input)) {
        texts.add(input.text());
      } else {
        images.add(image(input, "image " + (images.size() + 1)));
      }
    }
    Iterator<Embedding> ofTexts = ofTexts(texts).iterator();
    Iterator<Embedding> ofImages = ofImages(images).iterator();
    List<Embedding> all = new ArrayList<>();
    for (EmbeddingInput input : request.inputs()) {
      all.add((isText(input) ? ofTexts : ofImages).next());
    }
    return EmbeddingResponse.builder().embeddings(all).modelName(modelName()).build();
  }

  /**
   * Embeds one image, wherever it is.
   *
   * @throws ImageException if it cannot be used, saying why
   * @throws IllegalArgumentException if it is a point cloud, which is seen from several sides
   */
  public Embedding embedImage(Input image) throws ImageException {
    return of(image.name(), glimpse.encode(image));
  }

  private static boolean isText(EmbeddingInput input) {
    return input.contentTypes().equals(Set.of(ContentType.TEXT));
  }

  private static Input image(EmbeddingInput input, String name) {
    if (input.contents().size() != 1
        || !(input.contents().get(0) instanceof ImageContent content)) {
      throw new UnsupportedFeatureException(
          "texts and images are not fused into one embedding; give each an input of its own");
    }
    String base64 = content.image().base64Data();
    if (base64 == null) {
      throw new UnsupportedFeatureException(
          name + ": an image is not fetched from its URL; give its bytes in Base64");
    }
    try {
      return Input.of(name, Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(name + ": its bytes are not in Base64", e);
    }
  }

  private List<Embedding> ofTexts(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    Matrix rows = glimpse.encoder().encodeTexts(texts);
    return IntStream.range(0, rows.rows()).mapToObj(i -> Embedding.from(rows.row(i))).toList();
  }

  private List<Embedding> ofImages(List<Input> images) {
    List<Embedding> all = new ArrayList<>();
    try (Ordered<EncodedImage> encoded = glimpse.encodeAll(images)) {
      while (encoded.hasNext()) {
        EncodedImage image = encoded.next();
        all.add(of(image.input().name(), image.features()));
      }
    } catch (ImageException e) {
      throw new InvalidRequestException(e.getMessage(), e);
    }
    return all;
  }

  private static Embedding of(String name, FeatureBatch image) {
    if (image.size() != 1) {
      throw new IllegalArgumentException(
          name + ": a point cloud has no one embedding; embed an image of it");
    }
    return Embedding.from(image.globals().row(0));
  }
}
