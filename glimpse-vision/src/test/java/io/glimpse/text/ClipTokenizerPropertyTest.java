package io.glimpse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ClipTokenizerPropertyTest {

  @Property
  void anyTextIsAWholeRow(@ForAll("texts") String text) {
    int[] ids = new ClipTokenizer().encode(text, true);

    assertThat(ids).hasSize(77).startsWith(49406).contains(49407);
    assertThat(Arrays.stream(ids)).allMatch(id -> id >= 0 && id <= 49407);
    assertThat(new ClipTokenizer().encode(text, true)).isEqualTo(ids);
  }

  @Property
  void cleaningLeavesNoCapitalAndNoWhiteSpaceButSingleBlanks(@ForAll("texts") String text) {
    String clean = TextCleaning.clean(text);

    assertThat(clean).isEqualTo(clean.strip()).doesNotContain("  ", "\n", "\t", "\u00a0");
    assertThat(LowerCase.of(clean)).isEqualTo(clean);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> units = Arbitraries.strings().ofMaxLength(100);
    Arbitrary<String> latin = Arbitraries.strings().withCharRange(' ', '\u00ff').ofMaxLength(60);
    Arbitrary<String> pieces =
        Arbitraries.of("&", "amp;", "#x", "<|endoftext|>", "\u00c3", "\u00a9", "\u001b[", " ", "Σ")
            .list()
            .ofMaxSize(30)
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(units, latin, pieces);
  }
}
