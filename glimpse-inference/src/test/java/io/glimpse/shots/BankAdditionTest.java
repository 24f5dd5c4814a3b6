package io.glimpse.shots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.fixture.SmallBanks;
import io.glimpse.matrix.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bank changes between the encoding of examples and their addition. */
class BankAdditionTest {

  private final Bank before = SmallBanks.ofTwo();

  private BankAddition of(String className, String id) {
    Matrix row = before.cache().keys().toMatrix().rows(0, 1).copy();
    return new BankAddition(
        before, className, List.of(className), row, row, List.of(new Shot(id, id + ".jpg")), null);
  }

  @Test
  void whatSomebodyElseAddedIsNotAddedTwice() {
    Bank meanwhile = of("cat", "x").to(before);

    assertThat(of("cat", "x").to(meanwhile)).isSameAs(meanwhile);
    assertThat(SmallBanks.ids(of("cat", "y").to(meanwhile))).contains("x", "y");
  }

  @Test
  void aNewClassMeetsTheSameClassWithOtherBlanks() {
    Bank meanwhile = of("snow_leopard", "x").to(before);

    Bank after = of("snow leopard", "y").to(meanwhile);

    assertThat(after.classes().names()).containsExactly("cat", "dog", "snow_leopard");
    assertThat(after.classOf("y")).contains("snow_leopard");
  }

  @Test
  void aClassThatIsGoneIsNotMadeAgain() {
    Bank meanwhile = before.withoutClass("cat");

    assertThatThrownBy(() -> of("cat", "x").to(meanwhile))
        .hasMessageContaining("'cat' was renamed or removed meanwhile");
  }

  @Test
  void aShotThatBecameOneOfAnotherClassIsNamed() {
    Bank meanwhile = of("dog", "x").to(before);

    assertThatThrownBy(() -> of("cat", "x").to(meanwhile))
        .hasMessageContaining("x.jpg became a shot of 'dog' meanwhile");
  }
}
