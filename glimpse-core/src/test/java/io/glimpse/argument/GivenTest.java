package io.glimpse.argument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GivenTest {

  @Test
  void aListIsCopiedAndStays() {
    List<String> names = new ArrayList<>(List.of("emu", "okapi"));

    List<String> given = Given.list(names, "names");
    names.clear();

    assertThat(given).containsExactly("emu", "okapi");
    assertThatThrownBy(() -> given.add("dog")).isInstanceOf(UnsupportedOperationException.class);
    assertThat(Given.list(new String[] {"emu"}, "names")).containsExactly("emu");
  }

  @Test
  void theFirstElementThatIsNullIsNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> Given.list(Arrays.asList("emu", null, null), "names"))
        .withMessage("names[1]");
    assertThatNullPointerException()
        .isThrownBy(() -> Given.list(new String[1], "names"))
        .withMessage("names[0]");
  }

  @Test
  void aValueThatIsNullIsNamedByItsKey() {
    Map<String, String> values = new HashMap<>();
    values.put("alpha", null);

    assertThatNullPointerException()
        .isThrownBy(() -> Given.map(values, "parameters"))
        .withMessage("parameters[alpha]");
    assertThat(Given.map(Map.of("alpha", "1"), "parameters")).containsEntry("alpha", "1");
  }
}
