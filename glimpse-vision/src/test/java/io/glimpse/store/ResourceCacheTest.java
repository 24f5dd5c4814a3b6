package io.glimpse.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceCacheTest {

  private final Path folder;
  private final ResourceCache cache;

  ResourceCacheTest(@TempDir Path folder) {
    this.folder = folder;
    this.cache = new ResourceCache(folder.resolve("home"));
  }

  private URL inJar(String jar, String name, String content) throws IOException {
    Path file = folder.resolve(jar);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
      for (String entry : List.of(name, name + "2")) {
        out.putNextEntry(new JarEntry(entry));
        out.write(content.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return URI.create("jar:" + file.toUri() + "!/" + name).toURL();
  }

  @Test
  void aResourceIsUnpackedOnceUnderItsOwnName() throws IOException {
    URL resource = inJar("a.jar", "some/lib.so", "library");

    Path file = cache.file(resource).orElseThrow();
    Files.writeString(file, "LIBRARY");

    assertThat(file).hasFileName("lib.so").startsWith(folder.resolve("home"));
    assertThat(cache.file(resource)).contains(file);
    assertThat(file).as("not written again").hasContent("LIBRARY");
  }

  @Test
  void aFileOfTheWrongLengthIsReplaced() throws IOException {
    URL resource = inJar("a.jar", "lib.so", "library");
    Path file = cache.file(resource).orElseThrow();
    Files.writeString(file, "lib");

    assertThat(cache.file(resource)).contains(file);
    assertThat(file).hasContent("library");
    assertThat(file.getParent()).as("no remains").isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void anotherVersionHasAnotherFolder() throws IOException {
    Path one = cache.file(inJar("a.jar", "lib.so", "library")).orElseThrow();
    Path other = cache.file(inJar("b.jar", "lib.so", "LIBRARY")).orElseThrow();

    assertThat(other).hasFileName("lib.so").isNotEqualTo(one).hasContent("LIBRARY");
    assertThat(one).hasContent("library");
  }

  @Test
  void resourcesThatBelongTogetherShareAFolder() throws IOException {
    URL first = inJar("a.jar", "native/lib", "library");
    URL second = URI.create(first + "2").toURL();

    Path together = cache.folder(List.of(first, second)).orElseThrow();

    assertThat(together.resolve("lib")).hasContent("library");
    assertThat(together.resolve("lib2")).hasContent("library");
  }

  @Test
  void aResourceThatIsAFileAlreadyStaysWhereItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("plain file.txt"), "text");

    assertThat(cache.file(file.toUri().toURL())).contains(file);
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void aHomeThatCannotBeWrittenGivesNothing() throws IOException {
    Files.writeString(folder.resolve("home"), "a file where the folder should be");

    assertThat(cache.file(inJar("a.jar", "lib.so", "library"))).isEmpty();
  }
}
