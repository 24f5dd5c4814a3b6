package io.glimpse.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.glimpse.Glimpse;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // The encoder is opened once for all tests.
class GlimpseEmbeddingModelTest {

  private static final Path PICTURES =
      Shared.projectRoot().resolve("glimpse-cli/src/main/resources/io/glimpse/demo");

  private static final Path OKAPI = PICTURES.resolve("test/okapi/image_0037.jpg");
  private static final Path BONSAI = PICTURES.resolve("shots/bonsai/image_0067.jpg");

  private static Glimpse glimpse;
  private static EmbeddingModel model;

  @BeforeAll
  static void open() throws IOException {
    glimpse = Glimpse.open();
    model = new GlimpseEmbeddingModel(glimpse);
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  @Test
  void widthAndNameAreTheEncoders() {
    assertThat(model.dimension()).isEqualTo(glimpse.encoder().dimension());
    assertThat(model.embed("okapi").content().dimension()).isEqualTo(model.dimension());
    assertThat(model.modelName()).isEqualTo("lite");
  }

  @Test
  void textsAreTheEncodersUnitRowsInTheirOrder() {
    List<String> texts = List.of("okapi", "grand piano", "bonsai");

    List<Embedding> embeddings =
        model.embedAll(texts.stream().map(TextSegment::from).toList()).content();

    Matrix rows = glimpse.encoder().encodeTexts(texts);
    assertThat(embeddings).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(embeddings.get(i).vector()).containsExactly(rows.row(i));
      assertThat(length(embeddings.get(i))).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void imagesAndTextsOfOneRequestKeepTheirOrder() throws IOException {
    List<Embedding> embeddings =
        embed(
            EmbeddingInput.from(picture(OKAPI)),
            EmbeddingInput.from("bonsai"),
            EmbeddingInput.from(picture(BONSAI)),
            EmbeddingInput.from("okapi"));

    assertThat(embeddings)
        .containsExactly(
            Embedding.from(glimpse.encode(OKAPI).globals().row(0)),
            model.embed("bonsai").content(),
            Embedding.from(glimpse.encode(BONSAI).globals().row(0)),
            model.embed("okapi").content());
  }

  @Test
  void aTextFindsItsPictureInAStore() throws IOException {
    GlimpseEmbeddingModel pictures = new GlimpseEmbeddingModel(glimpse);
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    store.add(pictures.embedImage(Input.of(OKAPI)), TextSegment.from("the okapi"));
    store.add(pictures.embedImage(Input.of(BONSAI)), TextSegment.from("the bonsai"));

    assertThat(nearest(store, model.embed("okapi").content())).isEqualTo("the okapi");
    assertThat(nearest(store, model.embed("bonsai").content())).isEqualTo("the bonsai");
  }

  @Test
  void aPictureFindsItsTextInAStore() throws IOException {
    InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
    for (String name : List.of("grand piano", "okapi", "bonsai")) {
      store.add(model.embed(name).content(), TextSegment.from(name));
    }

    Embedding okapi = embed(EmbeddingInput.from(picture(OKAPI))).get(0);

    assertThat(nearest(store, okapi)).isEqualTo("okapi");
  }

  @Test
  void whatIsNoPictureIsRefusedWithASentence() {
    String text = base64("no picture".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> embed(EmbeddingInput.from(ImageContent.from(text, "image/png"))))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageStartingWith("image 1: ");
    assertThatThrownBy(() -> embed(EmbeddingInput.from(ImageContent.from("!", "image/png"))))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("image 1: its bytes are not in Base64");
  }

  @Test
  void nothingIsFetchedFromANetwork() {
    ImageContent far = ImageContent.from(URI.create("https://example.org/okapi.jpg"));

    assertThatThrownBy(() -> embed(EmbeddingInput.from(far)))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessage("image 1: an image is not fetched from its URL; give its bytes in Base64");
  }

  @Test
  void aTextAndAPictureAreNotFused() throws IOException {
    EmbeddingInput both = EmbeddingInput.from(TextContent.from("okapi"), picture(OKAPI));

    assertThatThrownBy(() -> embed(both))
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("give each an input of its own");
  }

  @Test
  void anotherWidthIsRefused() {
    EmbeddingRequest narrow =
        EmbeddingRequest.builder()
            .inputs(List.of(EmbeddingInput.from("okapi")))
            .dimensions(8)
            .build();

    assertThatThrownBy(() -> model.embed(narrow)).isInstanceOf(UnsupportedFeatureException.class);
  }

  private static List<Embedding> embed(EmbeddingInput... inputs) {
    return model.embed(EmbeddingRequest.builder().inputs(List.of(inputs)).build()).embeddings();
  }

  private static String nearest(InMemoryEmbeddingStore<TextSegment> store, Embedding query) {
    return store
        .search(EmbeddingSearchRequest.builder().queryEmbedding(query).maxResults(1).build())
        .matches()
        .get(0)
        .embedded()
        .text();
  }

  private static ImageContent picture(Path file) throws IOException {
    return ImageContent.from(base64(Files.readAllBytes(file)), "image/jpeg");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static double length(Embedding embedding) {
    double sum = 0;
    for (float value : embedding.vector()) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }
}
