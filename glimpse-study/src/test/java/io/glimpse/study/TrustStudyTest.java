package io.glimpse.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study finds out of how far answers can be trusted. */
class TrustStudyTest {

  private static final int CLASSES = 8;
  private static final int WIDTH = 12;
  private static final int SHOTS = 3;
  private static final int EACH = 40;

  @TempDir Path folder;

  private Path features() throws IOException {
    return features(new int[] {SHOTS});
  }

  /** Eight classes on the axes of twelve dimensions, blurred; all texts lie on the axes. */
  private Path features(int... shots) throws IOException {
    Path features = Files.createDirectories(folder.resolve("features"));
    part(features, "test", EACH, 1);
    part(features, "val", 10, 2);
    for (int count : shots) {
      part(features, "shots_" + count, count, 3);
    }
    float[] axes = new float[CLASSES * WIDTH];
    for (int c = 0; c < CLASSES; c++) {
      axes[c * WIDTH + c] = 1;
    }
    Npy.write(features.resolve("text_features.npy"), axes, CLASSES, WIDTH);
    Files.writeString(features.resolve("classes.txt"), "a\nb\nc\nd\ne\nf\ng\nh\n");
    return features;
  }

  private static void part(Path features, String stem, int each, long seed) throws IOException {
    Random random = new Random(seed);
    float[] rows = new float[CLASSES * each * WIDTH];
    int[] labels = new int[CLASSES * each];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / each;
      double[] row = new double[WIDTH];
      double squares = 0;
      for (int j = 0; j < WIDTH; j++) {
        row[j] = 0.25 * random.nextGaussian() + (j == labels[i] ? 1 : 0);
        squares += row[j] * row[j];
      }
      for (int j = 0; j < WIDTH; j++) {
        rows[i * WIDTH + j] = (float) (row[j] / Math.sqrt(squares));
      }
    }
    Npy.write(features.resolve(stem + "_features.npy"), rows, labels.length, WIDTH);
    Npy.write(features.resolve(stem + "_labels.npy"), labels);
  }

  private CellResult run(String method, int shots) throws IOException {
    return run(method, shots, Protocol.HONEST);
  }

  private CellResult run(String method, int shots, Protocol protocol) throws IOException {
    StudyPlan plan =
        new StudyPlan(
            List.of(MethodVariant.parse(method)),
            List.of(shots),
            List.of(1L),
            protocol,
            ValidationImages.WHOLE);
    Path out = folder.resolve("out-" + method.replaceAll("\\W", "_") + shots + protocol);
    try (StudyFolder study = StudyFolder.open(out);
        StudyData data = StudySource.ready("own", folder.resolve("features"), "axes")) {
      new Study(study, plan, "test", 1, StudyListener.SILENT).run(data);
    }
    return ResultLog.read(out).get(0);
  }

  private static Trust trust(CellResult result) {
    return Objects.requireNonNull(
        Objects.requireNonNull(result.score(), String.valueOf(result.error())).trust());
  }

  @Test
  void methodThatChoosesNothingOnValidationDataIsCalibratedOnItsShots() throws IOException {
    features();

    CellResult result = run("auto", SHOTS);

    assertThat(result.selection()).isEqualTo("loo");
    assertThat(result.warnings()).noneMatch(warning -> warning.contains("chooses nothing"));
    Trust trust = trust(result);
    assertThat(trust.calibrated()).isTrue();
    assertThat(trust.calibration()).isEqualTo("24 examples, each left out in turn");
  }

  @Test
  void methodThatChoosesOnValidationDataIsCalibratedOnThem() throws IOException {
    features();

    assertThat(trust(run("tip", SHOTS)).calibration()).isEqualTo("80 validation pictures");
  }

  @Test
  void testPicturesNeverCalibrate() throws IOException {
    features();

    CellResult result = run("tip", SHOTS, Protocol.REFERENCE);

    assertThat(result.selection()).isEqualTo("reference");
    assertThat(trust(result).calibration()).isEqualTo("24 examples, each left out in turn");
  }

  @Test
  void zeroShotIsNotCalibratedAndSaysWhy() throws IOException {
    features();

    Trust trust = trust(run("zero-shot", SHOTS));

    assertThat(trust.calibrated()).isFalse();
    assertThat(trust.calibration()).isEqualTo("nothing was learned from examples");
    assertThat(trust.sets()).isNull();
    Trust.Unknown unknown = Objects.requireNonNull(trust.unknown());
    assertThat(unknown.auroc()).isGreaterThan(0.8);
    assertThat(unknown.falseAcceptance()).isNull();
  }

  @Test
  void picturesOfEveryFourthClassAreToldFromTheOthers() throws IOException {
    features();

    Trust.Unknown unknown = Objects.requireNonNull(trust(run("auto", SHOTS)).unknown());

    assertThat(unknown.auroc()).isBetween(0.8, 1.0);
    assertThat(unknown.aurocTop()).isBetween(0.5, 1.0);
    assertThat(unknown.fpr95()).isBetween(0.0, 1.0);
    // A quarter of 320 pictures is unknown, and three quarters are known.
    assertThat(Objects.requireNonNull(unknown.falseAcceptance()) * 80 % 1)
        .isCloseTo(0, within(1e-9));
    assertThat(Objects.requireNonNull(unknown.falseRejection()) * 240).isBetween(0.0, 120.0);
  }

  @Test
  void methodThatIsTrainedIsNotFittedTwice() throws IOException {
    features();

    Trust trust = trust(run("tip-f:epochs=2:select=fixed", SHOTS));

    assertThat(trust.unknown()).isNull();
    assertThat(trust.calibrated()).isFalse();
    assertThat(trust.calibration()).startsWith("the method cannot leave an example out");
  }

  @Test
  void setsStandBesideAdaptiveOnesOfTheSameAnswers() throws IOException {
    features();

    Trust.Sets sets = Objects.requireNonNull(trust(run("tip", SHOTS)).sets());

    assertThat(sets.coverage()).isBetween(0.8, 1.0);
    assertThat(sets.size()).isBetween(1.0, 3.0);
    assertThat(sets.apsCoverage()).isBetween(0.8, 1.0);
    assertThat(sets.apsSize()).isBetween(0.8, 3.0);
  }

  @Test
  void tooFewShotsGiveNoSetsOfNinetyPerCent() throws IOException {
    features(1);
    Files.delete(folder.resolve("features/text_features.npy"));

    Trust trust = trust(run("auto", 1));

    assertThat(trust.sets()).isNull();
    assertThat(trust.calibrated()).isFalse();
    assertThat(trust.calibration()).startsWith("with one example a class");
  }

  @Test
  void binsHoldAllAnswersAndGiveTheError() throws IOException {
    features();
    CellResult result = run("tip", SHOTS);
    Trust trust = trust(result);

    double gaps = 0;
    for (Trust.Bin bin : trust.reliability()) {
      gaps += Math.abs(bin.correct() - bin.sum());
    }
    CellResult.Score score = Objects.requireNonNull(result.score());
    assertThat(trust.reliability().stream().mapToInt(Trust.Bin::count).sum())
        .isEqualTo(score.total())
        .isEqualTo(CLASSES * EACH);
    assertThat(trust.reliability().stream().mapToInt(Trust.Bin::correct).sum())
        .isEqualTo(score.correct());
    assertThat(gaps / score.total()).isCloseTo(trust.ece(), within(1e-9));
  }

  @Test
  void resultOfAnOlderGlimpseHasNoTrust() throws IOException {
    features();
    run("auto", SHOTS);
    Path out = folder.resolve("out-auto3HONEST");
    Path log = out.resolve(ResultLog.FILE);
    String line = Files.readString(log);
    String older = line.replaceAll(",\"trust\":\\{.*]}(?=},\"cost\")", "");
    assertThat(older).doesNotContain("trust");
    Files.writeString(log, older);

    CellResult result = ResultLog.read(out).get(0);

    assertThat(Objects.requireNonNull(result.score()).total()).isEqualTo(CLASSES * EACH);
    assertThat(result.score().trust()).isNull();
  }

  @Test
  void trustThatCannotBeIsNamed() throws IOException {
    features();
    run("auto", SHOTS);
    Path out = folder.resolve("out-auto3HONEST");
    Path log = out.resolve(ResultLog.FILE);
    String line = Files.readString(log);
    Files.writeString(log, line.replaceFirst("\"count\":0", "\"count\":-1"));

    assertThatThrownBy(() -> ResultLog.read(out))
        .hasMessageContaining("results.jsonl: line 1 is not a result of a study");
  }
}
