package io.glimpse.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.LocalTokens;
import io.glimpse.feature.TextFeatures;
import io.glimpse.local.LocalClassifier;
import io.glimpse.local.LocalShots;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBankTest {

  private static final int SHOTS = 12;

  @TempDir Path folder;

  private final Random random = new Random(2);
  private final Matrix keys = noise(SHOTS, 5).normalizeRows();
  private final List<LocalTokens> places = places(SHOTS);

  private Matrix noise(int rows, int columns) {
    Matrix m = new Matrix(rows, columns);
    for (int i = 0; i < rows * columns; i++) {
      m.data()[i] = (float) random.nextGaussian();
    }
    return m;
  }

  private List<LocalTokens> places(int count) {
    List<LocalTokens> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Matrix tokens = noise(9, 3);
      tokens.set(i % 9, i % 2, 15);
      all.add(new LocalTokens(List.of(tokens, noise(9, 2))));
    }
    return all;
  }

  private Bank bank(int shots) {
    ClassSet classes = ClassSet.of("good", "bad");
    List<Matrix> prompts = List.of(keys.rows(0, 1).copy(), keys.rows(1, 2).copy());
    return new Bank(
            new EncoderId("none", "0".repeat(64)),
            new BankTexts(
                TextFeatures.ofPrompts(classes, prompts),
                List.of(List.of("good"), List.of("bad")),
                List.of("{}")),
            BankShots.of(
                Cache.of(
                    keys.rows(0, shots),
                    Labels.of(IntStream.range(0, shots).map(i -> i % 2).toArray())),
                IntStream.range(0, shots).mapToObj(i -> new Shot("id" + i, "file" + i)).toList()),
            Fitted.of("auto", Map.of()),
            new Provenance("test", "fixed", 0, 1, 1, "2026-01-01T00:00:00Z"),
            null)
        .withLocal(LocalShots.of(places.subList(0, shots)));
  }

  private static byte[] bytes(Bank bank) {
    try {
      return BankFile.toBytes(bank);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileKeepsWhatPlacesSay() throws IOException {
    Bank bank = bank(SHOTS);
    Path file = folder.resolve("my.bank");
    BankFile.write(file, bank);

    Bank back = BankFile.read(file);

    FeatureBatch query = FeatureBatch.ofGlobals(noise(2, 5).normalizeRows()).withLocal(places(2));
    assertThat(back.local()).isPresent();
    assertThat(back.classifier().logits(query).data())
        .isEqualTo(bank.classifier().logits(query).data());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(back));
  }

  @Test
  void aBankThatGrewIsTheBankOfAllItsShots() {
    Bank grown = bank(SHOTS - 2);
    for (int i = SHOTS - 2; i < SHOTS; i++) {
      grown =
          grown.with(
              i % 2 == 0 ? "good" : "bad",
              List.of(),
              keys.rows(0, 1),
              keys.rows(i, i + 1),
              List.of(new Shot("id" + i, "file" + i)),
              places.subList(i, i + 1));
    }

    assertThat(bytes(grown)).isEqualTo(bytes(bank(SHOTS)));
    assertThat(bytes(grown.withoutShot("id11").withoutShot("id10"))).isEqualTo(bytes(bank(10)));
  }

  @Test
  void aShotThatChangesItsClassTakesItsPlacesAlong() {
    Bank bank = bank(SHOTS).relabel("id3", "good");

    LocalClassifier local = bank.local().orElseThrow();
    assertThat(bank.shots().local()).isNotNull();
    assertThat(local.classes().names()).containsExactly("good", "bad");
    assertThat(bytes(bank.relabel("id3", "bad"))).isEqualTo(bytes(bank(SHOTS)));
  }

  @Test
  void examplesWithoutPlacesDoNotComeToABankThatLooksAtThem() {
    assertThatThrownBy(
            () ->
                bank(4)
                    .with(
                        "good",
                        List.of(),
                        keys.rows(0, 1),
                        keys.rows(7, 8),
                        List.of(new Shot("x", "x"))))
        .hasMessageContaining("without local tokens");
  }

  @Test
  void aBankWithoutPlacesIsWhatItWasToTheByte() {
    Bank plain = bank(4).withLocal(null);

    assertThat(plain.local()).isEmpty();
    assertThat(new String(bytes(plain), StandardCharsets.ISO_8859_1)).doesNotContain("local");
  }

  private static LocalTokens joined(LocalTokens a, LocalTokens b) {
    List<Matrix> levels = new ArrayList<>();
    for (int level = 0; level < a.levels().size(); level++) {
      Matrix first = a.levels().get(level);
      Matrix both = new Matrix(2 * first.rows(), first.columns());
      both.setRows(0, first);
      both.setRows(first.rows(), b.levels().get(level));
      levels.add(both);
    }
    return new LocalTokens(levels);
  }

  /** Shots of two squares, but for the first, which has one. */
  private Bank tiled(Tiling tiling) {
    List<LocalTokens> cut = new ArrayList<>(List.of(places.get(0)));
    for (int i = 1; i < 4; i++) {
      cut.add(joined(places.get(i), places.get(i + 4)));
    }
    return bank(4).withLocal(LocalShots.of(cut, 9, tiling));
  }

  @Test
  void aFileKeepsHowPicturesWereCut() throws IOException {
    Bank bank = tiled(Tiling.NATIVE);
    Path file = folder.resolve("my.bank");
    BankFile.write(file, bank);

    Bank back = BankFile.read(file);

    LocalShots local = Objects.requireNonNull(back.shots().local());
    assertThat(local.tiling()).isEqualTo(Tiling.NATIVE);
    assertThat(local.squares()).containsExactly(1, 2, 2, 2);
    assertThat(local.bytes()).isEqualTo(7L * 9 * 5 * 2);
    for (int level = 0; level < 2; level++) {
      Matrix whole = local.get(2).levels().get(level);
      LocalShots apart = LocalShots.of(List.of(places.get(2), places.get(6)));
      assertThat(whole.rows(0, 9).copy().data()).isEqualTo(apart.get(0).levels().get(level).data());
      assertThat(whole.rows(9, 18).copy().data())
          .isEqualTo(apart.get(1).levels().get(level).data());
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes(back));
    assertThat(Objects.requireNonNull(back.withoutShot("id2").shots().local()).squares())
        .containsExactly(1, 2, 2);
  }

  @Test
  void banksWhosePicturesWereCutOtherwiseAreNotMerged() {
    Bank three = tiled(new Tiling(3));

    assertThatThrownBy(() -> three.merge(tiled(Tiling.NATIVE)))
        .hasMessage(
            "the pictures of the other bank were looked at in tiles 'auto', those of this one in"
                + " tiles '3'; build one of them anew");
    assertThatThrownBy(() -> three.merge(bank(4))).hasMessageContaining("tiles '1'");
    assertThat(bytes(three.merge(tiled(new Tiling(3))))).isEqualTo(bytes(three));
  }

  @Test
  void squaresThatAreNotThoseOfTheShotsAreRefused() {
    String text = new String(bytes(tiled(Tiling.NATIVE)), StandardCharsets.ISO_8859_1);
    for (String wrong : List.of("[1,2,2,3]", "[1,2,4,0]", "[7,0,0,0]", "[3,2,2  ]")) {
      byte[] changed = text.replace("[1,2,2,2]", wrong).getBytes(StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> BankFile.read("b.bank", changed))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("local");
    }
    byte[] twelve =
        text.replace("\\\"tiles\\\":\\\"auto\\\"", "\\\"tiles\\\":\\\"many\\\"")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> BankFile.read("b.bank", twelve))
        .hasMessageContaining("its metadata 'local' cannot be used: tiles along");
  }

  @Test
  void tokensThatAreNotWhatTheFileSaysAreRefused() throws IOException {
    byte[] bytes = bytes(bank(4));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String wrong : List.of("\\\"places\\\":8", "\\\"places\\\":0")) {
      byte[] changed =
          text.replace("\\\"places\\\":9", wrong).getBytes(StandardCharsets.ISO_8859_1);
      assertThat(changed).isNotEqualTo(bytes);
      assertThatThrownBy(() -> BankFile.read("b.bank", changed))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("local");
    }
  }
}
