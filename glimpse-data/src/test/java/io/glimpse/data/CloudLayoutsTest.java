package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.cloud.CloudException;
import io.glimpse.cloud.CloudReader;
import io.glimpse.cloud.LabelledClouds;
import io.glimpse.file.Input;
import io.glimpse.image.DecodeOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Miniatures of the exact layouts of the sets of point clouds. Their HDF5 files hold 3 clouds of
 * 1,030 points with the labels 2, 0, 1; the x of point p of cloud c is {@code c + p / 1024}.
 */
class CloudLayoutsTest {

  @TempDir Path folder;

  @Test
  void modelNetsListsAreResolvedBesideThemselves() throws IOException {
    modelNet("modelnet40_ply_hdf5_2048");

    Dataset dataset = Datasets.open("modelnet40", folder);

    assertThat(dataset.counts()).isEqualTo(new Counts(3, 6, 0, 3));
    assertThat(dataset.classes().names()).containsExactly("airplane", "glass box", "tv stand");
    assertThat(dataset.train().subList(2, 4))
        .containsExactly(
            new LabelledImage("ply_data_train0.h5#2", 1),
            new LabelledImage("more/ply_data_train1.h5#0", 2));
    assertThat(Datasets.open("modelnet40", folder.resolve("modelnet40_ply_hdf5_2048")).counts())
        .isEqualTo(dataset.counts());
  }

  @Test
  void theFirst1024PointsAreTaken() throws IOException {
    modelNet("modelnet10");
    Dataset dataset = Datasets.open("modelnet10", folder);

    Path file = dataset.file(dataset.test().get(1));

    assertThat(CloudReader.read(file).points().size()).isEqualTo(1030);
    assertThat(BenchmarkCloud.read(Input.of(file)).size()).isEqualTo(1024);
    assertThat(BenchmarkCloud.read(Input.of(file)).x(512)).isEqualTo(1.5);
    assertThat(new DatasetCheck(DecodeOptions.defaults(), true, 1).run(dataset, () -> {}))
        .matches(report -> report.missing().isEmpty() && report.unreadable().isEmpty())
        .matches(report -> !report.wrong().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "scanobjectnn_obj_only, main_split_nobg, objectdataset.h5",
    "scanobjectnn_obj_bg, main_split, objectdataset.h5",
    "scanobjectnn_pb_t50_rs, h5_files/main_split, objectdataset_augmentedrot_scale75.h5"
  })
  void scanObjectNnsVariantsAreThreeDataSets(String name, String place, String file)
      throws IOException {
    clouds("scanobjectnn/" + place + "/training_" + file);
    clouds("scanobjectnn/" + place + "/test_" + file);

    Dataset dataset = Datasets.open(name, folder);

    assertThat(dataset.counts()).isEqualTo(new Counts(15, 3, 0, 3));
    assertThat(dataset.classes().names().get(6)).isEqualTo("display");
    assertThat(dataset.train()).contains(new LabelledImage("training_" + file + "#1", 0));
  }

  @Test
  void aHalfFileAndAMissingOneAreNamed() throws IOException {
    modelNet("modelnet40");
    Path file = folder.resolve("modelnet40/ply_data_train0.h5");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> Datasets.open("modelnet40", folder))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("ply_data_train0.h5: the file is cut off");
    assertThatThrownBy(() -> LabelledClouds.labels(file)).isInstanceOf(CloudException.class);
    Files.delete(file);
    assertThatThrownBy(() -> Datasets.open("modelnet40", folder))
        .hasMessageContaining("train_files.txt: line 1 names 'data/modelnet40_ply_hdf5_2048/ply");
  }

  @Test
  void aLabelWithoutAClassIsNamed() throws IOException {
    modelNet("modelnet40");
    Files.write(folder.resolve("modelnet40/shape_names.txt"), List.of("airplane", "bathtub"));

    assertThatThrownBy(() -> Datasets.open("modelnet40", folder))
        .hasMessageContaining("ply_data_train0.h5: cloud 0 has the label 2; there are 2");
  }

  private void modelNet(String name) throws IOException {
    clouds(name + "/ply_data_train0.h5");
    clouds(name + "/more/ply_data_train1.h5");
    clouds(name + "/ply_data_test0.h5");
    String authors = "data/modelnet40_ply_hdf5_2048/";
    new Miniature(folder)
        .text(name + "/shape_names.txt", "airplane", "glass_box", "tv_stand")
        .text(
            name + "/train_files.txt",
            authors + "ply_data_train0.h5",
            authors + "more/ply_data_train1.h5")
        .text(name + "/test_files.txt", "ply_data_test0.h5");
  }

  private void clouds(String file) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = CloudLayoutsTest.class.getResourceAsStream("clouds.h5")) {
      Files.copy(Objects.requireNonNull(in), target);
    }
  }
}
