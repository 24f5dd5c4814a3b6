package io.glimpse.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextBatchesTest {

  private final List<String> heard = new ArrayList<>();

  @Test
  void manyTextsComeOutInOrderAndAreToldOfInBetween() {
    List<String> texts = IntStream.range(0, 1100).mapToObj(Integer::toString).toList();

    Matrix rows = TextBatches.encode(numbers(), texts, this::hear);

    assertThat(rows.rows()).isEqualTo(1100);
    for (int i = 0; i < rows.rows(); i++) {
      assertThat(rows.get(i, 1)).isEqualTo(i);
    }
    assertThat(heard).containsExactly("512 of 1100", "1024 of 1100", "1100 of 1100");
  }

  @Test
  void fewTextsAreNoNews() {
    assertThat(TextBatches.encode(numbers(), List.of("7"), this::hear).get(0, 1)).isEqualTo(7);
    assertThat(heard).isEmpty();
  }

  private void hear(int done, int total) {
    heard.add(done + " of " + total);
  }

  /** Texts that are numbers become rows of 0 and that number. */
  private static Encoder numbers() {
    return (Encoder)
        Proxy.newProxyInstance(
            Encoder.class.getClassLoader(),
            new Class<?>[] {Encoder.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("dimension")) {
                return 2;
              }
              List<?> texts = (List<?>) arguments[0];
              Matrix rows = new Matrix(texts.size(), 2);
              for (int i = 0; i < texts.size(); i++) {
                rows.set(i, 1, Float.parseFloat(texts.get(i).toString()));
              }
              return rows;
            });
  }
}
