package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.Input;
import io.glimpse.inference.Result;
import io.glimpse.method.Prediction;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many images at once: their order, their errors, and how few of them are held at a time. */
class ManyImagesTest {

  private static final int THREADS = 3;

  /** Pieces of four images, three for every thread, and one that is being read. */
  private static final int MOST_AHEAD = THREADS * 3 * 4 + 4;

  private static Glimpse glimpse;
  private static ImageClassifier classifier;
  private static byte[] small;

  @BeforeAll
  static void open() throws IOException {
    glimpse = Glimpse.builder().threads(THREADS).open();
    classifier = glimpse.zeroShot("okapi", "emu", "bonsai");
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
    small = png.toByteArray();
  }

  @AfterAll
  static void close() {
    glimpse.close();
  }

  @Test
  void answersComeInOrderAndAreThoseOfSingleImages() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("okapi", "emu", "bonsai")) {
      files.addAll(Demo.pictures("test", name));
    }

    List<Result> all = classifier.classifyFiles(files);

    assertThat(all).hasSize(files.size());
    for (int i = 0; i < files.size(); i++) {
      assertThat(all.get(i).input().file()).contains(files.get(i));
      assertThat(all.get(i).get()).isEqualTo(classifier.classify(files.get(i)));
    }
  }

  @Test
  void whatCannotBeUsedHasItsErrorInItsPlace() throws IOException {
    List<Path> files =
        List.of(Demo.OKAPI, Demo.TEXT, Demo.EMU, Path.of("gone.jpg"), Demo.TEXT, Demo.OKAPI);

    List<Result> all = classifier.classifyFiles(files);

    assertThat(all)
        .extracting(Result::isGood)
        .containsExactly(true, false, true, false, false, true);
    assertThat(Objects.requireNonNull(all.get(1).error())).hasMessageContaining("CREDITS.txt");
    assertThat(Objects.requireNonNull(all.get(3).error())).hasMessageContaining("gone.jpg");
    assertThatThrownBy(all.get(3)::get).isSameAs(all.get(3).error());
    assertThat(all.get(1).prediction()).isNull();
    assertThat(all.get(5).get()).isEqualTo(classifier.classify(Demo.OKAPI));
  }

  @Test
  void noInputsHaveNoAnswers() {
    assertThat(classifier.classifyAll(List.<Input>of())).isEmpty();
    assertThat(classifier.classifyAll(Stream.<Input>of())).isEmpty();
  }

  @Test
  void aLongStreamIsHeldAFewInputsAtATime() throws IOException {
    AtomicInteger taken = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    // Few of them are images, for the network's sake.
    Prediction expected = classifier.classify(small);
    int read = 0;
    int mostAhead = 0;
    Stream<Input> inputs =
        IntStream.range(0, 2000)
            .mapToObj(
                i -> {
                  taken.incrementAndGet();
                  return Input.of("image " + i, i % 100 == 7 ? small : new byte[] {1});
                })
            .onClose(() -> closed.set(true));

    try (Stream<Result> results = classifier.classifyAll(inputs)) {
      Iterator<Result> each = results.iterator();
      while (each.hasNext()) {
        Result result = each.next();
        mostAhead = Math.max(mostAhead, taken.get() - read);
        assertThat(result.input().name()).isEqualTo("image " + read);
        assertThat(result.isGood()).isEqualTo(read % 100 == 7);
        if (result.isGood()) {
          assertThat(result.get()).isEqualTo(expected);
        }
        read++;
      }
    }

    assertThat(read).isEqualTo(2000);
    assertThat(mostAhead).isBetween(1, MOST_AHEAD);
    assertThat(closed).isTrue();
  }

  @Test
  void nothingIsTakenBeforeTheFirstAnswerIsAskedFor() {
    AtomicInteger taken = new AtomicInteger();
    Stream<Input> inputs =
        Stream.generate(
            () -> {
              taken.incrementAndGet();
              return Input.of("image", small);
            });
    try (Stream<Result> results = classifier.classifyAll(inputs)) {
      assertThat(results).isNotNull();
      assertThat(taken).hasValue(0);
    }
  }

  @Test
  void whoStopsEarlyStopsTheWork() {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger readBytes = new AtomicInteger();
    AtomicBoolean closed = new AtomicBoolean();
    Stream<Input> endless =
        Stream.generate(() -> (Input) new Counted(taken.getAndIncrement(), readBytes))
            .onClose(() -> closed.set(true));

    try (Stream<Result> results = classifier.classifyAll(endless)) {
      assertThat(results.limit(5)).hasSize(5).allMatch(Result::isGood);
    }

    int takenThen = taken.get();
    int readThen = readBytes.get();
    assertThat(closed).isTrue();
    assertThat(takenThen).isLessThanOrEqualTo(5 + MOST_AHEAD);
    // What was under way was waited for: nothing goes on behind the caller's back.
    assertThat(classifier.classifyAll(List.of(Input.of("image", small)))).hasSize(1);
    assertThat(taken).hasValue(takenThen);
    assertThat(readBytes).hasValue(readThen);
  }

  /** An image that knows how often such images were read. */
  private record Counted(int number, AtomicInteger reads) implements Input {
    @Override
    public String name() {
      return "image " + number;
    }

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }

    @Override
    public byte[] bytes() {
      reads.incrementAndGet();
      return small;
    }
  }

  @Test
  void whatTheCallersIteratorThrowsReachesTheCaller() throws IOException {
    IllegalStateException reason = new IllegalStateException("the queue is gone");
    Iterator<Input> failing =
        new Iterator<>() {
          private int given;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public Input next() {
            if (given++ == 30) {
              throw reason;
            }
            return Input.of("image", small);
          }
        };

    assertThatThrownBy(() -> classifier.classifyAll((Iterable<Input>) () -> failing))
        .isSameAs(reason);
    // The threads are free again.
    assertThat(classifier.classifyFiles(List.of(Demo.OKAPI, Demo.EMU)))
        .allMatch(Result::isGood)
        .hasSize(2);
  }

  @Test
  void whatAnInputThrowsReachesTheCaller() {
    Input broken =
        new Input() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public Optional<Path> file() {
            return Optional.empty();
          }

          @Override
          public byte[] bytes() {
            throw new NoSuchElementException("evicted");
          }
        };
    List<Input> some = new ArrayList<>(List.of(Input.of("image", small), broken));
    for (int i = 0; i < 40; i++) {
      some.add(Input.of("image", small));
    }

    assertThatThrownBy(() -> classifier.classifyAll(some)).hasMessage("evicted");
  }

  @Test
  void manyThreadsShareOneAndGetTheirOwnAnswers() throws Exception {
    List<Path> files = Demo.pictures("test", "okapi");
    List<Prediction> expected = new ArrayList<>();
    for (Path file : files) {
      expected.add(classifier.classify(file));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<Prediction>>> running = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int turn = t;
        running.add(
            threads.submit(
                () -> {
                  List<Prediction> own = new ArrayList<>();
                  if (turn % 2 == 0) {
                    for (Path file : files) {
                      own.add(classifier.classify(file));
                    }
                  } else {
                    for (Result result : classifier.classifyFiles(files)) {
                      own.add(result.get());
                    }
                  }
                  return own;
                }));
      }
      for (Future<List<Prediction>> one : running) {
        assertThat(one.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
