package io.glimpse.shots;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.input.CloudRendering;
import io.glimpse.matrix.Matrix;
import io.glimpse.multiview.ViewBatch;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Inputs as the shots of a bank are seen, but for augmentations, so that they can be compared.
 *
 * @param inputs those that could be used, in their order
 * @param rows a unit row of each, of the width of the bank's keys
 */
public record TestFeatures(List<Input> inputs, Matrix rows) {

  public TestFeatures {
    inputs = List.copyOf(inputs);
  }

  /**
   * Encodes inputs; those that cannot be used are told to the notes, and the others go on.
   *
   * @param name of the bank, for messages
   * @throws IOException if the bank is of another encoder, or its clouds cannot be drawn any more
   */
  public static TestFeatures of(
      Bank bank, String name, ImagePipeline pipeline, List<Input> inputs, Notes notes)
      throws IOException {
    BankBuilder.requireSameEncoder(bank, pipeline.encoder(), name);
    ShotRecipe recipe = ShotRecipe.ofBank(bank, name).plain();
    CloudRendering clouds = CloudRendering.ofBank(bank, name, CloudRendering.usual());
    List<Input> used = new ArrayList<>();
    List<Matrix> rows = new ArrayList<>();
    try (Progress progress = notes.progress("encode", inputs.size())) {
      PictureReadings.alike(bank, name, pipeline, notes)
          .withViews(clouds.views(notes))
          .globalsOnly(true)
          .run(
              inputs,
              image -> {
                try {
                  rows.add(row(image, recipe));
                  used.add(image.input());
                } catch (ImageException e) {
                  notes.failed(image.input().name(), e);
                }
                progress.step();
              });
    }
    Matrix all = new Matrix(rows.size(), bank.cache().dimension());
    for (int i = 0; i < rows.size(); i++) {
      all.setRow(i, rows.get(i), 0);
    }
    return new TestFeatures(used, all);
  }

  private static Matrix row(EncodedImage image, ShotRecipe recipe) throws ImageException {
    recipe.kind().require(image.input());
    FeatureBatch features = image.features();
    FeatureBatch one =
        recipe.kind() == BankKind.CLOUDS
            ? recipe.fusion().fuse(new ViewBatch(features, features.size()))
            : features;
    return one.globals().copy().normalizeRows();
  }
}
