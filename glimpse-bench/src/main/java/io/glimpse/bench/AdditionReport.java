package io.glimpse.bench;

import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.feature.Cache;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.file.Input;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a shot more costs a user of the library beyond encoding it, by the number of shots that are
 * there: {@code AdditionReport FOLDER}.
 *
 * <p>Times are CPU time of the calling thread, which does all of the work, so that other programs
 * do not count; each is the median over pictures of {@code with} less {@code encode} of the same
 * picture, and of the first answer by the new classifier less one by the old.
 */
public final class AdditionReport {

  private static final int CLASSES = 100;
  private static final int WARM_UP = 40;
  private static final int MEASURED = 60;
  private static final List<Integer> SIZES = List.of(1_600, 16_000, 160_000);

  /** Milliseconds that a shot may cost. */
  private static final double LIMIT = 1;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Glimpse glimpse;
  private final List<Input> pictures;

  private AdditionReport(Glimpse glimpse, List<Input> pictures) {
    this.glimpse = glimpse;
    this.pictures = pictures;
  }

  /** Prints a line for every size, with a verdict. */
  public static void main(String[] args) throws IOException {
    List<Input> pictures = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      for (Path file : files.sorted().limit(WARM_UP + MEASURED).toList()) {
        pictures.add(Input.of(file.toString(), Files.readAllBytes(file)));
      }
    }
    try (Glimpse glimpse = Glimpse.open()) {
      AdditionReport report = new AdditionReport(glimpse, pictures);
      // What no user waits for but the first.
      glimpse.classifier(report.bank(CLASSES)).with("class 0", pictures);
      for (int size : SIZES) {
        report.print(size);
      }
    }
  }

  private void print(int size) throws IOException {
    ImageClassifier classifier = glimpse.classifier(bank(size));
    List<Double> encodings = new ArrayList<>();
    List<Double> additions = new ArrayList<>();
    List<Double> answers = new ArrayList<>();
    double first = 0;
    for (int i = 0; i < pictures.size(); i++) {
      Input picture = pictures.get(i);
      long start = THREADS.getCurrentThreadCpuTime();
      FeatureBatch features = glimpse.encode(picture);
      long encoded = THREADS.getCurrentThreadCpuTime();
      ImageClassifier more = classifier.with("class " + i % CLASSES, List.of(picture));
      long added = THREADS.getCurrentThreadCpuTime();
      classifier.classify(features);
      long old = THREADS.getCurrentThreadCpuTime();
      more.classify(features);
      long end = THREADS.getCurrentThreadCpuTime();
      double addition = ((added - encoded) - (encoded - start)) / 1e6;
      if (i == 0) {
        first = addition;
      } else if (i >= WARM_UP) {
        encodings.add((encoded - start) / 1e6);
        additions.add(addition);
        answers.add(((end - old) - (old - added)) / 1e6);
      }
      classifier = more;
    }
    double median = median(additions);
    System.out.printf(
        Locale.ROOT,
        "%s: %d shots: one more takes %.3f ms beyond encoding it (%.1f ms), the first %.3f ms; the"
            + " answer behind it %.3f ms more than others%n",
        median < LIMIT ? "good" : "TOO SLOW",
        size,
        median,
        median(encodings),
        first,
        median(answers));
  }

  private Bank bank(int size) {
    List<String> names = IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toList();
    TextFeatures text = glimpse.encodeClasses(names);
    int[] labels = IntStream.range(0, size).map(i -> i * CLASSES / size).toArray();
    List<Shot> shots =
        IntStream.range(0, size).mapToObj(i -> new Shot("shot " + i, "shot.jpg")).toList();
    return new Bank(
        glimpse.encoder().id(),
        new BankTexts(text, names.stream().map(List::of).toList(), List.of("{}")),
        BankShots.of(
            Cache.of(new RandomFeatures(1).rows(size, text.dimension()), Labels.of(labels)), shots),
        Fitted.of("tip", Map.of("votes", Integer.toString(size / CLASSES))),
        new Provenance("bench", "fixed", 0, 1, 1, "2026-01-01T00:00:00Z"),
        null);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
