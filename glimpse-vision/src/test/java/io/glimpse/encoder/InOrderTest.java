package io.glimpse.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InOrderTest {

  private final AtomicInteger taken = new AtomicInteger();

  /** Whole numbers from 0 on, without an end. */
  private Iterator<Integer> numbers() {
    return IntStream.generate(taken::getAndIncrement).iterator();
  }

  private static List<Integer> doubled(List<Integer> some) {
    return some.stream().map(n -> 2 * n).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void resultsComeInOrderAndFewAreTakenAhead(int threads) {
    try (Ordered<Integer> results = new InOrder(threads).run(numbers(), 4, InOrderTest::doubled)) {
      for (int i = 0; i < 1000; i++) {
        assertThat(results.next()).isEqualTo(2 * i);
        assertThat(taken.get()).isLessThanOrEqualTo(i + 1 + 4 * (3 * threads + 1));
      }
    }
  }

  @Test
  void whatCannotBeWorkedOnIsRefusedInAWord() {
    assertThatThrownBy(() -> new InOrder(0)).hasMessage("at least 1 thread is needed, not 0");
    Iterator<Integer> items = Arrays.asList(1, null).iterator();
    try (Ordered<Integer> results = new InOrder(2).run(items, 1, InOrderTest::doubled)) {
      assertThatThrownBy(results::next)
          .isInstanceOf(NullPointerException.class)
          .hasMessage("one of the inputs is null");
    }
  }

  @Test
  void nothingComesAfterTheEnd() {
    Ordered<Integer> results = new InOrder(2).run(numbers(), 1, InOrderTest::doubled);
    results.next();
    results.close();
    int before = taken.get();

    assertThat(results.hasNext()).isFalse();
    assertThat(taken.get()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void whatFailsEndsTheWhole(int threads) {
    Ordered<Integer> results =
        new InOrder(threads)
            .run(
                numbers(),
                1,
                some -> {
                  if (some.get(0) == 2) {
                    throw new IllegalArgumentException("two");
                  }
                  return some;
                });
    assertThat(List.of(results.next(), results.next())).containsExactly(0, 1);

    assertThatThrownBy(results::next).hasMessage("two");
    assertThat(results.hasNext()).isFalse();
    results.close();
  }

  @Test
  void closingWaitsForWorkThatAnInterruptedReaderLeft() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    List<String> failures = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch left = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              Ordered<Integer> results =
                  new InOrder(2)
                      .run(
                          numbers(),
                          1,
                          some -> {
                            begun.countDown();
                            awaitQuietly(mayEnd);
                            ended.set(true);
                            return some;
                          });
              try {
                results.next();
              } catch (IllegalStateException e) {
                failures.add(e.getMessage());
                left.countDown();
              }
              results.close();
              failures.add("ended: " + ended.get());
            });
    reader.start();
    begun.await();

    reader.interrupt();
    left.await();
    mayEnd.countDown();
    reader.join();

    assertThat(failures).containsExactly("interrupted while images were encoded", "ended: true");
  }

  @Test
  void ofManyCallersTwoAThreadAreAtWorkAndAFailureGivesItsTurnBack() throws Exception {
    InOrder two = new InOrder(2);
    AtomicInteger within = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(4);
    for (int i = 0; i < 8; i++) {
      assertThatThrownBy(
              () ->
                  two.inTurn(
                      () -> {
                        throw new IllegalStateException("bad");
                      }))
          .hasMessage("bad");
    }
    ExecutorService callers = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> calls =
        Collections.nCopies(
            32,
            () ->
                two.inTurn(
                    () -> {
                      most.accumulateAndGet(within.incrementAndGet(), Math::max);
                      full.countDown();
                      awaitQuietly(full);
                      LockSupport.parkNanos(1_000_000);
                      return within.decrementAndGet() >= 0;
                    }));

    List<Future<Boolean>> answers = callers.invokeAll(calls);
    callers.shutdown();

    for (Future<Boolean> answer : answers) {
      assertThat(answer.get()).isTrue();
    }
    assertThat(most).hasValue(4);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
