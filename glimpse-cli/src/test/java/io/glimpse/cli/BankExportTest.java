package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.ScratchedParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bank export} as it is typed; what its files answer is tested where they are made. */
class BankExportTest {

  @TempDir static Path made;

  private static Path bank;
  private static Path parts;

  @TempDir Path folder;

  @BeforeAll
  static void build() throws IOException {
    Path shots = Pictures.folder(made.resolve("shots"), "shots", 4, List.of("emu", "okapi"));
    bank = made.resolve("my.bank");
    Run.of("bank", "build", shots, "-o", bank, "--local", "off").exits(0);
    parts = made.resolve("parts.bank");
    Path scratched = new ScratchedParts(1).folders(made.resolve("parts"), 5);
    Run.of("bank", "build", scratched, "-o", parts).exits(0);
  }

  @Test
  void theDocumentNamesWhatWasWritten() {
    Path out = folder.resolve("my.onnx");

    JsonNode told = Run.of("bank", "export", bank, "-o", out, "--json").exits(0).json();

    assertThat(told.at("/files/0/path").asText()).isEqualTo(out.toString());
    assertThat(told.at("/files/0/bytes").asLong()).isEqualTo(out.toFile().length());
    assertThat(told.get("input").asText()).isEqualTo("picture");
    assertThat(told.at("/metadata/classes").asText()).isEqualTo("[\"emu\",\"okapi\"]");
    assertThat(told.at("/metadata/method").asText()).isEqualTo("auto");
    assertThat(told.get("errors")).isEmpty();
  }

  @Test
  void peopleAreToldWhatGoesIn() {
    Run run =
        Run.of("bank", "export", bank, "-o", folder.resolve("head.onnx"), "--input", "feature");

    assertThat(run.exits(0).out())
        .containsPattern("head\\.onnx: \\d+ kB")
        .contains("features of encoder 'lite', of any length")
        .contains("probabilities: calibrated on 8 examples");
  }

  @Test
  void anotherMethodAndNamesAloneAreExported() {
    Path tip = folder.resolve("tip.onnx");
    Path names = folder.resolve("names.onnx");

    JsonNode of =
        Run.of("bank", "export", bank, "-o", tip, "--method", "tip", "--set", "beta=3", "--json")
            .exits(0)
            .json();
    Run.of("bank", "export", "--classes", "cat,dog", "--method", "calip", "-o", names).exits(0);

    assertThat(of.at("/metadata/method").asText()).isEqualTo("tip");
    assertThat(of.at("/metadata/parameters").asText()).contains("\"beta\":\"3\"");
    assertThat(names).isNotEmptyFile();
  }

  @Test
  void aPageIsAFolder() {
    Path page = folder.resolve("new/page");

    JsonNode told = Run.of("bank", "export", bank, "-o", page, "--page", "--json").exits(0).json();

    assertThat(page.resolve("index.html")).isNotEmptyFile();
    assertThat(told.get("files")).hasSizeGreaterThan(8);
    assertThat(told.at("/files/0/path").asText()).endsWith("classifier.onnx");
  }

  @Test
  void smallPlacesAreLeftOutOnRequestOnly() {
    Path out = folder.resolve("parts.onnx");

    Run refused = Run.of("bank", "export", parts, "-o", out).exits(1);

    assertThat(refused.err())
        .contains(
            "parts.bank: this bank also looks at small places of the picture, which an exported"
                + " graph does not; --without-places leaves them out, which gives other answers");
    assertThat(out).doesNotExist();
    Run.of("bank", "export", parts, "-o", out, "--without-places").exits(0);
    assertThat(out).isNotEmptyFile();
  }

  @Test
  void whatDoesNotGoTogetherIsSaidAtOnce() throws IOException {
    Path out = folder.resolve("m.onnx");
    Path file = Files.createFile(folder.resolve("file"));

    refused(2, "give a bank, or name the classes with --classes", "-o", out);
    refused(2, "a bank has classes of its own", bank, "--classes", "a,b", "-o", out);
    refused(2, "--template does not go with one", bank, "--template", "a {}", "-o", out);
    refused(2, "method 'tip' needs examples", "--classes", "a,b", "--method", "tip", "-o", out);
    refused(
        2,
        "an exported graph begins with picture, pixels, feature, not 'x'",
        bank,
        "--input",
        "x",
        "-o",
        out);
    refused(2, "--input does not go with --page", bank, "--page", "--input", "pixels", "-o", out);
    refused(2, "my.bank is read, and would be replaced", bank, "-o", bank);
    refused(
        1,
        "the folder " + folder.resolve("no") + " does not exist",
        bank,
        "-o",
        folder.resolve("no/m.onnx"));
    refused(1, "file is a file; name a folder for the page", bank, "--page", "-o", file);
    refused(1, "at another precision, cannot be compared", bank, "--precision", "int8", "-o", out);
    refused(1, "no.bank", folder.resolve("no.bank"), "-o", out);

    assertThat(out).doesNotExist();
  }

  private static void refused(int code, String sentence, Object... arguments) {
    Object[] all = new Object[arguments.length + 2];
    all[0] = "bank";
    all[1] = "export";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    Run run = Run.of(all).exits(code);
    assertThat(run.err()).contains(sentence);
  }
}
