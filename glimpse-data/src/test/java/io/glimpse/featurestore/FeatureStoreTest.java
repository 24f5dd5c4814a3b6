package io.glimpse.featurestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.data.Dataset;
import io.glimpse.data.Datasets;
import io.glimpse.data.LabelledImage;
import io.glimpse.feature.FeatureSource;
import io.glimpse.matrix.Matrix;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {

  private static final int PICTURES = 300;

  @TempDir Path folder;
  private final SampleEncoder encoder = new SampleEncoder();
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void paint() throws IOException {
    StringBuilder table = new StringBuilder("path,label,split\n");
    for (int i = 0; i < PICTURES; i++) {
      paint(i, i);
      table.append(i).append(".png,class ").append(i % 2).append(",test\n");
    }
    Files.writeString(folder.resolve("mini.csv"), table);
  }

  private void paint(int number, int colour) throws IOException {
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, ((colour / 256) << 16) | ((colour % 256) << 8));
    ImageIO.write(image, "png", picture(number).toFile());
  }

  private Path picture(int number) {
    return folder.resolve(number + ".png");
  }

  @Test
  void everyPictureIsEncodedOnceWhateverListsNameIt() throws IOException {
    features(some(0, 1, 2), false);
    features(some(2, 1, 3, 3), false);
    StoredFeatures again = features(some(3, 0, 3), false);

    assertThat(encoder.encoded)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("0.png", "1.png", "2.png", "3.png");
    assertThat(column(again.labelled().features(), 1)).containsExactly(3, 0, 3);
    assertThat(again.labels().toArray()).containsExactly(1, 0, 1);
  }

  @Test
  void tokensAreReadByBlocksInTheOrderOfTheList() throws IOException {
    StoredFeatures all = features(dataset().test(), true);

    FeatureSource source = all.labelled().features();
    assertThat(source.tokensPerImage()).isEqualTo(SampleEncoder.TOKENS);
    assertThat(source.size()).isEqualTo(PICTURES);
    assertThat(source.read(254, 258).globals().row(2)).containsExactly(1, 0, 1, 0);
    assertThat(source.read(254, 258).spatial(3).row(1)).containsExactly(1, 1, 1, 2);
    assertThat(files(".tokens.npy")).hasSize(2);
  }

  @Test
  void globalFeaturesComeOutOfBlocksWithTokensButNotTheOtherWayRound() throws IOException {
    features(some(0, 1), true);
    features(some(0, 1), false);
    assertThat(encoder.encoded).hasSize(2);

    features(some(2), false);
    features(some(2), true);
    assertThat(encoder.encoded).hasSize(4);
  }

  @Test
  void killedRunContinuesBehindItsLastBlock() throws IOException {
    encoder.killedAfter = 280;
    assertThatThrownBy(() -> features(dataset().test(), true)).hasMessage("killed");
    SampleEncoder fresh = new SampleEncoder();

    StoredFeatures all = features(fresh, dataset().test(), true);

    assertThat(fresh.encoded).hasSize(PICTURES - 256);
    assertThat(column(all.labelled().features(), 1)).startsWith(0, 1, 2).hasSize(PICTURES);
    assertThat(files(".tmp")).isEmpty();
  }

  @Test
  void truncatedBlockIsDetectedAndMadeAgain() throws IOException {
    features(dataset().test(), false);
    Path block = files("000000.global.npy").get(0);
    Files.write(block, Arrays.copyOf(Files.readAllBytes(block), 1000));
    SampleEncoder fresh = new SampleEncoder();

    StoredFeatures all = features(fresh, dataset().test(), false);

    assertThat(fresh.encoded).hasSize(256);
    assertThat(column(all.labelled().features(), 1)).startsWith(0, 1, 2).hasSize(PICTURES);
    assertThat(notes).singleElement().asString().contains("000000.global.npy is damaged");
  }

  @Test
  void blockThatIsDescribedByNothingIsMadeAgain() throws IOException {
    features(some(0, 1), false);
    Files.writeString(files("000000.json").get(0), "null");
    SampleEncoder fresh = new SampleEncoder();

    features(fresh, some(0, 1), false);

    assertThat(fresh.encoded).hasSize(2);
  }

  @Test
  void storeThatIsMarkedByNothingIsRefused() throws IOException {
    features(some(0), false);
    Files.writeString(files("store.json").get(0), "null");

    assertThatThrownBy(() -> features(new SampleEncoder(), some(0), false))
        .hasMessageContaining("store.json: this is not the mark of a feature store");
  }

  @Test
  void singleWrongByteIsDetected() throws IOException {
    features(some(0, 1), true);
    Path block = files("000000.tokens.npy").get(0);
    byte[] bytes = Files.readAllBytes(block);
    bytes[bytes.length - 3] ^= 1;
    Files.write(block, bytes);
    SampleEncoder fresh = new SampleEncoder();

    features(fresh, some(0, 1), true);

    assertThat(fresh.encoded).hasSize(2);
  }

  @Test
  void blockWithoutItsDescriptionDoesNotCount() throws IOException {
    features(some(0, 1), false);
    Files.writeString(files("000000.json").get(0), "{\"pictures\": [");
    SampleEncoder fresh = new SampleEncoder();

    assertThat(features(fresh, some(0, 1), false).pictures()).hasSize(2);
    assertThat(fresh.encoded).hasSize(2);
  }

  @Test
  void changedPictureIsEncodedAgainAndATouchedOrMissingOneIsNot() throws IOException {
    features(some(0, 1, 2), false);
    paint(0, 77);
    Files.setLastModifiedTime(picture(0), FileTime.fromMillis(1));
    Files.setLastModifiedTime(picture(1), FileTime.fromMillis(1));
    Files.delete(picture(2));

    StoredFeatures again = features(some(0, 1, 2), false);

    assertThat(encoder.encoded).hasSize(4);
    assertThat(column(again.labelled().features(), 1)).containsExactly(77, 1, 2);
  }

  @Test
  void corruptPicturesAreNamedAndTheRestGoesOn() throws IOException {
    Files.writeString(picture(1), "not a picture");

    StoredFeatures all = features(some(0, 1, 2), false);

    assertThat(all.pictures()).extracting(LabelledImage::path).containsExactly("0.png", "2.png");
    assertThat(all.failures())
        .singleElement()
        .extracting(f -> f.picture().path())
        .isEqualTo("1.png");
    assertThat(all.failures().get(0).reason()).contains("1.png: the format is not supported");
    assertThat(column(all.labelled().features(), 1)).containsExactly(0, 2);
  }

  @Test
  void viewsAreKeptApartAndTheKeyIsTheNormalisedMean() throws IOException {
    ViewSpec views = ViewSpec.tipAdapter(1, 10);

    StoredFeatures shots =
        FeatureStore.open(store(), encoder)
            .features(dataset(), some(200, 4), views, false, StoreListener.SILENT);
    features(some(200, 4), false);

    assertThat(shots.views()).hasSize(10);
    assertThat(shots.views().get(9).globals().row(0)).containsExactly(0, 200, 10, 0);
    float[] key = shots.shots().keys().row(0);
    assertThat(key[2] / key[1]).isEqualTo(5.5f / 200);
    assertThat(encoder.encoded).hasSize(4);
    assertThat(files("000000.json")).hasSize(2);
  }

  @Test
  void cropsAreOfAtLeastHalfOfThePicture() {
    assertThat(ViewSpec.tipAdapter(1, 10).augmentation()).extracting("minScale").isEqualTo(0.5);
    assertThat(ViewSpec.tipAdapter(2, 10).folderName()).isEqualTo("crops-0.5-1.0-seed2-x10");
    assertThatThrownBy(() -> new ViewSpec(null, null, 2)).hasMessageContaining("2 such views");
  }

  @Test
  void otherEncodersRowsAndVersionsAreRefused() throws IOException {
    features(some(0), false);

    assertThatThrownBy(
            () -> FeatureStore.open(store(), new SampleEncoder("beef", ImageEncoder.Rows.UNIT)))
        .isInstanceOf(FeatureStoreException.class)
        .hasMessageContaining("'samples' (f00d), not with 'samples' (beef)")
        .hasMessageContaining("a folder of its own");
    assertThatThrownBy(
            () -> FeatureStore.open(store(), new SampleEncoder("f00d", ImageEncoder.Rows.RAW)))
        .hasMessageContaining("holds UNIT rows of 5 x 4, not RAW rows");
    Path mark = store().resolve("store.json");
    Files.writeString(mark, Files.readString(mark).replace("\"version\":1", "\"version\":2"));
    assertThatThrownBy(() -> FeatureStore.open(store(), encoder))
        .hasMessageContaining("version 2; this Glimpse writes 1");
    Files.writeString(mark, "{}");
    assertThatThrownBy(() -> FeatureStore.open(store(), encoder))
        .isInstanceOf(FeatureStoreException.class);
  }

  @Test
  void folderThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> FeatureStore.open(folder.resolve("file"), encoder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file");
  }

  @Test
  void twoThreadsShareTheWork() {
    Runnable work =
        () -> {
          try {
            features(dataset().test(), false);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };

    CompletableFuture.allOf(CompletableFuture.runAsync(work), CompletableFuture.runAsync(work))
        .join();

    assertThat(encoder.encoded).hasSize(PICTURES);
  }

  @Test
  void secondProcessWaitsForTheFirst() throws Exception {
    FeatureStore store = FeatureStore.open(store(), encoder);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process other =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                store().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).isEqualTo("locked");
      CountDownLatch waiting = new CountDownLatch(1);
      StoreListener listener =
          new StoreListener() {
            @Override
            public void note(String sentence) {
              notes.add(sentence);
              waiting.countDown();
            }
          };
      CompletableFuture<StoredFeatures> mine =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return store.features(dataset(), some(0, 1), ViewSpec.centre(), false, listener);
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      waiting.await();
      assertThat(encoder.encoded).isEmpty();

      other.outputWriter(StandardCharsets.UTF_8).close();

      assertThat(mine.join().pictures()).hasSize(2);
      assertThat(notes).singleElement().asString().contains("another run is writing");
    } finally {
      other.destroy();
    }
  }

  private StoredFeatures features(List<LabelledImage> pictures, boolean tokens) throws IOException {
    return features(encoder, pictures, tokens);
  }

  private StoredFeatures features(SampleEncoder with, List<LabelledImage> pictures, boolean tokens)
      throws IOException {
    StoreListener listener =
        new StoreListener() {
          @Override
          public void note(String sentence) {
            notes.add(sentence);
          }
        };
    return FeatureStore.open(store(), with)
        .features(dataset(), pictures, ViewSpec.centre(), tokens, listener);
  }

  private Path store() {
    return folder.resolve("store");
  }

  private Dataset dataset() throws IOException {
    return Datasets.ofTable(folder.resolve("mini.csv"));
  }

  private static List<LabelledImage> some(int... numbers) {
    List<LabelledImage> some = new ArrayList<>();
    for (int number : numbers) {
      some.add(new LabelledImage(number + ".png", number % 2));
    }
    return some;
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(store())) {
      return all.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }

  /** What pictures are told apart by: their numbers, up to 255. */
  private static List<Integer> column(FeatureSource source, int column) {
    List<Integer> values = new ArrayList<>();
    Matrix globals = source.globals();
    for (int i = 0; i < source.size(); i++) {
      values.add((int) globals.get(i, column));
    }
    return values;
  }
}
