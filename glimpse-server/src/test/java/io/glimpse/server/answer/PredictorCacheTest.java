package io.glimpse.server.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.image.DecodeOptions;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PredictorCacheTest {

  private static Encoder encoder;

  private final PredictorCache<String> cache = new PredictorCache<>(10);
  private final AtomicInteger made = new AtomicInteger();

  @BeforeAll
  static void open() throws IOException {
    encoder = Encoders.open(Encoders.DEFAULT, EncoderOptions.defaults());
  }

  @AfterAll
  static void close() {
    encoder.close();
  }

  private Predictor make() {
    made.incrementAndGet();
    return new ClassifierSpec.OfNames(List.of("cat", "dog"))
        .open(
            new ImagePipeline(encoder, DecodeOptions.defaults(), 1),
            CloudRendering.usual(),
            List.of(),
            Notes.SILENT);
  }

  @Test
  void isMadeOnceAndReadyAfterwards() throws Exception {
    assertThat(cache.ready("a")).isNull();

    Predictor first = cache.of("a", 1, this::make);

    assertThat(cache.of("a", 1, this::make)).isSameAs(first);
    assertThat(cache.ready("a")).isSameAs(first);
    assertThat(made).hasValue(1);
  }

  @Test
  void manyWhoAskAtATimeWaitForTheOneThatIsMade() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Callable<Predictor> slow =
        () -> {
          begun.countDown();
          go.await();
          return make();
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Predictor>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(() -> cache.of("a", 1, slow)));
      }
      begun.await();
      assertThat(cache.ready("a")).isNull();
      go.countDown();
      for (Future<Predictor> one : all) {
        assertThat(one.get()).isSameAs(all.get(0).get());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void whatWasNotAskedForTheLongestIsMadeAnew() throws Exception {
    Predictor first = cache.of("a", 6, this::make);
    cache.of("b", 4, this::make);
    cache.ready("a");

    cache.of("c", 4, this::make);

    assertThat(cache.ready("b")).isNull();
    assertThat(cache.ready("a")).isSameAs(first);
    cache.of("b", 4, this::make);
    assertThat(made).hasValue(4);
  }

  @Test
  void aFailureIsToldAndNotKept() throws Exception {
    Callable<Predictor> failing =
        () -> {
          throw new IOException("the store is away");
        };

    assertThatThrownBy(() -> cache.of("a", 1, failing))
        .isInstanceOf(IOException.class)
        .hasMessage("the store is away");

    assertThat(cache.ready("a")).isNull();
    assertThat(cache.of("a", 1, this::make)).isNotNull();
  }
}
