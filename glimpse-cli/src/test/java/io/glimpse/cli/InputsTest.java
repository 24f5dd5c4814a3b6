package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures and lists of files that come by a pipe or a file. */
class InputsTest {

  @TempDir Path folder;
  private Path okapi;

  @BeforeEach
  void makePicture() throws IOException {
    okapi = Pictures.okapi(folder);
  }

  private static Run withStdin(byte[] stdin, Object... arguments) {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(stdin));
      return Run.of(arguments);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aPictureOnStdinIsAnsweredAsTheFileIs() throws IOException {
    JsonNode file = Run.of("classify", okapi, "--classes", "okapi,emu", "--json").exits(0).json();

    JsonNode piped =
        withStdin(Files.readAllBytes(okapi), "classify", "-", "--classes", "okapi,emu", "--json")
            .exits(0)
            .json();

    assertThat(piped.at("/results/0/path").asText()).isEqualTo("-");
    assertThat(piped.at("/results/0/top")).isEqualTo(file.at("/results/0/top"));
  }

  @Test
  void stdinWithoutAPictureIsToldSo() {
    assertThat(withStdin(new byte[0], "classify", "-", "--classes", "a,b").exits(1).err())
        .contains("nothing on stdin");
    assertThat(withStdin(new byte[9], "classify", "-", "--classes", "a,b").exits(1).err())
        .contains("error: -: ");
    withStdin(new byte[0], "classify", "-", "-", "--classes", "a,b").exits(2);
    withStdin(new byte[0], "classify", "-", "--files-from", "-", "--classes", "a,b").exits(2);
    withStdin(new byte[0], "preprocess", "-", "--size", 8, "-o", folder.resolve("x.npy")).exits(2);
    Run.of("classify", "--classes", "a,b").exits(2);
  }

  @Test
  void aListIsOfLinesOrOfNamesBeforeANul() throws IOException {
    Path odd = Files.copy(okapi, folder.resolve("a\n[b] *.jpg"));
    byte[] nuls = (odd + "\0" + okapi + "\0").getBytes(StandardCharsets.UTF_8);
    byte[] lines = ("\ufeff" + okapi + "\r\n\r\n" + okapi).getBytes(StandardCharsets.UTF_8);
    byte[] wide = ("\ufeff" + okapi + "\r\n").getBytes(StandardCharsets.UTF_16LE);

    assertThat(paths(nuls)).containsExactly(odd.toString(), okapi.toString());
    assertThat(paths(lines)).containsExactly(okapi.toString(), okapi.toString());
    assertThat(paths(wide)).containsExactly(okapi.toString());
  }

  private static List<String> paths(byte[] list) {
    return withStdin(list, "classify", "--files-from", "-", "--classes", "okapi,emu", "--json")
        .exits(0)
        .json()
        .at("/results")
        .findValuesAsText("path");
  }

  @Test
  void namesThatAreNoTextAreFound() throws IOException {
    byte[] name = "/caf\u00e9.jpg".getBytes(StandardCharsets.ISO_8859_1);
    byte[] before = folder.toString().getBytes(StandardCharsets.UTF_8);
    byte[] list = new byte[before.length + name.length];
    System.arraycopy(before, 0, list, 0, before.length);
    System.arraycopy(name, 0, list, before.length, name.length);

    Run run = withStdin(list, "classify", "--files-from", "-", "--classes", "okapi,emu");

    assertThat(run.exits(1).err()).contains("no such file");
    Path there = Path.of(URI.create(folder.toUri() + "caf%E9.jpg"));
    Files.copy(okapi, there);
    withStdin(list, "classify", "--files-from", "-", "--classes", "okapi,emu").exits(0);
  }

  @Test
  void aListThatNamesNothingIsToldSo() throws IOException {
    Path empty = Files.writeString(folder.resolve("list.txt"), "\n\n");
    assertThat(Run.of("classify", "--files-from", empty, "--classes", "a,b").exits(1).err())
        .contains("list.txt: this list names no files");
    assertThat(Run.of("classify", "--files-from", folder, "--classes", "a,b").exits(1).err())
        .contains("this is a folder");
    assertThat(
            Run.of("classify", "--files-from", folder.resolve("no"), "--classes", "a,b")
                .exits(1)
                .err())
        .contains("no such file");
  }

  @Test
  void allCommandsThatReadManyFilesTakeAList() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), okapi + "\n");
    Path features = folder.resolve("f.npy");
    Path bank = folder.resolve("my.bank");
    Path shots = Pictures.folder(folder.resolve("shots"), "shots", 1, List.of("okapi", "emu"));
    Run.of("bank", "build", shots, "-o", bank).exits(0);

    Run.of("encode", "images", "--files-from", list, "-o", features).exits(0);
    Run.of("preprocess", "--files-from", list, "--size", 8, "-o", folder.resolve("seen")).exits(0);
    JsonNode added =
        Run.of("bank", "add", bank, "--class", "okapi", "--files-from", list, "--json")
            .exits(0)
            .json();
    Run piped = withStdin(Files.readAllBytes(okapi), "bank", "add", bank, "--class", "okapi", "-");

    assertThat(features).exists();
    assertThat(folder.resolve("seen/okapi.jpg.npy")).exists();
    assertThat(added.toString()).contains(okapi.toString());
    assertThat(piped.exits(0).err()).as("the same picture").contains("nothing to add");
    assertThat(Run.of("points", "info", "--files-from", list).exits(1).err()).contains("okapi.jpg");
  }
}
