package io.glimpse.bench;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.BankEdits;
import io.glimpse.database.BankSnapshot;
import io.glimpse.database.ChangeRequest;
import io.glimpse.database.StoreLocation;
import io.glimpse.feature.Cache;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.feature.Labels;
import io.glimpse.feature.TextFeatures;
import io.glimpse.matrix.Matrix;
import io.glimpse.shots.BankStore.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What a bank in a database costs beyond encoding: {@code StoreReport PLACE [CLASSES [SHOTS [WIDTH
 * [METHOD]]]]}, where the place is an empty folder or the address of an empty database.
 *
 * <p>Times are of the clock, medians of what is done more than once: to open a bank is to have its
 * first answer, in a process that has opened one before; a change is over when it is on the disk
 * and the classifier of the new version has answered.
 */
public final class StoreReport {

  private static final int CHANGES = 30;
  private static final String BANK = "bench";

  private final StoreLocation location;
  private final int classes;
  private final int shots;
  private final int width;
  private final String method;
  private final Random random = new Random(1);

  private StoreReport(StoreLocation location, int classes, int shots, int width, String method) {
    this.location = location;
    this.classes = classes;
    this.shots = shots;
    this.width = width;
    this.method = method;
  }

  /** Prints a line for everything that is done. */
  public static void main(String[] args) throws IOException {
    new StoreReport(
            StoreLocation.parse(args[0]),
            args.length > 1 ? Integer.parseInt(args[1]) : 1_000,
            args.length > 2 ? Integer.parseInt(args[2]) : 16,
            args.length > 3 ? Integer.parseInt(args[3]) : 512,
            args.length > 4 ? args[4] : "tip")
        .run();
  }

  private void run() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%d classes x %d shots x %d, %s, %s%n",
        classes,
        shots,
        width,
        method,
        location);
    FeatureBatch query = FeatureBatch.ofGlobals(rows(1));
    Bank bank = bank();
    try (BankDatabase database = BankDatabase.open(location)) {
      say("put", List.of(seconds(() -> database.put(BANK, bank))));
    }
    List<Double> opened = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      opened.add(
          seconds(
              () -> {
                try (BankDatabase database = BankDatabase.open(location)) {
                  database.current(BANK).answering().classifier().logits(query);
                }
              }));
    }
    say("open, first answer, close", opened);
    try (BankDatabase database = BankDatabase.open(location)) {
      BankSnapshot first = database.current(BANK);
      first.bank().classifier().logits(query);
      String name = first.bank().classes().name(classes / 2);
      say("answer", times(query, i -> database.current(BANK)));
      say("add a shot", times(query, i -> change(database, add(name, "new" + i))));
      say("undo", times(query, i -> database.undo(BANK, ChangeRequest.PLAIN).snapshot()));
      say(
          "give a shot to another class",
          times(
              query,
              i ->
                  change(
                      database,
                      BankEdits.relabel("shot" + (CHANGES + i), first.bank().classes().name(i)))));
      say(
          "rename a class",
          times(query, i -> change(database, BankEdits.rename("class" + i, "other" + i))));
      say(
          "restore the first version",
          List.of(
              seconds(
                  () ->
                      database
                          .restore(BANK, first.version(), ChangeRequest.PLAIN)
                          .snapshot()
                          .bank()
                          .classifier()
                          .logits(query))));
    }
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        Locale.ROOT, "heap in use %.0f MB%n", (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
  }

  /** Does something to the bank. */
  @FunctionalInterface
  private interface Act {
    BankSnapshot of(int number) throws IOException;
  }

  /** Does something that is timed. */
  @FunctionalInterface
  private interface Timed {
    void run() throws IOException;
  }

  private static List<Double> times(FeatureBatch query, Act act) throws IOException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      int number = i;
      seconds.add(seconds(() -> act.of(number).answering().classifier().logits(query)));
    }
    return seconds;
  }

  private static double seconds(Timed timed) throws IOException {
    long from = System.nanoTime();
    timed.run();
    return (System.nanoTime() - from) / 1e9;
  }

  private static void say(String what, List<Double> seconds) {
    double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-30s %9.2f ms  (%.2f to %.2f)%n",
        what,
        sorted[sorted.length / 2] * 1e3,
        sorted[0] * 1e3,
        sorted[sorted.length - 1] * 1e3);
  }

  private static BankSnapshot change(BankDatabase database, Change change) throws IOException {
    return database.change(BANK, ChangeRequest.PLAIN, change).snapshot();
  }

  private Change add(String name, String id) {
    Matrix key = rows(1);
    return bank -> {
      int label = bank.texts().require(name);
      return bank.with(
          name,
          bank.prompts().get(label),
          bank.text().prompts().get(label),
          key,
          List.of(new Shot(id, id)));
    };
  }

  private Bank bank() {
    List<String> names = new ArrayList<>();
    List<List<String>> prompts = new ArrayList<>();
    List<Matrix> texts = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      names.add("class" + c);
      prompts.add(List.of("class" + c));
      texts.add(rows(1));
    }
    int[] labels = new int[classes * shots];
    Arrays.setAll(labels, i -> i % classes);
    List<Shot> origins = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      origins.add(new Shot("shot" + i, "shot" + i + ".jpg"));
    }
    return new Bank(
        new EncoderId("random", "0".repeat(16)),
        new BankTexts(TextFeatures.ofPrompts(ClassSet.of(names), texts), prompts, List.of("{}")),
        BankShots.of(Cache.of(rows(labels.length), Labels.of(labels)), origins),
        Fitted.of(method, Map.of()),
        new Provenance("bench", "fixed", 0, 1, 1, "2026-01-01T00:00:00Z"),
        null);
  }

  private Matrix rows(int count) {
    Matrix rows = new Matrix(count, width);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        rows.set(i, j, (float) random.nextGaussian());
      }
    }
    return rows.normalizeRows();
  }
}
