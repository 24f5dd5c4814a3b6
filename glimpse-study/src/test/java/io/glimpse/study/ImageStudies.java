package io.glimpse.study;

import io.glimpse.data.PromptSet;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.Encoder;
import io.glimpse.image.DecodeOptions;
import java.io.IOException;
import java.nio.file.Path;

/** Runs studies from pictures with one view and the prompts of Tip-Adapter. */
final class ImageStudies {

  private ImageStudies() {}

  /**
   * Runs a study of one data set.
   *
   * @param root the folder of the data set's folder
   * @param folder gets the study in {@code out} and its features in {@code store}
   * @param clouds how point clouds are seen
   */
  static Study.Outcome run(
      String dataset,
      Path root,
      Path folder,
      Encoder encoder,
      StudySource.Clouds clouds,
      StudyPlan plan,
      StudyListener listener)
      throws IOException {
    StudySource.Pictures pictures =
        new StudySource.Pictures(
            PromptSet.TIP_ADAPTER,
            ClassDescriptions.NONE,
            1,
            DecodeOptions.defaults(),
            1,
            clouds,
            null);
    try (StudyFolder out = StudyFolder.open(folder.resolve("out"));
        StudyData data =
            StudySource.pictures(
                dataset, root, folder.resolve("store"), encoder, pictures, plan, listener)) {
      return new Study(out, plan, "test", 1, listener).run(data);
    }
  }
}
