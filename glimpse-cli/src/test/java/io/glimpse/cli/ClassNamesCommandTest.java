package io.glimpse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.BankFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users call classes, and what they say of them, through every command that hears it. */
class ClassNamesCommandTest {

  @TempDir Path folder;

  private static JsonNode answer(Run run) {
    return run.exits(0).json().at("/results/0/top/0/class");
  }

  @Test
  void aListIsReadAsCsvAndMayBeRepeated() throws IOException {
    JsonNode json =
        Run.of(
                "classify",
                Pictures.okapi(folder),
                "--classes",
                "\"emu, large\",bonsai",
                "--classes",
                "okapi",
                "--json")
            .exits(0)
            .json();

    assertThat(json.at("/classes").toString()).isEqualTo("[\"emu, large\",\"bonsai\",\"okapi\"]");
  }

  @Test
  void aLabelIsNotADescription() throws IOException {
    Path okapi = Pictures.okapi(folder);

    Run run = Run.of("classify", okapi, "--classes", "1=bonsai,2=okapi,3=emu", "--json");

    assertThat(answer(run).asText()).isEqualTo("2");
    assertThat(run.err()).doesNotContain("say nothing");
    assertThat(Run.of("classify", okapi, "--classes", "1,2,3").exits(0).err())
        .contains("note: 1, 2, 3 say nothing of what is to be seen");
  }

