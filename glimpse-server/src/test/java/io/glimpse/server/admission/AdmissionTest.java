package io.glimpse.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void release() {
    released.countDown();
    callers.shutdownNow();
  }

  private static Admission admission(Limits limits) {
    return new Admission(limits.with(Limit.MAX_IMAGES, 1), 1);
  }

  /** Has the only worker be at something until it is released. */
  private Future<String> occupy(Admission admission) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Future<String> answer =
        callers.submit(
            () ->
                admission.run(
                    () -> {
                      begun.countDown();
                      released.await();
                      return "done";
                    }));
    begun.await();
    return answer;
  }

  private static ProblemException refused(Callable<?> work) {
    return catchThrowableOfType(ProblemException.class, work::call);
  }

  @Test
  void givesResultsInTheOrderOfTheWork() throws Exception {
    try (Admission admission = new Admission(Limits.usual(), 3)) {
      List<Callable<Integer>> pieces =
          Stream.iterate(0, i -> i + 1).limit(50).<Callable<Integer>>map(i -> () -> i).toList();

      assertThat(admission.run(pieces)).isEqualTo(Stream.iterate(0, i -> i + 1).limit(50).toList());
      assertThat(admission.waiting()).isZero();
    }
  }

  @Test
  void refusesWhatDoesNotFitIntoTheQueueAtOnce() throws Exception {
    try (Admission admission = admission(Limits.usual().with(Limit.MAX_QUEUE, 2))) {
      Future<String> first = occupy(admission);
      Future<List<Integer>> waiting =
          callers.submit(() -> admission.run(List.of(() -> 1, () -> 2)));
      while (admission.waiting() < 2) {
        Thread.onSpinWait();
      }

      ProblemException refusal = refused(() -> admission.run(() -> 3));

      assertThat(refusal.problem()).isEqualTo(Problem.QUEUE_FULL);
      assertThat(refusal.retryAfterSeconds()).isPositive();
      assertThat(admission.fraction()).isEqualTo(1);
      released.countDown();
      assertThat(first.get()).isEqualTo("done");
      assertThat(waiting.get()).isEqualTo(List.of(1, 2));
      assertThat(admission.run(() -> 3)).isEqualTo(3);
    }
  }

  @Test
  void givesUpWhatTakesTooLongAndItsPlace() throws Exception {
    try (Admission admission = admission(Limits.usual().with(Limit.DEADLINE, 1))) {
      Future<String> first = occupy(admission);

      ProblemException refusal = refused(() -> admission.run(() -> 3));

      assertThat(refusal.problem()).isEqualTo(Problem.DEADLINE);
      assertThat(admission.waiting()).isZero();
      assertThatThrownBy(first::get).hasCauseInstanceOf(ProblemException.class);
      released.countDown();
      assertThat(admission.run(() -> 4)).isEqualTo(4);
    }
  }

  @Test
  void countsRequestsAndTheBytesOfTheirBodies() {
    Limits few =
        Limits.usual()
            .with(Limit.MAX_IN_FLIGHT, 2)
            .with(Limit.MAX_BODY, 1 << 20)
            .with(Limit.MAX_MEMORY, 2 << 20);
    try (Admission admission = admission(few)) {
      Admission.Ticket first = admission.enter(1 << 20);
      Admission.Ticket second = admission.enter(1 << 20);
      assertThat(refused(() -> admission.enter(0)).problem()).isEqualTo(Problem.BUSY);
      second.close();
      ProblemException heavy = refused(() -> admission.enter((1 << 20) + 1));
      assertThat(heavy).hasMessageContaining("max-memory");
      first.shrink(10);
      admission.enter((1 << 20) + 1).close();
      first.close();
      assertThat(admission.requests()).isZero();
    }
  }

  @Test
  void aFailureOfOnePieceIsThatOfAllAndLeavesNothingBehind() throws Exception {
    try (Admission admission = admission(Limits.usual())) {
      List<Callable<Integer>> pieces =
          List.of(
              () -> 1,
              () -> {
                throw new IllegalArgumentException("no");
              },
              () -> 3);

      assertThatThrownBy(() -> admission.run(pieces)).hasMessage("no");
      assertThat(admission.waiting()).isZero();
    }
  }

  @Test
  void finishesWhatItTookInAndTakesNothingNew() throws Exception {
    try (Admission admission = admission(Limits.usual())) {
      Admission.Ticket ticket = admission.enter(0);
      Future<Boolean> drained = callers.submit(() -> admission.drain(Duration.ofSeconds(30)));
      while (!admission.isStopping()) {
        Thread.onSpinWait();
      }

      assertThat(refused(() -> admission.enter(0)).problem()).isEqualTo(Problem.STOPPING);
      assertThat(admission.run(() -> 1)).isEqualTo(1);
      ticket.close();
      assertThat(drained.get()).isTrue();
    }
  }
}
