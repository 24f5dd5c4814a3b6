package io.glimpse.bench;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.LocalView;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.LocalTokens;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.Preprocessing;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Classifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What small places cost: {@code PlacesReport FOLDER COUNT}, a folder of JPEG files of which so
 * many are looked at.
 *
 * <p>Times are CPU time of the calling thread, which with one processor does all of the work, so
 * that other programs do not count; what is compared is measured in turn, and medians are told.
 */
public final class PlacesReport {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Of the encoders and of the answers; the first tenth warms up. */
  private static final int ANSWERS = 60;

  private static final int WIDTH = 1024;

  private PlacesReport() {}

  /** Prints a line for everything. */
  public static void main(String[] args) throws IOException {
    try (Encoder exact = Encoders.open("lite", new EncoderOptions(Precision.FP32, 1));
        Encoder quick = Encoders.open("lite", new EncoderOptions(Precision.INT8, 1))) {
      passes(exact, quick, pictures(Path.of(args[0]), Integer.parseInt(args[1])));
      LocalView view = exact.local().orElseThrow();
      for (int classes : List.of(3, 7, 20, 50, 100)) {
        answers(bank(view, classes, 4));
      }
      for (int[] size : new int[][] {{20, 16}, {100, 2}, {100, 16}}) {
        opening(bank(view, size[0], size[1]));
      }
    }
  }

  private static List<Image> pictures(Path folder, int count) throws IOException {
    List<Image> pictures = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      ImageDecoder decoder = new ImageDecoder();
      for (Path file :
          files.filter(one -> one.toString().endsWith(".jpg")).sorted().limit(count).toList()) {
        pictures.add(decoder.read(file));
      }
    }
    return pictures;
  }

  /** The second look beside the first, from a decoded picture on and in the network alone. */
  private static void passes(Encoder exact, Encoder quick, List<Image> pictures) {
    Preprocessing small = exact.preprocessing();
    Preprocessing large = exact.local().orElseThrow().preprocessing();
    FloatBuffer smallPixels = pixels(small);
    FloatBuffer largePixels = pixels(large);
    List<Times> times = List.of(new Times(), new Times(), new Times(), new Times(), new Times());
    for (Image picture : pictures) {
      times.get(0).measure(() -> small.normalise(small.crop(picture), smallPixels.clear()));
      times.get(1).measure(() -> large.normalise(large.crop(picture), largePixels.clear()));
      smallPixels.flip();
      largePixels.flip();
      times.get(2).measure(() -> exact.encodeRawImages(smallPixels, 1));
      times.get(3).measure(() -> exact.encodeLocal(largePixels, 1));
      times.get(4).measure(() -> quick.encodeRawImages(smallPixels, 1));
    }
    double[] ms = times.stream().mapToDouble(Times::median).toArray();
    print(
        "a picture: crop %.2f ms, large crop %.2f; network float32 %.2f, int8 %.2f, places %.2f",
        ms[0], ms[1], ms[2], ms[4], ms[3]);
    print(
        "places beside the network alone: %.2f of float32, %.2f of int8; with crops %.2f and %.2f",
        ms[3] / ms[2],
        ms[3] / ms[4],
        (ms[1] + ms[3]) / (ms[0] + ms[2]),
        (ms[1] + ms[3]) / (ms[0] + ms[4]));
  }

  private static FloatBuffer pixels(Preprocessing preprocessing) {
    return ByteBuffer.allocateDirect(preprocessing.length() * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** What an answer with places takes beyond one without. */
  private static void answers(Bank bank) {
    Classifier both = bank.classifier();
    Classifier whole = bank.withLocal(null).classifier();
    LocalShots places = places(bank);
    Matrix rows = new RandomFeatures(5).rows(ANSWERS, WIDTH);
    Times with = new Times();
    Times without = new Times();
    for (int i = 0; i < ANSWERS; i++) {
      FeatureBatch asked =
          FeatureBatch.ofGlobals(rows.rows(i, i + 1))
              .withLocal(List.of(places.get(i % places.size())));
      with.measure(() -> both.logits(asked));
      without.measure(() -> whole.logits(asked));
    }
    print(
        "an answer of %d classes: %.2f ms beyond encoding, %.3f without places",
        bank.classes().size(), with.median(), without.median());
  }

  private static LocalShots places(Bank bank) {
    LocalShots places = bank.shots().local();
    if (places == null) {
      throw new IllegalStateException("the bank has no places");
    }
    return places;
  }

  /** The file of a bank, what it takes in memory once it answers, and until then. */
  private static void opening(Bank made) throws IOException {
    Path file = Files.createTempFile("places", ".bank");
    try {
      BankFile.write(file, made);
      int classes = made.classes().size();
      int shots = made.shots().size();
      long before = heap();
      long start = THREADS.getCurrentThreadCpuTime();
      Bank bank = BankFile.read(file);
      long read = THREADS.getCurrentThreadCpuTime();
      Classifier classifier = bank.classifier();
      long fitted = THREADS.getCurrentThreadCpuTime();
      long kept = heap() - before;
      print(
          "%s of %d classes and %d shots: file %.1f MB, heap %.1f MB; read in %.2f s, fitted in"
              + " %.2f s",
          classifier.method().name(),
          classes,
          shots,
          Files.size(file) / 1e6,
          kept / 1e6,
          (read - start) / 1e9,
          (fitted - read) / 1e9);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Of random rows and tokens: what they hold does not matter to the clock. */
  private static Bank bank(LocalView view, int classes, int shots) {
    int n = classes * shots;
    List<LocalTokens> tokens = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      tokens.add(view.split(new RandomFeatures(i).rows(view.places(), view.width())));
    }
    return new RandomFeatures(4)
        .bank(n, WIDTH, classes)
        .with("auto", Map.of())
        .withLocal(LocalShots.of(tokens));
  }

  private static void print(String line, Object... values) {
    System.out.printf(Locale.ROOT, line + "%n", values);
  }

  /** Milliseconds of CPU, of which the first tenth warms up. */
  private static final class Times {

    private final List<Double> all = new ArrayList<>();

    void measure(Runnable work) {
      long start = THREADS.getCurrentThreadCpuTime();
      work.run();
      all.add((THREADS.getCurrentThreadCpuTime() - start) / 1e6);
    }

    double median() {
      List<Double> warm = all.subList(all.size() / 10, all.size());
      return warm.stream().sorted().skip(warm.size() / 2).findFirst().orElseThrow();
    }
  }
}
