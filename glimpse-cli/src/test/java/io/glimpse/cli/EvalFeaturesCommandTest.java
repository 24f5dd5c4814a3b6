package io.glimpse.cli;

import static io.glimpse.fixture.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.fixture.Case;
import io.glimpse.fixture.Shared;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.Npy;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalFeaturesCommandTest {

  @TempDir Path folder;

  @Test
  void tipGivesTheFixturesLogits() throws IOException {
    Case c = Case.of("small/tip_1.json");
    int[] truth = new int[c.matrix("inputs.queries").rows()];

    JsonNode json =
        Run.of(
                "eval-features",
                "--method",
                "tip",
                "--test",
                write("f.npy", c.matrix("inputs.queries")),
                "--test-labels",
                write("y.npy", truth),
                "--cache",
                write("k.npy", c.matrix("inputs.shots")),
                "--cache-labels",
                write("l.npy", c.ints("inputs.shot_labels")),
                "--text",
                write("w.npy", c.matrix("inputs.text")),
                "--logits",
                folder.resolve("out.npy"),
                "--json")
            .exits(0)
            .json();

    assertNear(NpyFile.readMatrix(folder.resolve("out.npy")), c.doubles("expected.logits"), 1e-6);
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "method", "select", "params", "correct", "total", "accuracy", "seconds", "warnings");
    assertThat(json.at("/params/alpha").isNumber()).isTrue();
    assertThat(json.at("/seconds").fieldNames())
        .toIterable()
        .containsExactly("load", "prepare", "fit", "select", "predict");
    assertThat(json.at("/total").asInt()).isEqualTo(truth.length);
  }

  @Test
  void timoSeesEveryPromptAndSaysWhenThereAreNone() throws IOException {
    Case c = Case.of("small/timo_1.json");
    Matrix queries = c.matrix("inputs.queries");
    Path prompts = folder.resolve("p.npy");
    Npy.write(prompts, flat(c.matrices("inputs.prompts")), 3, 3, 10);
    List<Object> options =
        List.of(
            "eval-features",
            "--method=timo",
            "--set=alpha=10",
            "--test",
            write("f.npy", queries),
            "--test-labels",
            write("y.npy", new int[queries.rows()]),
            "--cache",
            write("k.npy", c.matrix("inputs.shots")),
            "--cache-labels",
            write("l.npy", c.ints("inputs.shot_labels")),
            "--logits",
            folder.resolve("out.npy"));
    List<Object> withPrompts = new ArrayList<>(options);
    withPrompts.addAll(List.of("--prompts", prompts));
    Run.of(withPrompts.toArray()).exits(0);
    assertNear(NpyFile.readMatrix(folder.resolve("out.npy")), c.doubles("expected.logits"), 1e-5);

    List<Object> withTexts = new ArrayList<>(options);
    withTexts.addAll(List.of("--text", write("w.npy", c.matrices("inputs.prompts").get(0))));
    assertThat(Run.of(withTexts.toArray()).exits(2).err())
        .contains("method 'timo' needs --prompts");
  }

  private static float[] flat(List<Matrix> matrices) {
    int size = matrices.get(0).data().length;
    float[] all = new float[matrices.size() * size];
    for (int i = 0; i < matrices.size(); i++) {
      System.arraycopy(matrices.get(i).data(), 0, all, i * size, size);
    }
    return all;
  }

  @Test
  void viewsOfTheCacheBecomeTheirNormalisedMean() throws IOException {
    Path views = folder.resolve("views.npy");
    Npy.write(views, new float[] {3, 0, 0, 1, 0, 4, 0, 1}, 2, 2, 2);

    Run.of(
            "eval-features",
            "--method",
            "tip",
            "--set",
            "beta=1",
            "--test",
            write("f.npy", Matrix.of(new float[] {1, 0})),
            "--test-labels",
            write("y.npy", new int[] {0}),
            "--cache",
            views,
            "--cache-labels",
            write("l.npy", new int[] {0, 1}),
            "--logits",
            folder.resolve("out.npy"))
        .exits(0);

    assertNear(
        NpyFile.readMatrix(folder.resolve("out.npy")),
        new double[][] {{Math.exp(0.6 - 1), Math.exp(-1)}},
        1e-6);
  }

  @Test
  void calipChoosesOnValidationTokens() throws IOException {
    Path tokens = Shared.path("fixtures/methods/calip/val_tokens.npy");
    Path labels = tokens.resolveSibling("val_labels.npy");

    JsonNode json =
        Run.of(
                "eval-features",
                "--method",
                "calip",
                "--select",
                "val",
                "--test-tokens",
                tokens.resolveSibling("test_tokens.npy"),
                "--test-labels",
                tokens.resolveSibling("test_labels.npy"),
                "--val-tokens",
                tokens,
                "--val-labels",
                labels,
                "--text",
                tokens.resolveSibling("labelled_text.npy"),
                "--json")
            .exits(0)
            .json();

    assertThat(json.at("/correct").asInt()).isEqualTo(147);
    assertThat(json.at("/params/beta2").asDouble()).isEqualTo(1.850075);
  }

  @Test
  void referenceSaysThatItSawTheTestData() throws IOException {
    Run run =
        tip(
            Matrix.of(new float[] {1, 0}, new float[] {0, 1}),
            new int[] {0, 1},
            "--select",
            "reference");

    assertThat(run.exits(0).json().at("/warnings/0").asText()).contains("test data");
  }

  @Test
  void badFeaturesAreRefusedByFileAndRow() throws IOException {
    int[] labels = {0, 1};
    assertThat(
            tip(Matrix.of(new float[] {1, 0}, new float[] {Float.NaN, 1}), labels).exits(1).err())
        .contains("f.npy", "row 1", "NaN");
    assertThat(tip(Matrix.of(new float[] {1, 0}, new float[2]), labels).exits(1).err())
        .contains("f.npy", "row 1", "zero");
    assertThat(tip(Matrix.of(new float[] {1, 0, 0}), new int[] {0}).exits(1).err())
        .contains("f.npy is 3 wide");
    assertThat(tip(Matrix.of(new float[] {1, 0}), new int[] {7}).exits(1).err())
        .contains("y.npy", "row 0", "label 7");
    assertThat(tip(Matrix.of(new float[] {1, 0}), labels).exits(1).err())
        .contains("1 rows", "2 labels");
  }

  @Test
  void featuresOfTwoEncodersAreRefusedByBothFiles() throws IOException {
    Matrix features = Matrix.of(new float[] {1, 0});
    describe("f.npy", "images", "lite", "aaaa", "fp32");
    describe("k.npy", "images", "ViT-B/32", "bbbb", "fp32");

    assertThat(tip(features, new int[] {0}).exits(1).err())
        .contains("k.npy holds features of encoder 'ViT-B/32' (bbbb), but ")
        .contains("f.npy those of 'lite' (aaaa); encode all of a run with one encoder");

    describe("k.npy", "images", "the same by another name", "aaaa", "fp32");
    tip(features, new int[] {0}).exits(0);
  }

  @Test
  void picturesOfTwoPrecisionsAreRefusedAndTextsGoWithBoth() throws IOException {
    Matrix features = Matrix.of(new float[] {1, 0});
    describe("f.npy", "images", "lite", "aaaa", "int8");
    describe("k.npy", "texts", "lite", "aaaa", "fp32");
    tip(features, new int[] {0}).exits(0);

    describe("k.npy", "images", "lite", "aaaa", "fp32");
    assertThat(tip(features, new int[] {0}).exits(1).err())
        .contains("k.npy was encoded in fp32, but ", "f.npy in int8");
  }

  @Test
  void aDescriptionIsNeverNeededAndADamagedOneIsNamed() throws IOException {
    Matrix features = Matrix.of(new float[] {1, 0});
    describe("f.npy", "images", "lite", "aaaa", "fp32");
    for (String other : new String[] {"[1, 2]", "{}", "{\"encoder\": 7, \"of\": [[]]}"}) {
      Files.writeString(folder.resolve("k.npy.json"), other);
      tip(features, new int[] {0}).exits(0);
    }

    Files.writeString(folder.resolve("k.npy.json"), "{\"encoder\": {");
    assertThat(tip(features, new int[] {0}).exits(1).err())
        .contains("k.npy.json: it is not JSON", "delete it");
  }

  private void describe(
      String features, String of, String encoder, String fingerprint, String precision)
      throws IOException {
    Files.writeString(
        folder.resolve(features + ".json"),
        String.format(
            "{\"failures\": [{\"encoder\": 1}], \"of\": \"%s\", \"encoder\": {\"name\": \"%s\","
                + " \"fingerprint\": \"%s\", \"precision\": \"%s\"}}",
            of, encoder, fingerprint, precision));
  }

  @Test
  void aLyingHeaderIsRefusedAndNothingIsWritten() throws IOException {
    Path lie = write("f.npy", Matrix.of(new float[] {1, 0}));
    byte[] bytes = Files.readAllBytes(lie);
    Files.write(lie, Arrays.copyOf(bytes, bytes.length - 1));

    Run run =
        Run.of(
            "eval-features",
            "--method",
            "zero-shot",
            "--test",
            lie,
            "--test-labels",
            write("y.npy", new int[] {0}),
            "--text",
            write("w.npy", Matrix.of(new float[] {1, 0})),
            "--logits",
            folder.resolve("out.npy"));

    assertThat(run.exits(1).err()).contains("f.npy");
    assertThat(folder.resolve("out.npy")).doesNotExist();
  }

  @Test
  void theWrongOptionsExitWithTwo() throws IOException {
    Path f = write("f.npy", Matrix.of(new float[] {1, 0}));
    Path y = write("y.npy", new int[] {0});
    Run.of("eval-features", "--method", "zero-shot", "--test", f, "--test-labels", y).exits(2);
    Run.of("eval-features", "--method", "tip", "--test", f, "--test-labels", y).exits(2);
    Run.of("eval-features", "--method", "calip", "--test", f, "--test-labels", y, "--text", f)
        .exits(2);
    assertThat(
            tip(Matrix.of(new float[] {1, 0}), new int[] {0}, "--set", "alpha=NaN").exits(2).err())
        .contains("alpha=NaN");
    assertThat(tip(Matrix.of(new float[] {1, 0}), new int[] {0}, "--select", "vla").exits(2).err())
        .contains("did you mean 'val'?");
  }

  private Run tip(Matrix features, int[] labels, String... more) throws IOException {
    Object[] arguments = {
      "eval-features",
      "--method",
      "tip",
      "--json",
      "--test",
      write("f.npy", features),
      "--test-labels",
      write("y.npy", labels),
      "--cache",
      write("k.npy", Matrix.of(new float[] {1, 0}, new float[] {0, 1})),
      "--cache-labels",
      write("l.npy", new int[] {0, 1})
    };
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Run.of(all);
  }

  private Path write(String name, Matrix matrix) throws IOException {
    Npy.write(folder.resolve(name), matrix);
    return folder.resolve(name);
  }

  private Path write(String name, int[] labels) throws IOException {
    Npy.write(folder.resolve(name), labels);
    return folder.resolve(name);
  }
}