  @Test
  void sentencesComeFromAFileWithTheirClassesOrForSomeOfThem() throws IOException {
    Path okapi = Pictures.okapi(folder);
    Path said =
        Files.writeString(
            folder.resolve("said.json"),
            "{\"a\": [\"okapi\", \"striped okapi\"], \"b\": [\"bonsai\"], \"c\": [\"piano\"]}");

    Run alone = Run.of("classify", okapi, "--prompts", said, "--json");
    Run some = Run.of("classify", okapi, "--prompts", said, "--classes", "emu,a", "--json");

    assertThat(answer(alone).asText()).isEqualTo("a");
    assertThat(alone.json().at("/classes").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
    assertThat(answer(some).asText()).isEqualTo("a");
    assertThat(some.json().at("/classes").toString()).isEqualTo("[\"emu\",\"a\"]");
  }

  @Test
  void aJsonListIsAListOfNames() throws IOException {
    Path names = Files.writeString(folder.resolve("names.json"), "[\"okapi\",\"emu\"]");

    Run run = Run.of("classify", Pictures.okapi(folder), "--classes-file", names, "--json");

    assertThat(answer(run).asText()).isEqualTo("okapi");
  }

  @Test
  void namesOfOtherLanguagesAreUnderstoodAndAnsweredAsTheyWereSpelled() throws IOException {
    Run run = Run.of("classify", Pictures.okapi(folder), "--classes", "霍加狓,猫,椅子,鸸鹋", "--json");

    assertThat(run.exits(0).json().at("/classes").toString())
        .isEqualTo("[\"霍加狓\",\"猫\",\"椅子\",\"鸸鹋\"]");
    assertThat(run.err()).contains("猫=cat, 椅子=chair");
  }

  @Test
  void oneClassOrTheSameTwiceIsToldOf() throws IOException {
    Path okapi = Pictures.okapi(folder);

    assertThat(Run.of("classify", okapi, "--classes", "okapi").exits(0).err())
        .contains("note: there is one class only");
    assertThat(Run.of("classify", okapi, "--classes", "okapi,Okapi,emu").exits(0).err())
        .contains("the texts of 'okapi' and 'Okapi' are the same");
  }

  @Test
  void whatIsNoListOfClassesIsTheCommandLinesFault() throws IOException {
    Path okapi = Pictures.okapi(folder);

    assertThat(Run.of("classify", okapi, "--classes", "okapi,\"emu").exits(2).err())
        .contains("--classes: a quotation mark has no second one");
    assertThat(Run.of("classify", okapi, "--classes", "x".repeat(100_000)).exits(2).err())
        .contains("has a name of 100000 characters")
        .hasSizeLessThan(500);
    assertThat(Run.of("classify", okapi).exits(2).err()).contains("--prompts, or give a --bank");
    assertThat(Run.of("classify", okapi, "--bank", "b.bank", "--classes", "okapi").exits(2).err())
        .contains("--bank has classes of its own");
    Path endless = Files.writeString(folder.resolve("long.txt"), "okapi\n" + "x".repeat(2_000_000));
    assertThat(Run.of("classify", okapi, "--classes-file", endless).exits(1).err())
        .contains("long.txt: class 2 has a name of 2000000 characters");
  }

  @Test
  void aBankLeavesCodesToTheirExamplesAndTakesWordsForThem() throws IOException {
    Path shots = folder.resolve("shots");
    Pictures.folder(shots, "shots", 3, List.of("okapi", "bonsai", "emu"));
    Files.move(shots.resolve("okapi"), shots.resolve("0"));
    Files.move(shots.resolve("bonsai"), shots.resolve("SKU-4711"));
    Path bank = folder.resolve("my.bank");

    assertThat(Run.of("bank", "build", shots, "-o", bank).exits(0).err())
        .contains("0, SKU-4711 say nothing of what is to be seen");
    assertThat(BankFile.read(bank).prompts())
        .containsExactly(List.of("object"), List.of("object"), List.of("emu"));

    Run described =
        Run.of("bank", "build", shots, "-o", bank, "--classes", "0=striped okapi,SKU-4711=bonsai");
    assertThat(described.exits(0).err()).doesNotContain("say nothing");
    assertThat(BankFile.read(bank).prompts())
        .containsExactly(List.of("striped okapi"), List.of("bonsai"), List.of("emu"));
    assertThat(
            Run.of("bank", "build", shots, "-o", bank, "--classes", "SKU-4712=bonsai")
                .exits(2)
                .err())
        .contains("there is no class 'SKU-4712' to describe; did you mean 'SKU-4711'?");
  }

  @Test
  void aClassIsAddedUnderACodeWithWordsOrWithout() throws IOException {
    Path shots = folder.resolve("shots");
    Pictures.folder(shots, "shots", 3, List.of("okapi", "emu"));
    Path more = folder.resolve("more");
    Pictures.folder(more, "shots", 4, List.of("bonsai", "mandolin"));
    Path bank = folder.resolve("my.bank");
    Run.of("bank", "build", shots, "-o", bank, "--quiet").exits(0);

    Run.of("bank", "add", bank, "--class", "SKU-1=a bonsai", more.resolve("bonsai")).exits(0);
    Run code = Run.of("bank", "add", bank, "--class", "SKU-2", more.resolve("mandolin"));

    assertThat(code.exits(0).err()).contains("SKU-2 says nothing");
    assertThat(BankFile.read(bank).prompts().subList(2, 4))
        .containsExactly(List.of("a bonsai"), List.of("object"));
    assertThat(
            Run.of("bank", "add", bank, "--class", "SKU-2=a mandolin", more.resolve("mandolin"))
                .exits(1)
                .err())
        .contains("class 'SKU-2' is in the bank already, with texts of its own: object");
  }

  @Test
  void textsOfClassesAreOneRowEach() throws IOException {
    Path said =
        Files.writeString(folder.resolve("said.tsv"), "ok\ta part\nok\ta new part\nng\tscrap\n");
    Path rows = folder.resolve("rows.npy");

    JsonNode json =
        Run.of("encode", "text", "--prompts", said, "-o", rows, "--json").exits(0).json();

    assertThat(json.at("/shape").toString()).isEqualTo("[2,512]");
    assertThat(json.at("/classes").toString()).isEqualTo("[\"ok\",\"ng\"]");
    assertThat(Run.of("encode", "text", "--prompts", said, "--raw", "-o", rows).exits(2).err())
        .contains("means of unit rows");
  }

  @Test
  void aClassThatComesToABankIsReadInTheLanguageOfTheOthers() throws IOException {
    Path shots = folder.resolve("shots");
    Pictures.folder(shots, "shots", 3, List.of("okapi", "bonsai"));
    Files.move(shots.resolve("okapi"), shots.resolve("Katze"));
    Files.move(shots.resolve("bonsai"), shots.resolve("Hund"));
    Path more = Pictures.folder(folder.resolve("more"), "shots", 3, List.of("emu", "mandolin"));
    Path bank = folder.resolve("my.bank");
    Run.of("bank", "build", shots, "-o", bank, "--quiet").exits(0);

    Run gift = Run.of("bank", "add", bank, "--class", "Gift", more.resolve("emu"));
    Run cat = Run.of("bank", "add", bank, "--class", "cat", more.resolve("mandolin"));

    assertThat(gift.exits(0).err()).contains("read in English: Gift=poison;");
    assertThat(BankFile.read(bank).prompts().get(2)).containsExactly("poison");
    assertThat(cat.exits(0).err()).contains("the texts of 'Katze' and 'cat' are the same");
  }

  @Test
  void whatIsTypedHoldsAgainstAFileAndAFileOfOtherClassesIsRefused() throws IOException {
    Path okapi = Pictures.okapi(folder);
    Path said = Files.writeString(folder.resolve("said.tsv"), "b\tokapi\nc\tpiano\n");
    Path others = Files.writeString(folder.resolve("others.tsv"), "cow\ta cow\n");

    Run typed =
        Run.of("classify", okapi, "--classes", "a=okapi,b=bonsai", "--prompts", said, "--json");

    assertThat(answer(typed).asText()).isEqualTo("a");
    assertThat(typed.err()).contains("what it says of another class is left aside: c");
    assertThat(Run.of("classify", okapi, "--classes", "a,b", "--prompts", others).exits(1).err())
        .contains("it describes none of these classes, but cow");
    Path shots = Pictures.folder(folder.resolve("s"), "shots", 2, List.of("okapi", "emu"));
    Path bank = folder.resolve("my.bank");
    assertThat(Run.of("bank", "build", shots, "-o", bank, "--prompts", others).exits(1).err())
        .contains("it describes none of these classes");
    Run.of("bank", "build", shots, "-o", bank).exits(0);
    assertThat(
            Run.of("bank", "add", bank, "--class", "cat", "--prompts", others, okapi)
                .exits(1)
                .err())
        .contains("it describes none of these classes");
  }

  @Test
  void aClassOfABankIsFoundHoweverPeopleSpellIt() throws IOException {
    Path shots = Pictures.folder(folder.resolve("s"), "shots", 2, List.of("okapi", "emu"));
    Files.move(shots.resolve("okapi"), shots.resolve("cafe\u0301"));
    Path bank = folder.resolve("my.bank");
    Run.of("bank", "build", shots, "-o", bank).exits(0);

    assertThat(Run.of("bank", "rename", bank, "--class", "Caf\u00e9", "--to", "emu").exits(1).err())
        .contains("there is a class 'emu' in this bank already");
    Run.of("bank", "rename", bank, "--class", "Caf\u00e9", "--to", "okapi").exits(0);
    assertThat(BankFile.read(bank).classes().names()).containsExactly("okapi", "emu");
    Run.of("bank", "remove", bank, "--class", "EMU").exits(0);
    assertThat(BankFile.read(bank).classes().names()).containsExactly("okapi");
  }
}
