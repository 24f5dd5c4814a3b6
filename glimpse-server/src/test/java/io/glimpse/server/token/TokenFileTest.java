package io.glimpse.server.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

  @TempDir Path folder;

  @Test
  void keepsADigestAndNotTheToken() throws Exception {
    TokenFile tokens = new TokenFile(folder);

    TokenFile.Created created = tokens.create("camera", Scope.READ);

    assertThat(created.secret()).startsWith("glimpse_").hasSizeGreaterThan(45);
    assertThat(Files.readString(folder.resolve("tokens.json")))
        .doesNotContain(created.secret())
        .contains("camera");
    assertThat(tokens.find(created.secret())).contains(created.token());
    assertThat(tokens.find(created.secret() + "x")).isEmpty();
    assertThat(tokens.find("")).isEmpty();
  }

  @Test
  void isForItsOwnerAlone() throws Exception {
    new TokenFile(folder).create("camera", Scope.WRITE);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("tokens.json"))))
        .isEqualTo("rw-------");
  }

  @Test
  void seesWhatAnotherProcessChanged() throws Exception {
    TokenFile ours = new TokenFile(folder);
    TokenFile theirs = new TokenFile(folder);
    assertThat(ours.isEmpty()).isTrue();

    TokenFile.Created created = theirs.create("camera", Scope.WRITE);

    assertThat(ours.list()).containsExactly(created.token());
    assertThat(ours.revoke(created.token().id())).isTrue();
    assertThat(theirs.isEmpty()).isTrue();
    assertThat(theirs.revoke(created.token().id())).isFalse();
  }

  @Test
  void refusesNamesThatCannotBeShown() {
    TokenFile tokens = new TokenFile(folder);

    assertThatThrownBy(() -> tokens.create(" ", Scope.READ)).hasMessageContaining("name");
    assertThatThrownBy(() -> tokens.create("a\nb", Scope.READ)).hasMessageContaining("name");
  }

  @Test
  void aDamagedFileIsNamedAndLetsNobodyIn() throws Exception {
    Path file = Files.writeString(folder.resolve("tokens.json"), "{\"tokens\": [");

    assertThatThrownBy(() -> new TokenFile(folder).isEmpty())
        .hasMessageContaining(file.toString())
        .hasMessageContaining("remove it");
  }
}
