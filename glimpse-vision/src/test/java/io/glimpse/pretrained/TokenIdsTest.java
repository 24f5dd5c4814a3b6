package io.glimpse.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.checkpoint.RowEnd;
import io.glimpse.checkpoint.TextRules;
import io.glimpse.checkpoint.TextRules.Pieces;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenIdsTest {

  @Test
  void aModelThatWantsFullRowsTakesNoOthers() {
    TextRules siglip = rules(RowEnd.FULL);

    assertThat(TokenIds.checked(new int[][] {{5, 6, 1, 1}}, siglip).end(0)).isEqualTo(3);
    assertThatThrownBy(() -> TokenIds.checked(new int[][] {{5, 6, 1, 1}, {5, 1}}, siglip))
        .hasMessage("row 1 has 2 ids, but a text of this model has 4");
  }

  @Test
  void aRowOfFillingsAloneIsNoText() {
    TextRules bert = rules(RowEnd.filling(0));

    assertThat(TokenIds.checked(new int[][] {{2, 3, 0}, {2, 5, 3}}, bert).byLength())
        .containsExactly(0, 1);
    assertThatThrownBy(() -> TokenIds.checked(new int[][] {{0, 0}}, bert))
        .hasMessageContaining("row 0 begins with 0");
  }

  private static TextRules rules(RowEnd end) {
    return new TextRules(4, 4, 10, end, Pieces.FILE, "", List.of("{}"), false);
  }
}
