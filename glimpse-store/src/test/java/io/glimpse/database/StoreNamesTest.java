package io.glimpse.database;

import static io.glimpse.database.BankDatabaseContractTest.assertTrouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.database.BankDatabaseException.Trouble;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be a name, and what an address. */
class StoreNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ".",
        "...",
        "a/b",
        "a\\b",
        "a\nb",
        "a\u0000",
        "\u202Egpj.exe",
        "a\u200F",
        "\u2066x",
        "a\u2028b",
        "\uD83D",
        "\uFEFFx",
        " x",
        "x\t"
      })
  void whatCannotBeSeenOrLeadsElsewhereIsNoName(String name) {
    assertTrouble(Trouble.INVALID_NAME, () -> StoreNames.requireBank(name));
    assertTrouble(Trouble.INVALID_NAME, () -> StoreNames.requireClass(name));
    assertTrouble(Trouble.INVALID_NAME, () -> StoreNames.requireSnapshot(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat",
        "snow leopard",
        "\u72ac",
        "\u0633\u06af",
        "v1.2",
        "a&b?c#d%2F",
        "\uD83D\uDC08\u200D\u2B1B"
      })
  void whatCanBeSeenIsAName(String name) throws Exception {
    assertThat(StoreNames.requireClass(name)).isEqualTo(name);
  }

  @Test
  void aLongNameIsRefusedByItsLength() throws Exception {
    StoreNames.requireBank("n".repeat(StoreNames.MOST));
    assertThatThrownBy(() -> StoreNames.requireBank("n".repeat(StoreNames.MOST + 1)))
        .hasMessageContaining("has 201 characters; at most 200 are allowed");
  }

  @Test
  void anAddressDoesNotShowItsSecrets() {
    assertThat(StoreLocation.parse("jdbc:postgresql://h:5432/d?user=u&password=p"))
        .hasToString("jdbc:postgresql://h:5432/d");
    assertThat(StoreLocation.parse("jdbc:postgresql://u:p@h/d"))
        .hasToString("jdbc:postgresql://h/d");
    assertThat(StoreLocation.parse("data").toString())
        .isEqualTo(Path.of("data", "banks.sqlite").toAbsolutePath().toString());
    assertThatThrownBy(() -> StoreLocation.parse("jdbc:mysql://u:secret@h/d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql://HOST/DATABASE")
        .hasMessageNotContaining("secret");
  }
}
