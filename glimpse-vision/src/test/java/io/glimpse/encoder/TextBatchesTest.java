package io.glimpse.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.matrix.Matrix;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
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

    Matrix rows = TextBatches.encode(numbers(), texts, notes);

    assertThat(rows.rows()).isEqualTo(1100);
    for (int i = 0; i < rows.rows(); i++) {
      assertThat(rows.get(i, 1)).isEqualTo(i);
    }
    assertThat(heard).containsExactly("512 of 1100", "1024 of 1100", "1100 of 1100");
  }

  @Test
  void fewTextsAreNoNews() {
    assertThat(TextBatches.encode(numbers(), List.of("7"), notes).get(0, 1)).isEqualTo(7);
    assertThat(heard).isEmpty();
  }

  private final Notes notes =
      new Notes() {
        @Override
        public Progress progress(String what, long total) {
          return new Progress() {
            @Override
            public void step() {}

            @Override
            public void to(long done) {
              heard.add(done + " of " + total);
            }

            @Override
            public void close() {}
          };
        }
      };

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
