package io.glimpse.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.PictureReading;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.Labels;
import io.glimpse.feature.LocalTokens;
import io.glimpse.feature.Shots;
import io.glimpse.feature.TextFeatures;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Task;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.ViewWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Banks of files go in and come out again to the byte, after a restart, too. */
class BankImportTest {

  private static final int CLASSES = 3;
  private static final int SHOTS = 6;
  private static final int WIDTH = 24;

  @TempDir Path folder;

  private final Random random = new Random(5);
  private final Matrix keys = rows(CLASSES * SHOTS);
  private final TextFeatures text =
      TextFeatures.ofPrompts(
          ClassSet.of("Katze", "犬", "snow leopard"), List.of(rows(2), rows(1), rows(3)));

  @Test
  void aBankWithPromptsTemplatesAndCalibration() throws IOException {
    assertComesBack(bank(Fitted.of("auto", Map.of()), null, null, null));
  }

  @Test
  void aBankThatLooksAtPlaces() throws IOException {
    List<LocalTokens> places = new ArrayList<>();
    for (int i = 0; i < CLASSES * SHOTS; i++) {
      places.add(new LocalTokens(List.of(noise(4, 5), noise(4, 3))));
    }
    assertComesBack(bank(Fitted.of("auto", Map.of()), LocalShots.of(places), null, null));
  }

  @Test
  void aBankOfPointClouds() throws IOException {
    CloudDrawing clouds =
        new CloudDrawing(
            "pointclip-v2",
            "a depth map",
            "z",
            1024,
            7,
            Fusion.USUAL,
            ViewWeights.of(1, 2, 3),
            true);
    assertComesBack(bank(Fitted.of("tip", Map.of("alpha", "2")), null, clouds, null));
  }

  @Test
  void aBankWhosePicturesWereReadInAnUnusualWay() throws IOException {
    assertComesBack(
        bank(Fitted.of("tip", Map.of()), null, null, new PictureReading("white", "used")));
  }

  @Test
  void aBankThatWasTrained() throws IOException {
    Classifier trained =
        Methods.of("tip-f")
            .fit(
                Task.of(text)
                    .shots(Shots.of(cache()))
                    .selection(Selection.FIXED)
                    .parameters(Parameters.of(Methods.of("tip-f"), Map.of("epochs", "2")))
                    .build());
    Fitted fitted = new Fitted("tip-f", trained.parameters().asText(), trained.weights(), null);

    assertComesBack(bank(fitted, null, null, null));
  }

  /** By way of a file, as a user has it, and of a change that is undone. */
  private void assertComesBack(Bank bank) throws IOException {
    byte[] file = BankFile.toBytes(bank);
    StoreLocation location = StoreLocation.folder(folder);
    try (BankDatabase database = BankDatabase.open(location)) {
      database.create("it", BankFile.read("it", file), ChangeRequest.PLAIN);
      assertThat(BankFile.toBytes(database.current("it").bank())).isEqualTo(file);
    }
    try (BankDatabase database = BankDatabase.open(location)) {
      assertThat(BankFile.toBytes(database.current("it").bank())).isEqualTo(file);
      database.change("it", ChangeRequest.PLAIN, BankEdits.rename("犬", "dog"));
      assertThat(database.current("it").bank().classes().names())
          .containsExactly("Katze", "dog", "snow leopard");
    }
    try (BankDatabase database = BankDatabase.open(location)) {
      database.undo("it", ChangeRequest.PLAIN);
      assertThat(BankFile.toBytes(database.current("it").bank())).isEqualTo(file);
    }
    try (BankDatabase database = BankDatabase.open(location)) {
      assertThat(BankFile.toBytes(database.current("it").bank())).isEqualTo(file);
      assertThat(database.check()).isEmpty();
    }
  }

  private Bank bank(
      Fitted fitted,
      @Nullable LocalShots local,
      @Nullable CloudDrawing clouds,
      @Nullable PictureReading reading) {
    List<Shot> shots = new ArrayList<>();
    for (int i = 0; i < CLASSES * SHOTS; i++) {
      shots.add(new Shot("id" + i, "Bilder/\u00fc " + i + ".png"));
    }
    return new Bank(
        new EncoderId("axes", "0123456789abcdef"),
        new BankTexts(
            text,
            List.of(List.of("a Katze", "the Katze"), List.of("犬"), List.of("x", "y\n", "\"z\"")),
            List.of("a {}", "the {}")),
        BankShots.of(cache(), shots).withLocal(local),
        fitted,
        new Provenance("0.1.0", "loo", 18, -3, 2, "2026-01-01T00:00:00Z", reading),
        clouds);
  }

  private Cache cache() {
    int[] labels = new int[CLASSES * SHOTS];
    Arrays.setAll(labels, i -> i % CLASSES);
    return Cache.of(keys, Labels.of(labels));
  }

  private Matrix rows(int count) {
    return noise(count, WIDTH).normalizeRows();
  }

  private Matrix noise(int rows, int columns) {
    Matrix noise = new Matrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        noise.set(i, j, (float) random.nextGaussian());
      }
    }
    return noise;
  }
}
