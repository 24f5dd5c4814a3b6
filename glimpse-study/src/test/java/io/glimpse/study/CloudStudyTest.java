package io.glimpse.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole studies over miniatures of the sets of point clouds: a rod, a plate and a ball. */
class CloudStudyTest {

  private static final int POINTS = 1030;

  @TempDir Path folder;

  private final List<String> failures = new ArrayList<>();
  private int encoded;

  private static final List<MethodVariant> METHODS =
      List.of(
          MethodVariant.parse("zero-shot"),
          MethodVariant.parse("calip"),
          MethodVariant.parse("calip-fs:epochs=1"),
          MethodVariant.parse("tip"),
          MethodVariant.parse("tip-f:epochs=2"),
          MethodVariant.parse("inter-view:epochs=2"));

  private Study.Outcome run(String dataset, List<MethodVariant> methods, StudySource.Clouds how)
      throws IOException {
    StudyListener listener =
        new StudyListener() {
          @Override
          public void encodes(String what, int pictures) {
            encoded += pictures;
          }

          @Override
          public void failed(String what, String reason) {
            failures.add(what + ": " + reason);
          }
        };
    StudyPlan plan =
        new StudyPlan(methods, List.of(2), List.of(1L), Protocol.HONEST, ValidationImages.WHOLE);
    try (Encoder encoder = Encoders.open("lite", EncoderOptions.defaults())) {
      return ImageStudies.run(dataset, folder, folder, encoder, how, plan, listener);
    }
  }

  @Test
  void modelNetIsAnsweredByEveryMethodAndEncodedOnce() throws IOException {
    String authors = "data/modelnet40_ply_hdf5_2048/";
    Path set = Files.createDirectories(folder.resolve("modelnet40_ply_hdf5_2048"));
    Files.write(set.resolve("shape_names.txt"), List.of("curtain_rod", "plate", "ball"));
    Files.write(set.resolve("train_files.txt"), List.of(authors + "ply_data_train0.h5"));
    Files.write(set.resolve("test_files.txt"), List.of(authors + "ply_data_test0.h5"));
    clouds(set.resolve("ply_data_train0.h5"), 1, 0, 1, 2, 2, 1, 0);
    clouds(set.resolve("ply_data_test0.h5"), 2, 2, 0, 1);

    assertThat(run("modelnet40", METHODS, StudySource.Clouds.USUAL))
        .isEqualTo(new Study.Outcome(6, 0, 0));
    assertThat(run("modelnet40", METHODS, StudySource.Clouds.USUAL))
        .isEqualTo(new Study.Outcome(0, 6, 0));

    // 3 test clouds by each of two presets, 6 shots by one.
    assertThat(encoded).isEqualTo(12);
    assertThat(failures).isEmpty();
    List<CellResult> results = ResultLog.read(folder.resolve("out"));
    assertThat(results)
        .allMatch(result -> Objects.requireNonNull(result.score()).total() == 3)
        .extracting(CellResult::clouds)
        .containsExactly(
            "pointclip-zs, first 1024 points, logits of 6 sides added up",
            "pointclip-zs, first 1024 points, logits of 6 sides added up",
            "pointclip-fs, first 1024 points, logits of 10 sides added up",
            "pointclip-fs, first 1024 points, features of 10 sides behind each other",
            "pointclip-fs, first 1024 points, features of 10 sides behind each other",
            "pointclip-fs, first 1024 points, features of 10 sides behind each other");
    assertThat(results.get(0).text()).isNotEmpty();
    assertThat(results)
        .filteredOn(result -> result.method().equals("tip"))
        .singleElement()
        .satisfies(
            tip -> assertThat(Objects.requireNonNull(tip.score()).correct()).isGreaterThan(1));
    StudyStamp stamp = StudyFolder.stamp(folder.resolve("out"));
    assertThat(Objects.requireNonNull(stamp.facts("modelnet40", "lite").orElse(null)).source())
        .isEqualTo("point clouds");
  }

  @ParameterizedTest
  @CsvSource({
    "scanobjectnn_obj_only, main_split_nobg, objectdataset.h5",
    "scanobjectnn_obj_bg, main_split, objectdataset.h5",
    "scanobjectnn_pb_t50_rs, main_split, objectdataset_augmentedrot_scale75.h5"
  })
  void scansAreBroughtIntoTheUnitSphere(String name, String split, String file) throws IOException {
    Path set = Files.createDirectories(folder.resolve("scanobjectnn").resolve(split));
    clouds(set.resolve("training_" + file), 3, 0, 1, 2, 0, 1, 2);
    clouds(set.resolve("test_" + file), 4, 1, 0);

    List<MethodVariant> some =
        List.of(MethodVariant.parse("zero-shot"), MethodVariant.parse("tip:alpha=0"));
    // Of twelve classes there are no shots, so that Tip-Adapter says so.
    assertThat(run(name, some, new StudySource.Clouds("pointclip-zs", true)))
        .isEqualTo(new Study.Outcome(1, 0, 1));

    assertThat(failures).singleElement().asString().contains("tip");
    assertThat(ResultLog.read(folder.resolve("out")).get(0).clouds())
        .isEqualTo(
            "pointclip-zs, first 1024 points, z up, in the unit sphere,"
                + " logits of 6 sides added up");
  }

  /** Clouds of the classes 0 (a rod), 1 (a plate), 2 (a ball). */
  private static void clouds(Path file, long seed, int... labels) {
    Random random = new Random(seed);
    float[][][] data = new float[labels.length][POINTS][];
    for (int c = 0; c < labels.length; c++) {
      for (int p = 0; p < POINTS; p++) {
        double x = random.nextDouble() * 1.6 - 0.8;
        double y = random.nextDouble() * 1.6 - 0.8;
        double angle = random.nextDouble() * 2 * Math.PI;
        double radius = Math.sqrt(1 - x * x / 0.64) * 0.8;
        data[c][p] =
            switch (labels[c]) {
              case 0 -> new float[] {0.02f, (float) y, 0.02f};
              case 1 -> new float[] {(float) x, (float) y, 0};
              default ->
                  new float[] {
                    (float) x,
                    (float) (radius * Math.cos(angle)),
                    (float) (radius * Math.sin(angle))
                  };
            };
      }
    }
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putDataset("data", data);
      hdf.putDataset("label", labels);
    }
  }
}
