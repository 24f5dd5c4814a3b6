package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import io.glimpse.tensor.SafetensorsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ready features in whatever files people have them. */
class FeatureFormatsTest {

  private static final int CLASSES = 3;
  private static final int WIDTH = 7;
  private static final int[] SHOTS = {0, 1, 2, 0, 1, 2};
  private static final int[] TRUTH = {0, 1, 2, 0, 1};

  @TempDir Path folder;

  private Matrix shots = new Matrix(1, 1);
  private Matrix tests = new Matrix(1, 1);
  private Matrix texts = new Matrix(1, 1);

  @BeforeEach
  void features() {
    Random random = new Random(3);
    shots = around(random, SHOTS);
    tests = around(random, TRUTH);
    texts = around(random, 0, 1, 2);
  }

  private static Matrix around(Random random, int... labels) {
    Matrix rows = new Matrix(labels.length, WIDTH);
    for (int i = 0; i < labels.length; i++) {
      for (int j = 0; j < WIDTH; j++) {
        rows.set(i, j, (float) (0.2 * random.nextGaussian() + (j == labels[i] ? 1 : 0)));
      }
    }
    return rows.normalizeRows();
  }

  @Test
  void keysAsTipAdapterStoresThemAreTurnedWithANote() {
    Path in = Shared.path("field/inputs/torch_features");

    for (String method : List.of("tip", "auto", "linear-probe")) {
      Run run =
          Run.of(
                  "eval-features",
                  "--method",
                  method,
                  "--test",
                  in.resolve("test_f.pt"),
                  "--test-labels",
                  in.resolve("test_l.pt"),
                  "--cache",
                  in.resolve("keys_4shots.pt"),
                  "--cache-labels",
                  in.resolve("values_4shots.pt"),
                  "--json")
              .exits(0);
      assertThat(run.json().at("/correct").asInt()).isEqualTo(18);
      assertThat(run.json().at("/warnings").toString())
          .contains("keys_4shots.pt: its shape is [512, 20], which is taken for [d, n] and turned");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"npz", "safetensors"})
  void oneOfSeveralArraysIsNamedBehindTheFile(String format) throws IOException {
    Path all = folder.resolve("all." + format);
    if (format.equals("npz")) {
      npz(all);
    } else {
      new SafetensorsWriter()
          .add("keys", shots)
          .add("labels", SHOTS, SHOTS.length)
          .add("text", texts)
          .write(all);
    }
    List<Object> test = List.of("--test", write("t", tests), "--test-labels", write("y", TRUTH));

    JsonNode expected = evaluate(test, write("k", shots), write("l", SHOTS), write("w", texts));
    JsonNode hash = evaluate(test, all + "#keys", all + "#labels", all + "#text");
    JsonNode colon = evaluate(test, all + ":keys", all + ":labels", all + ":text");

    assertThat(hash.at("/correct")).isEqualTo(expected.at("/correct"));
    assertThat(colon.at("/correct")).isEqualTo(expected.at("/correct"));
    assertThat(Files.readAllBytes(folder.resolve("out.npy"))).isEqualTo(logits());
    String refused = run(test, all, all + "#labels", all + "#text").exits(1).err();
    assertThat(refused)
        .contains(all + ": it holds the arrays keys, labels, text; say which, as in all." + format);
    assertThat(run(test, all + "#key", all + "#labels", all + "#text").exits(1).err())
        .contains("'key'", "keys");
  }

  private byte[] logits() throws IOException {
    List<Object> test = List.of("--test", write("t", tests), "--test-labels", write("y", TRUTH));
    byte[] before = Files.readAllBytes(folder.resolve("out.npy"));
    evaluate(test, write("k", shots), write("l", SHOTS), write("w", texts));
    byte[] plain = Files.readAllBytes(folder.resolve("out.npy"));
    Files.write(folder.resolve("out.npy"), before);
    return plain;
  }

  private JsonNode evaluate(List<Object> test, Object cache, Object labels, Object text) {
    return run(test, cache, labels, text).exits(0).json();
  }

