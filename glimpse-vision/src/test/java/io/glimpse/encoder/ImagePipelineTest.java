package io.glimpse.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.file.Input;
import io.glimpse.image.Augmentation;
import io.glimpse.image.Background;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.Framing;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.image.Preprocessing;
import io.glimpse.image.Region;
import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePipelineTest {

  private static final int VIEWS = 6;
  private static final Augmentation AUGMENTATION = Augmentation.ofSeed(4);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyFileComesWithItsViewsInOrder(int threads) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(picture("p" + i + ".png", i));
    }
    List<EncodedImage> encoded = new ArrayList<>();

    pipeline(threads).run(Input.ofFiles(files), AUGMENTATION, VIEWS, encoded::add);

    assertThat(encoded).extracting(image -> image.input().file().orElseThrow()).isEqualTo(files);
    for (EncodedImage image : encoded) {
      Image picture = new ImageDecoder(DecodeOptions.defaults()).read(image.input());
      assertThat(image.features().size()).isEqualTo(VIEWS);
      for (int v = 0; v < VIEWS; v++) {
        byte[] view = AUGMENTATION.view(picture, PixelEncoder.INPUT, v);
        FloatBuffer pixels = FloatBuffer.allocate(PixelEncoder.INPUT.length());
        PixelEncoder.INPUT.normalise(view, pixels);
        assertThat(image.features().globals().row(v)).containsExactly(pixels.array());
      }
    }
  }

  @Test
  void aFileThatCannotBeUsedComesWithItsError() throws IOException {
    Path good = picture("good.png", 1);
    Path bad = Files.writeString(folder.resolve("bad.png"), "no picture");
    List<EncodedImage> encoded = new ArrayList<>();

    pipeline(2).run(Input.ofFiles(List.of(bad, good)), AUGMENTATION, 2, encoded::add);

    assertThatThrownBy(() -> encoded.get(0).features())
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("bad.png");
    assertThat(encoded.get(1).features().size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatIsFoundOfImagesIsToldOnceOfTheFirst(int threads) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      files.add(picture("p" + i + ".png", i));
    }
    BufferedImage image = new BufferedImage(9, 9, BufferedImage.TYPE_INT_ARGB);
    for (int i : new int[] {7, 8, 20}) {
      assertThat(ImageIO.write(image, "png", files.get(i).toFile())).isTrue();
    }
    List<String> said = new ArrayList<>();
    Notes notes =
        new Notes() {
          @Override
          public void note(String sentence) {
            said.add(sentence);
          }
        };

    pipeline(threads).withNotes(notes).run(Input.ofFiles(files), encoded -> {});

    assertThat(said).hasSize(1);
    assertThat(said.get(0)).startsWith(files.get(7) + " is transparent in parts");
  }

  @Test
  void noViewsAreRefused() {
    assertThatThrownBy(() -> pipeline(1).run(List.<Input>of(), AUGMENTATION, 0, image -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 views");
  }

  @Test
  void featuresAreUnitRowsUnlessTheRawOnesAreWanted() throws IOException {
    Path file = picture("p.png", 1);

    float[] raw = pipeline(1).run(Input.of(file)).features().globals().row(0);
    Matrix unit =
        new ImagePipeline(new PixelEncoder(), DecodeOptions.defaults(), 1)
            .run(Input.of(file))
            .features()
            .globals();

    assertThat(unit.row(0)).isEqualTo(Matrix.of(raw).normalizeRows().row(0)).isNotEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void spatialTokensAreLeftOutWhereNobodyWantsThem(boolean globalsOnly) throws IOException {
    PixelEncoder encoder = new PixelEncoder();
    ImagePipeline pipeline =
        new ImagePipeline(encoder, DecodeOptions.defaults(), 1).globalsOnly(globalsOnly);

    pipeline.run(Input.of(picture("p.png", 1)));
    pipeline.raw().run(List.of(Input.of(picture("q.png", 2))), AUGMENTATION, 1, views -> {});

    assertThat(encoder.askedForGlobals).isEqualTo(globalsOnly ? 2 : 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyImageHasItsPlacesWhereTheyAreWanted(int threads) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      files.add(i == 5 ? folder.resolve("missing.png") : picture("p" + i + ".png", i));
    }
    List<EncodedImage> encoded = new ArrayList<>();

    pipeline(threads).withLocal(true).run(Input.ofFiles(files), encoded::add);

    for (int i = 0; i < files.size(); i++) {
      EncodedImage image = encoded.get(i);
      if (i == 5) {
        assertThatThrownBy(image::local).isInstanceOf(ImageException.class);
        continue;
      }
      Image picture = new ImageDecoder().read(files.get(i));
      LocalImage places = image.local().orElseThrow();
      assertThat(places.crop()).isEqualTo(PixelEncoder.PLACES.preprocessing().crop(picture));
      assertThat(places.tokens().levels().get(0).row(0)[0]).isEqualTo(normalised(places.crop())[0]);
      assertThat(places.tiles().first())
          .isEqualTo(Framing.of(picture, PixelEncoder.PLACES.preprocessing()));
      assertThat(image.features().globals().row(0))
          .isEqualTo(pipeline(1).run(Input.of(files.get(i))).features().globals().row(0));
    }
  }

  @Test
  void augmentedViewsHaveThePlacesOfTheImageItself() throws IOException {
    Path file = picture("p.png", 1);
    List<EncodedImage> encoded = new ArrayList<>();

    pipeline(1).withLocal(true).run(Input.ofFiles(List.of(file)), AUGMENTATION, 5, encoded::add);

    assertThat(encoded.get(0).features().size()).isEqualTo(5);
    assertThat(encoded.get(0).local().orElseThrow().crop())
        .isEqualTo(pipeline(1).withLocal(true).run(Input.of(file)).local().orElseThrow().crop());
  }

  @Test
  void nobodyPaysForPlacesWhoDidNotAskForThem() throws IOException {
    PixelEncoder encoder = new PixelEncoder();
    ImagePipeline pipeline = new ImagePipeline(encoder, DecodeOptions.defaults(), 1);
    Input file = Input.of(picture("p.png", 1));

    assertThat(pipeline.run(file).local()).isEmpty();
    assertThat(pipeline.withLocal(true).withLocal(false).run(file).local()).isEmpty();
    assertThat(encoder.lookedCloser).isZero();
    assertThat(pipeline.withLocal(true).raw().globalsOnly(true).run(file).local()).isPresent();
    assertThat(encoder.lookedCloser).isEqualTo(1);
  }

  @Test
  void aViewWhoseCellsLeaveItsSquareIsRefused() {
    List<LocalView.Level> levels =
        List.of(new LocalView.Level("a", 2), new LocalView.Level("b", 1));
    LocalView view = new LocalView("1", Preprocessing.clip(20), levels, 2, 3, 2, 6);

    assertThat(view.cell(4)).isEqualTo(new Region(8, 8, 6, 6));
    assertThatThrownBy(() -> new LocalView("1", Preprocessing.clip(19), levels, 2, 3, 2, 6))
        .hasMessageContaining("2 x 3 places of 6 pixels behind the first 2 are not within 19");
    assertThatThrownBy(() -> view.split(new Matrix(6, 4)))
        .hasMessageContaining("is not 6 places of 3 values");
    assertThat(view.split(new Matrix(6, 3)).widths()).containsExactly(2, 1);
  }

  @Test
  void anImageThatComesAgainIsRecalledToTheBit() throws IOException {
    PixelEncoder encoder = new PixelEncoder();
    Unforgetting memory = new Unforgetting();
    ImagePipeline plain =
        new ImagePipeline(encoder, DecodeOptions.defaults(), 1).globalsOnly(true).withLocal(true);
    ImagePipeline remembering = plain.withMemory(memory);
    Input image = Input.of("a.png", Files.readAllBytes(picture("a.png", 1)));
    EncodedImage first = remembering.run(image);
    int asked = encoder.askedForGlobals;

    EncodedImage unit = remembering.run(image);
    EncodedImage raw = remembering.raw().run(image);

    assertThat(encoder.askedForGlobals).isEqualTo(asked).isEqualTo(1);
    assertThat(encoder.lookedCloser).isEqualTo(1);
    for (EncodedImage again : List.of(first, unit)) {
      assertThat(again.features().globals().row(0))
          .containsExactly(plain.run(image).features().globals().row(0));
      assertThat(again.features().local().get(0).levels().get(0).row(0))
          .containsExactly(plain.run(image).features().local().get(0).levels().get(0).row(0));
      assertThat(again.crop()).isEqualTo(plain.run(image).crop());
    }
    assertThat(raw.features().globals().row(0))
        .containsExactly(plain.raw().run(image).features().globals().row(0));
    assertThat(memory.all).hasSize(1);
    long values = PixelEncoder.INPUT.length() + 1L;
    assertThat(memory.all.values().iterator().next().bytes()).isGreaterThan(Float.BYTES * values);
  }

  @Test
  void whatIsReadOrLookedAtOtherwiseIsNotRecalled() throws IOException {
    Unforgetting memory = new Unforgetting();
    ImagePipeline one =
        new ImagePipeline(new PixelEncoder(), DecodeOptions.defaults(), 1).withMemory(memory);
    Input image = Input.of("a.png", Files.readAllBytes(picture("a.png", 1)));
    Input other = Input.of("a.png", Files.readAllBytes(picture("b.png", 2)));
    DecodeOptions white = DecodeOptions.defaults().withBackground(Background.of("white"));

    one.run(image);
    one.run(other);
    one.withDecoding(white, Notes.SILENT).run(image);
    one.globalsOnly(true).run(image);
    one.withLocal(true).run(image);
    one.run(Input.of("again.png", image.bytes()));

    assertThat(memory.all).hasSize(5);
  }

  @Test
  void whatIsRefusedIsRefusedAgain() {
    Unforgetting memory = new Unforgetting();
    ImagePipeline remembering =
        new ImagePipeline(new PixelEncoder(), DecodeOptions.defaults(), 1).withMemory(memory);
    Input bad = Input.of("bad.png", new byte[] {1, 2, 3});

    assertThat(remembering.run(bad).error()).hasMessageContaining("bad.png");
    assertThat(remembering.run(bad).error()).hasMessageContaining("bad.png");
    assertThat(memory.all).isEmpty();
  }

  /** Forgets nothing. */
  private static final class Unforgetting implements FeatureMemory {
    final Map<Key, Kept> all = new HashMap<>();

    @Override
    public @Nullable Kept get(Key key) {
      return all.get(key);
    }

    @Override
    public void put(Key key, Kept kept) {
      all.put(key, kept);
    }
  }

  private static float[] normalised(byte[] crop) {
    FloatBuffer pixels = FloatBuffer.allocate(crop.length);
    PixelEncoder.PLACES.preprocessing().normalise(crop, pixels);
    return pixels.array();
  }

  private static ImagePipeline pipeline(int threads) {
    return new ImagePipeline(new PixelEncoder(), DecodeOptions.defaults(), threads).raw();
  }

  private Path picture(String name, int seed) throws IOException {
    BufferedImage image = new BufferedImage(12, 9, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 12; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** Its features are the pixels themselves. */
  private static final class PixelEncoder implements Encoder {

    static final Preprocessing INPUT = Preprocessing.clip(4);

    /** One place, whose token is the first pixel. */
    static final LocalView PLACES =
        new LocalView(
            "1", Preprocessing.clip(8), List.of(new LocalView.Level("pixel", 1)), 1, 1, 0, 8);

    int askedForGlobals;
    int lookedCloser;

    @Override
    public String name() {
      return "pixels";
    }

    @Override
    public String fingerprint() {
      return "0";
    }

    @Override
    public int dimension() {
      return INPUT.length();
    }

    @Override
    public int gridWidth() {
      return 0;
    }

    @Override
    public int gridHeight() {
      return 0;
    }

    @Override
    public Preprocessing preprocessing() {
      return INPUT;
    }

    @Override
    public List<String> templates() {
      return List.of("{}");
    }

    @Override
    public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
      float[] rows = new float[images * INPUT.length()];
      pixels.duplicate().get(rows);
      return FeatureBatch.ofGlobals(Matrix.wrap(rows, images, INPUT.length()));
    }

    @Override
    public FeatureBatch encodeRawGlobals(FloatBuffer pixels, int images) {
      askedForGlobals++;
      return encodeRawImages(pixels, images);
    }

    @Override
    public Optional<LocalView> local() {
      return Optional.of(PLACES);
    }

    @Override
    public List<LocalTokens> encodeLocal(FloatBuffer pixels, int images) {
      lookedCloser++;
      return List.of(
          new LocalTokens(List.of(Matrix.of(new float[] {pixels.get(pixels.position())}))));
    }

    @Override
    public Matrix encodeRawTexts(List<String> texts) {
      throw new UnsupportedOperationException("pictures only");
    }

    @Override
    public void close() {}
  }
}
