package io.glimpse.cli.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.glimpse.cli.RootCommand;
import io.glimpse.cli.Run;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Spec;

/** Picocli is the slow twin of {@link UsualClassify}. */
class UsualClassifyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "classify a.jpg --classes cat,dog",
        "classify --classes cat,dog a.jpg",
        "classify a.jpg b/c.png 'x --classes cat",
        "classify classify --classes --json-",
        "classify a.jpg --bank my.bank",
        "classify a.jpg --bank=my.bank",
        "classify a.jpg --json --quiet --offline --classes cat",
        "classify a=b @file --classes a=b",
        "classify \"quoted\" --classes \"cat\",'dog'",
        "classify a.jpg --classes ${user.home}",
        "classify a.jpg",
        "classify a.jpg --classes cat --bank my.bank"
      })
  void optionsAreThoseThatPicocliSets(String line) throws Exception {
    String[] args = line.split(" ");
    ClassifyCommand usual = UsualClassify.of(args);
    if (usual != null) {
      assertEquals(fields(parsed(args)), fields(usual));
    }
    // Those that are left to picocli must be few.
    assertEquals(line.contains("=my") || line.contains("json-"), usual == null, line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "classify",
        "classify --classes cat",
        "classify --help",
        "classify a.jpg --help",
        "classify a.jpg -h",
        "classify a.jpg --classes",
        "classify a.jpg --classes --json",
        "classify a.jpg --classes cat --classes dog",
        "classify a.jpg --json --json",
        "classify a.jpg --classes cat --top 3",
        "classify a.jpg --classes cat --encoder ViT-B/32",
        "classify a.jpg --classes cat --precision int8",
        "classify a.jpg --classes cat -- -b.jpg",
        "classify a.jpg --clases cat",
        "--json classify a.jpg --classes cat"
      })
  void whateverElseIsLeftToPicocli(String line) {
    assertNull(UsualClassify.of(line.isEmpty() ? new String[0] : line.split(" ")));
  }

  @Test
  void anEmptyValueIsLeftToPicocli() {
    assertNull(UsualClassify.of("classify", "a.jpg", "--classes", ""));
  }

  /** So that the comparison above cannot pass over a difference. */
  @Test
  void fieldsTellOptionsApart() throws Exception {
    ClassifyCommand usual = UsualClassify.of("classify", "a.jpg", "--classes", "cat");
    assertNotNull(usual);
    for (String other : new String[] {"--classes=dog", "--classes=cat --top=3", "--up=z"}) {
      String[] args = ("classify a.jpg " + other).split(" ");
      assertNotEquals(fields(parsed(args)), fields(usual), other);
    }
  }

  @Test
  void errorsAreThoseOfTheParsedCommand() {
    for (String more : new String[] {"", " --json"}) {
      assertEquals(
          run("classify nowhere.jpg --bank=none.bank" + more),
          run("classify nowhere.jpg --bank none.bank" + more));
      assertEquals(
          run("classify nowhere.jpg --classes=a,a" + more),
          run("classify nowhere.jpg --classes a,a" + more));
    }
  }

  private static Run run(String line) {
    return Run.of((Object[]) line.split(" "));
  }

  private static ClassifyCommand parsed(String... args) {
    CommandLine line = RootCommand.commandLine(args);
    line.setExpandAtFiles(false);
    return line.parseArgs(args).subcommand().commandSpec().commandLine().getCommand();
  }

  /** All fields of a command and of the options within it, by name, but what picocli adds. */
  private static Map<String, String> fields(Object command) throws IllegalAccessException {
    Map<String, String> all = new TreeMap<>();
    for (Class<?> type = command.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) || field.isAnnotationPresent(Spec.class)) {
          continue;
        }
        field.setAccessible(true);
        Object value = field.get(command);
        if (value != null && value.getClass().getName().startsWith("io.glimpse.cli.")) {
          fields(value).forEach((name, inner) -> all.put(field.getName() + "." + name, inner));
        } else {
          all.put(field.getName(), String.valueOf(value));
        }
      }
    }
    return all;
  }
}
