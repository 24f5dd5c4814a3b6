package io.glimpse.shots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BankVersionTest {

  private static final FileTime THEN = FileTime.fromMillis(1_000_000);

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, THEN);
    return file;
  }

  private Object version() throws IOException {
    return BankFiles.in(folder).version("a.bank").orElseThrow();
  }

  @Test
  void whatIsNotTouchedStaysEqual() throws IOException {
    file("a.bank", "one");

    assertThat(version()).isEqualTo(version());
  }

  @Test
  void anotherLengthOrTimeIsAnotherVersion() throws IOException {
    Path file = file("a.bank", "one");
    Object before = version();
    file("a.bank", "longer");
    assertThat(version()).isNotEqualTo(before);

    file("a.bank", "one");
    assertThat(version()).isEqualTo(before);
    Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000));
    assertThat(version()).isNotEqualTo(before);
  }

  @Test
  void anotherFileOfTheSameLengthAndTimeIsAnotherVersion() throws IOException {
    file("a.bank", "one");
    Object before = version();

    Files.move(file("b", "two"), folder.resolve("a.bank"), StandardCopyOption.REPLACE_EXISTING);

    assertThat(version()).isNotEqualTo(before);
  }

  @Test
  void whatIsNotThereHasNone() throws IOException {
    assertThat(BankFiles.in(folder).version("a.bank")).isEmpty();
  }

  @Test
  void aNameIsOneFileOfTheFolder() {
    assertThatThrownBy(() -> BankFiles.in(folder).version("../a.bank"))
        .isInstanceOf(InputException.class);
  }
}
