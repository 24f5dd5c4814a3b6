package io.glimpse.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.feature.EncoderId;
import io.glimpse.file.Sha256;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.ParameterException;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankFileTest {

  private static final Matrix AXES = Matrix.of(new float[] {1, 0}, new float[] {0, 1});

  private final Map<String, String> metadata = new HashMap<>();
  private final Path file;

  BankFileTest(@TempDir Path folder) {
    file = folder.resolve("pets.bank");
  }

  @BeforeEach
  void soundMetadata() {
    metadata.put("format", "glimpse-bank");
    metadata.put("version", "1");
    metadata.put("encoder", "{\"name\":\"lite\",\"fingerprint\":\"00ff\"}");
    metadata.put("classes", "[\"cat\",\"dog\"]");
    metadata.put("templates", "[\"a {}\"]");
    metadata.put("prompts", "[[\"a cat\"],[\"a dog\"]]");
    metadata.put(
        "shots", "[{\"id\":\"1\",\"source\":\"1.jpg\"},{\"id\":\"2\",\"source\":\"2.jpg\"}]");
    metadata.put("method", "\"tip\"");
    metadata.put("parameters", "{\"alpha\":\"2\"}");
    metadata.put(
        "provenance",
        "{\"version\":\"0.1.0\",\"selection\":\"fixed\",\"selectedOn\":0,\"seed\":1,\"views\":1,"
            + "\"created\":\"2025-01-01T00:00:00Z\"}");
  }

  private Bank read(Matrix prompts, Matrix keys) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    metadata.forEach(writer::metadata);
    writer
        .add("text.prompts", prompts)
        .add("cache.keys", keys)
        .add("cache.labels", new long[] {0, 1}, 2)
        .write(file);
    return BankFile.read(file);
  }

  private void assertDamaged(Matrix prompts, Matrix keys, String reason) {
    assertThatThrownBy(() -> read(prompts, keys))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": this bank is damaged: " + reason);
  }

  @Test
  void aBankIsReadAsItWasWritten() throws IOException {
    Bank bank = Banks.of(List.of("cat", "dog"), List.of("1", "2"));
    BankFile.write(file, bank);

    Bank read = BankFile.read(file);

    assertThat(read.encoder()).isEqualTo(bank.encoder());
    assertThat(read.classes()).isEqualTo(bank.classes());
    assertThat(read.prompts()).isEqualTo(bank.prompts());
    assertThat(read.shots().list()).isEqualTo(bank.shots().list());
    assertThat(read.parameters()).containsEntry("alpha", "2");
    assertThat(read.provenance()).isEqualTo(bank.provenance());
  }

  @Test
  void howCloudsWereDrawnIsRemembered() throws IOException {
    assertThat(read(AXES, AXES).clouds()).isNull();
    metadata.put(
        "clouds",
        "{\"preset\":\"my.properties\",\"presetText\":\"size = 8\",\"up\":\"z\","
            + "\"points\":1024,\"seed\":3,"
            + "\"fusion\":\"averaged\",\"weights\":[0.5,1]}");

    Bank bank = read(AXES, AXES);
    BankFile.write(file, bank);

    CloudDrawing drawing =
        new CloudDrawing(
            "my.properties", "size = 8", "z", 1024, 3, Fusion.AVERAGED, ViewWeights.of(0.5f, 1f));
    assertThat(bank.clouds()).isEqualTo(drawing);
    assertThat(BankFile.read(file).clouds()).isEqualTo(drawing);
  }

  @Test
  void howPicturesWereReadIsRememberedWhereItIsNotUsual() throws IOException {
    Bank usual = Banks.of(List.of("cat", "dog"), List.of("c1", "d1"));
    PictureReading onWhite = new PictureReading("white", "used");
    BankFile.write(file, Banks.read(usual, onWhite));
    assertThat(BankFile.read(file).provenance().reading()).isEqualTo(onWhite);

    BankFile.write(file, usual);
    assertThat(BankFile.read(file).provenance().pictures()).isNull();
    assertThat(BankFile.read(file).provenance().reading()).isEqualTo(PictureReading.USUAL);
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .doesNotContain("scale16");
  }

  @Test
  void pointsThatWereLeftOutAreRemembered() throws IOException {
    Bank pictures = Banks.of(List.of("cat", "dog"), List.of("c1", "d1"));
    CloudDrawing drawing =
        new CloudDrawing("pointclip-zs", "", "y", 1024, 1, Fusion.AVERAGED, null, true);
    BankFile.write(file, Banks.ofClouds(pictures, drawing));
    assertThat(BankFile.read(file).clouds()).isEqualTo(drawing);
  }

  /** Digests of what 0.1.0 wrote before a bank was made of parts. */
  @Test
  void theSameBankGivesTheSameBytesAsEver() throws IOException {
    Bank pictures = Banks.older(Banks.of(List.of("cat", "dog"), List.of("c1", "d1")));
    CloudDrawing drawing =
        new CloudDrawing(
            "pointclip-zs", "", "y", 1024, 1, Fusion.AVERAGED, ViewWeights.of(0.5f, 1f));

    assertThat(digest(pictures))
        .isEqualTo("479c7867ced7c4978b9b595230e52865df0b6bc299213b9f7add0dcbfe479367");
    assertThat(digest(Banks.ofClouds(pictures, drawing)))
        .isEqualTo("ef82933b1c393c4895e2f5d1a772f4809d4d963a720510b28d8953d95ce295ab");
    assertThat(digest(Banks.trained(pictures, "tip-f", Map.of("keys", AXES))))
        .isEqualTo("f3475617f327c918a3eb9490cef3ec462b174e4c63707f209b4503889e6a3a59");
  }

  private String digest(Bank bank) throws IOException {
    BankFile.write(file, bank);
    return Sha256.of(file);
  }

  @Test
  void bytesInMemoryAreThoseOfTheFile() throws IOException {
    Bank bank = Banks.of(List.of("cat", "dog"), List.of("c1", "d1"));
    BankFile.write(file, bank);
    byte[] bytes = BankFile.toBytes(bank);

    Bank read = BankFile.read("row 7", bytes);

    assertThat(bytes).isEqualTo(Files.readAllBytes(file));
    assertThat(BankFile.toBytes(read)).isEqualTo(bytes);
  }

  @Test
  void bytesThatAreNoBankAreNamed() throws IOException {
    byte[] bytes = BankFile.toBytes(Banks.of(List.of("cat", "dog"), List.of("c1", "d1")));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] other =
        text.replace("glimpse-bank", "glimpse-sofa").getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> BankFile.read("row 7", other))
        .isInstanceOf(IOException.class)
        .hasMessage("row 7: this is a safetensors file, but not a bank of Glimpse");
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> BankFile.read("row 7", cut))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("row 7: ");
    }
  }

  @Test
  void fieldsOfLaterVersionsAreLeftAside() throws IOException {
    metadata.put("encoder", "{\"name\":\"lite\",\"fingerprint\":\"00ff\",\"dtype\":\"f16\"}");
    metadata.put(
        "provenance",
        Objects.requireNonNull(metadata.get("provenance")).replace("}", ",\"host\":null}"));

    assertThat(read(AXES, AXES).encoder()).isEqualTo(new EncoderId("lite", "00ff"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "classes | [null,\"dog\"] | is wrong: element 0 is null, not text",
        "classes | [\"cat\",7] | is wrong: element 1 is the number 7, not text",
        "classes | null | is null, not a list",
        "clouds | null | is null, not an object",
        "clouds | {\"weights\":[]} | is wrong: 'preset' is missing, not text",
        "clouds | {\"weights\":[null]} | is wrong: element 0 of 'weights' is null, not a number",
        "clouds | {\"weights\":[],\"preset\":\"a\",\"up\":\"x\",\"points\":1,\"seed\":1,\"fusion\":\"averaged\"} | cannot be used: up is y or z, not 'x'",
        "classes | [\"cat\",\"cat\"] | cannot be used: class 'cat' is listed twice, as number 1 and 2",
        "classes | [\"cat\", | is not valid JSON at character 7",
        "classes | [\"cat\"] [] | is not valid JSON at character 8",
        "parameters | {\"alpha\":null} | is wrong: 'alpha' is null, not text",
        "parameters | {\"alpha\":\"1\",\"alpha\":\"2\"} | is not valid JSON at character 20",
        "prompts | [null,[\"dog\"]] | is wrong: element 0 is null, not a list",
        "prompts | [[\"cat\"],[null]] | is wrong: element 0 of element 1 is null, not text",
        "prompts | [[\"cat\"],[\"dog\"],[\"cow\"]] | has 3 lists for 2 classes",
        "prompts | [[\"cat\"],[]] | has none for class 'dog'",
        "prompts | [[\"cat\"],[\"dog\",\"hound\"]] | lists 3 prompts, but text.prompts has 2 rows",
        "templates | [\"a {}\",null] | is wrong: element 1 is null, not text",
        "templates | [] | is an empty list",
        "templates | [\"a cat\"] | has 'a cat', which lacks {}, the place of the name",
        "encoder | {\"name\":\"lite\"} | is wrong: 'fingerprint' is missing, not text",
        "encoder | {\"name\":null,\"fingerprint\":\"0\"} | is wrong: 'name' is null, not text",
        "encoder | {\"name\":\"\",\"fingerprint\":\"0\"} | is wrong: 'name' is blank",
        "provenance | {} | is wrong: 'version' is missing, not text",
        "shots | [null,null] | is wrong: element 0 is null, not an object",
        "shots | [{\"id\":null,\"source\":\"\"}] | is wrong: 'id' of element 0 is null, not text",
        "shots | [{\"id\":\"1\",\"source\":null}] | is wrong: 'source' of element 0 is null, not text",
        "method | null | is null, not text"
      })
  void hostileMetadataAreNamed(String key, String value, String reason) {
    metadata.put(key, value);

    assertDamaged(AXES, AXES, "its metadata '" + key + "' " + reason);
  }

  @Test
  void numbersOfTheProvenanceHaveRanges() {
    metadata.put(
        "provenance",
        Objects.requireNonNull(metadata.get("provenance")).replace("\"views\":1", "\"views\":0"));

    assertDamaged(
        AXES,
        AXES,
        "its metadata 'provenance' is wrong: 'views' is the number 0,"
            + " not a whole number from 1 to 2147483647");
  }

  @Test
  void metadataThatAreMissingAreNamed() {
    metadata.remove("templates");

    assertDamaged(AXES, AXES, "its metadata 'templates' is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "method, '\"tipp\"', 'there is no method ''tipp''; did you mean ''tip''?'",
    "parameters, '{\"alpha\":\"-1\"}', 'alpha=-1 is out of range: 0 to 1000000'"
  })
  void methodsAndParametersThatDoNotExistAreTheFilesFault(String key, String value, String reason) {
    metadata.put(key, value);

    assertDamaged(AXES, AXES, "its metadata '" + key + "' cannot be used: " + reason);
    assertThatThrownBy(() -> read(AXES, AXES)).isNotInstanceOf(ParameterException.class);
  }

  @Test
  void rowsThatAreNotUnitAreRefused() {
    Matrix zero = Matrix.of(new float[] {1, 0}, new float[] {0, 0});
    Matrix large = Matrix.of(new float[] {1, 0}, new float[] {0, 1000});

    assertDamaged(AXES, zero, "cache.keys, row 1 has the length 0.000, not 1");
    assertDamaged(zero, AXES, "text.prompts, row 1 has the length 0.000, not 1");
    assertDamaged(AXES, large, "cache.keys, row 1 has the length 1000, not 1");
  }

  @Test
  void keysAreAsWideAsTexts() {
    Matrix wide = Matrix.of(new float[] {1, 0, 0}, new float[] {0, 1, 0});

    assertDamaged(AXES, wide, "cache.keys is 3 wide, but text.prompts is 2 wide");
  }

  @Test
  void aMethodThatWasNotTrainedSaysHow() throws IOException {
    metadata.put("method", "\"tip-f\"");
    Bank untrained = read(AXES, AXES);

    assertThatThrownBy(untrained::classifier)
        .hasMessage("method 'tip-f' must be trained: build the bank by this method");
  }
}
