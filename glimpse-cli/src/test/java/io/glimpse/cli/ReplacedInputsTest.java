package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No output takes the place of a file that the command reads. */
class ReplacedInputsTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu");

  @TempDir Path folder;

  private Path shots;
  private Path shot;
  private Path bank;
  private Path table;
  private Path list;
  private Path prompts;
  private Path names;

  @BeforeEach
  void inputs() throws IOException {
    shots = Pictures.folder(folder.resolve("shots"), "shots", 1, CLASSES);
    shot = Pictures.first(shots.resolve("emu"));
    Path bonsai = Pictures.first(shots.resolve("bonsai"));
    bank = folder.resolve("b.bank");
    table =
        Files.writeString(
            folder.resolve("t.csv"), "path,label\n%s,emu\n%s,bonsai\n".formatted(shot, bonsai));
    list = Files.write(folder.resolve("list"), List.of(shot.toString(), bonsai.toString()));
    prompts = Files.writeString(folder.resolve("p.json"), "{\"emu\":[\"a bird\"]}");
    names = Files.write(folder.resolve("names.txt"), CLASSES);
  }

  @Test
  void answersReplaceNothingThatIsAskedAbout() throws IOException {
    Run.of("bank", "build", shots, "-o", bank).exits(0);

    kept(table, "classify", table, "--bank", bank, "--csv", table);
    kept(list, "classify", "--files-from", list, "--bank", bank, "--csv", list);
    kept(shot, "classify", shots, "--bank", bank, "--csv", shot);
    kept(bank, "classify", shots, "--bank", bank, "--csv", bank);
    kept(names, "classify", shots, "--classes-file", names, "--csv", names);
    kept(prompts, "classify", shots, "--prompts", prompts, "--csv", prompts);
  }

  @Test
  void aBankReplacesNothingThatItIsMadeOf() throws IOException {
    kept(table, "bank", "build", table, "-o", table);
    kept(shot, "bank", "build", shots, "-o", shot);
    kept(shot, "bank", "build", table, "-o", shot);
    kept(prompts, "bank", "build", shots, "--prompts", prompts, "-o", prompts);
    Path validation = Pictures.folder(folder.resolve("val"), "test", 1, CLASSES);
    Path asked = Pictures.first(validation.resolve("emu"));
    kept(asked, "bank", "build", shots, "--val", validation, "--select", "val", "-o", asked);
  }

  @Test
  void aBankReplacesNoFeaturesThatItIsMadeOf() throws IOException {
    Path features = folder.resolve("f.npy");
    Run.of("encode", "images", shots, "-o", features).exits(0);
    Path text = folder.resolve("w.npy");
    Run.of("encode", "text", "--texts", names, "-o", text).exits(0);
    Path labels = folder.resolve("y.npy");
    Npy.write(labels, new int[] {0, 1});

    for (Path out : List.of(features, labels, names, text)) {
      kept(
          out,
          "bank",
          "build",
          "--features",
          features,
          "--labels",
          labels,
          "--names",
          names,
          "--text",
          text,
          "-o",
          out);
    }
  }

  @Test
  void featuresReplaceNothingThatTheyAreOf() throws IOException {
    kept(table, "encode", "images", table, "-o", table);
    kept(list, "encode", "images", "--files-from", list, "-o", list);
    kept(shot, "encode", "images", shots, "-o", shot);
    kept(names, "encode", "text", "--texts", names, "-o", names);
    kept(names, "encode", "text", "--classes-file", names, "-o", names);
    kept(prompts, "encode", "text", "--prompts", prompts, "-o", prompts);
  }

  @Test
  void anotherNameOfTheSameFileDoesNotHideIt() throws IOException {
    Path link = Files.createLink(folder.resolve("other.csv"), table);

    Run run = Run.of("encode", "images", table, "-o", link).exits(2);

    assertThat(run.err()).contains(table + " is read, and would be replaced");
  }

  private void kept(Path input, Object... command) throws IOException {
    byte[] before = Files.readAllBytes(input);

    Run run = Run.of(command).exits(2);

    assertThat(run.err()).contains(input + " is read, and would be replaced; choose another name");
    assertThat(Files.readAllBytes(input)).isEqualTo(before);
    try (Stream<Path> beside = Files.list(folder)) {
      assertThat(beside.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
  }
}