  private Run run(List<Object> test, Object cache, Object labels, Object text) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "eval-features",
                "--method",
                "tip",
                "--json",
                "--cache",
                cache,
                "--cache-labels",
                labels,
                "--text",
                text,
                "--logits",
                folder.resolve("out.npy")));
    all.addAll(test);
    return Run.of(all.toArray());
  }

  @Test
  void textsThatAreStoredTheOtherWayRoundAreTurned() throws IOException {
    List<Object> test = List.of("--test", write("t", tests), "--test-labels", write("y", TRUTH));

    Run turned = run(test, write("k", shots), write("l", SHOTS), write("w", texts.transposed()));

    assertThat(turned.exits(0).err()).contains("w.npy: its shape is [7, 3], which is taken for");
    byte[] bytes = Files.readAllBytes(folder.resolve("out.npy"));
    assertThat(bytes).isEqualTo(logits());
  }

  @Test
  void truthValuesAreNoLabels() throws IOException {
    Path bools = folder.resolve("b.npy");
    byte[] bytes = new byte[128 + TRUTH.length];
    byte[] header =
        "\u0093NUMPY\1\0v\0{'descr': '|b1', 'fortran_order': False, 'shape': (5,), }"
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    java.util.Arrays.fill(bytes, 0, 128, (byte) ' ');
    System.arraycopy(header, 0, bytes, 0, header.length);
    bytes[127] = '\n';
    Files.write(bools, bytes);

    Run run =
        run(
            List.of("--test", write("t", tests), "--test-labels", bools),
            write("k", shots),
            write("l", SHOTS),
            write("w", texts));

    assertThat(run.exits(1).err())
        .contains("b.npy: these are true and false, not the numbers of classes");
  }

  @Test
  void whatIsNoFileOfArraysIsCalledByItsName() throws IOException {
    Path picture = Pictures.okapi(folder);
    Run run =
        run(
            List.of("--test", picture, "--test-labels", write("y", TRUTH)),
            write("k", shots),
            write("l", SHOTS),
            write("w", texts));
    assertThat(run.exits(1).err()).contains("okapi.jpg: it is a JPEG picture, and no file of");
  }

  @ParameterizedTest
  @CsvSource({"t, tip", "k, tip", "w, tip", "v, tip", "t, zero-shot", "k, gda", "t, gda", "k, lpp"})
  void rowsThatAreNotUnitAreToldByFileRowAndLengthOnEveryPath(String part, String method)
      throws IOException {
    Run run = evaluateWithLongRow(part, method, 3f).exits(0);

    assertThat(run.json().at("/warnings").toString())
        .contains(
            part
                + ".npy: row 1 has the length 3.000, but '"
                + method
                + "' expects rows of length 1")
        .doesNotContain("row 0 has");
    assertThat(evaluateWithLongRow(part, method, 1.004f).exits(0).json().at("/warnings"))
        .as("rounding to 16 bits")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"k, tip-f", "t, tip", "k, auto", "v, tip", "t, proker"})
  void aFailureThatComesOfLongRowsIsBlamedOnThem(String part, String method) throws IOException {
    Run run = evaluateWithLongRow(part, method, 1000f).exits(1);

    assertThat(run.err())
        .contains(
            part
                + ".npy: row 1 has the length 1000, but '"
                + method
                + "' expects rows of length 1; normalise the features first");
  }

  @Test
  void methodsForRawFeaturesTakeThemAsTheyAre() throws IOException {
    assertThat(evaluateWithLongRow("k", "linear-probe", 3f).exits(0).json().at("/warnings"))
        .isEmpty();
  }

  /** Row 1 of a file is longer than 1. */
  private Run evaluateWithLongRow(String part, String method, float length) throws IOException {
    List<Object> all = new ArrayList<>(List.of("eval-features", "--method", method, "--json"));
    boolean val = part.equals("v");
    all.addAll(List.of("--test", write("t", part.equals("t") ? longRow(tests, length) : tests)));
    all.addAll(List.of("--test-labels", write("y", TRUTH)));
    all.addAll(List.of("--cache", write("k", part.equals("k") ? longRow(shots, length) : shots)));
    all.addAll(List.of("--cache-labels", write("l", SHOTS)));
    all.addAll(List.of("--text", write("w", part.equals("w") ? longRow(texts, length) : texts)));
    if (val) {
      all.addAll(List.of("--val", write("v", longRow(tests, length))));
      all.addAll(List.of("--val-labels", write("u", TRUTH), "--select", "val"));
    }
    return Run.of(all.toArray());
  }

  private static Matrix longRow(Matrix rows, float length) {
    Matrix longer = rows.copy();
    for (int j = 0; j < longer.columns(); j++) {
      longer.set(1, j, longer.get(1, j) * length);
    }
    return longer;
  }

  @Test
  void withoutLabelsItWritesPredictions() throws IOException {
    Path csv = folder.resolve("p.csv");
    Path json = folder.resolve("p.json");
    Path names = Files.writeString(folder.resolve("n.txt"), "red\ngreen, dark\nblue\n");
    List<Object> test = List.of("--test", write("t", tests), "--predictions");

    List<Object> toCsv = new ArrayList<>(test);
    toCsv.addAll(List.of(csv, "--names", names));
    JsonNode report = evaluate(toCsv, write("k", shots), write("l", SHOTS), write("w", texts));
    List<Object> toJson = new ArrayList<>(test);
    toJson.addAll(List.of(json, "--test-labels", write("y", TRUTH)));
    JsonNode counted = evaluate(toJson, write("k", shots), write("l", SHOTS), write("w", texts));

    assertThat(report.has("correct")).isTrue();
    assertThat(report.at("/correct").isNull()).isTrue();
    assertThat(report.at("/accuracy").isNull()).isTrue();
    assertThat(report.at("/total").asInt()).isEqualTo(TRUTH.length);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).isEqualTo("row,class,name,probability,logit");
    assertThat(lines.get(2)).startsWith("1,1,\"green, dark\",");
    assertThat(lines).hasSize(1 + TRUTH.length);
    JsonNode document = new ObjectMapper().readTree(json.toFile());
    assertThat(document.at("/classes")).hasSize(CLASSES);
    assertThat(document.at("/predictions")).hasSize(TRUTH.length);
    assertThat(document.at("/predictions/1/class").asInt()).isEqualTo(1);
    assertThat(document.at("/predictions/1/label").asInt()).isEqualTo(1);
    assertThat(document.at("/predictions/1/probability").asDouble()).isBetween(1.0 / CLASSES, 1.0);
    assertThat(counted.at("/correct").asInt()).isEqualTo(5);
  }

  @Test
  void thereIsSomewhereForAnswersToGo() throws IOException {
    assertThat(
            Run.of(
                    "eval-features",
                    "--method",
                    "zero-shot",
                    "--test",
                    write("t", tests),
                    "--text",
                    write("w", texts))
                .exits(2)
                .err())
        .contains("--predictions or --logits");
    assertThat(
            Run.of(
                    "eval-features",
                    "--method",
                    "zero-shot",
                    "--test",
                    write("t", tests),
                    "--text",
                    write("w", texts),
                    "--predictions",
                    "p.txt")
                .exits(2)
                .err())
        .contains("ends in .csv or .json");
    assertThat(
            Run.of(
                    "eval-features",
                    "--method",
                    "tip",
                    "--select",
                    "reference",
                    "--test",
                    write("t", tests),
                    "--cache",
                    write("k", shots),
                    "--cache-labels",
                    write("l", SHOTS),
                    "--predictions",
                    folder.resolve("p.csv"))
                .exits(2)
                .err())
        .contains("--test-labels");
  }

  @Test
  void nothingIsWrittenOverWhatIsRead() throws IOException {
    Path test = write("t", tests);
    Path all = folder.resolve("all.npz");
    npz(all);
    for (Path out : List.of(test, all)) {
      byte[] before = Files.readAllBytes(out);
      Run run =
          Run.of(
              "eval-features",
              "--method",
              "tip",
              "--test",
              test,
              "--cache",
              all + "#keys",
              "--cache-labels",
              all + "#labels",
              "--logits",
              out);
      assertThat(run.exits(2).err()).contains(out + " is read, and would be replaced");
      assertThat(Files.readAllBytes(out)).isEqualTo(before);
    }
  }

  private void npz(Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, "keys", write("k", shots));
      entry(zip, "labels", write("l", SHOTS));
      entry(zip, "text", write("w", texts));
    }
  }

  private static void entry(ZipOutputStream zip, String name, Path npy) throws IOException {
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    zip.write(Files.readAllBytes(npy));
  }

  private Path write(String name, Matrix rows) throws IOException {
    Path file = folder.resolve(name + ".npy");
    Npy.write(file, rows);
    return file;
  }

  private Path write(String name, int... labels) throws IOException {
    Path file = folder.resolve(name + ".npy");
    Npy.write(file, labels);
    return file;
  }
}
