package io.glimpse.bench;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankShots;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.bank.Shot;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.Cache;
import io.glimpse.file.Input;
import io.glimpse.file.Version;
import io.glimpse.image.ImageException;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.ClassPrompts;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.method.Methods;
import io.glimpse.method.Need;
import io.glimpse.method.Selection;
import io.glimpse.multiview.Fusion;
import io.glimpse.progress.Monitor;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.BankTuner;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What {@code classify} and {@code bank build} would answer about point clouds by, made of clouds
 * that are encoded already: a bank of their features is fitted as one is that was read from a file.
 */
final class CloudHeads {

  private static final String NAME = "clouds";
  private static final long SEED = BankRecipe.usual().seed();

  private final ImagePipeline pipeline;
  private final CloudRendering rendering;
  private final List<Input> expected;
  private final ClassTexts texts;

  /**
   * Heads for some clouds.
   *
   * @param pipeline into the encoder
   * @param clouds whose classes the heads know
   */
  CloudHeads(ImagePipeline pipeline, CloudRendering rendering, LabelledInputs clouds) {
    this.pipeline = pipeline.withViews(rendering.views(Notes.SILENT));
    this.rendering = rendering;
    this.expected = clouds.inputs();
    this.texts =
        ClassPrompts.encodeBesideExamples(
            pipeline.encoder(),
            clouds.classes(),
            ClassDescriptions.NONE,
            List.of(),
            rendering.templates(expected),
            Notes.SILENT);
  }

  /**
   * Encodes clouds as the heads see them.
   *
   * @throws ImageException if one cannot be read
   */
  EncodedClouds encode(LabelledInputs clouds) throws ImageException {
    return EncodedClouds.of(clouds, pipeline);
  }

  /**
   * The head of a method.
   *
   * @param shots that it is made of, if it needs such
   */
  Predictor of(String method, Fusion fusion, EncodedClouds shots) throws IOException {
    return Methods.of(method).needs(Need.SHOTS)
        ? new ClassifierSpec.OfBank(NAME)
            .open(pipeline, bank(method, fusion, shots), rendering, Notes.SILENT)
        : new ClassifierSpec.OfNames(shots.inputs().classes().names())
            .withMethod(method)
            .open(pipeline, rendering, expected, Notes.SILENT);
  }

  private Bank bank(String method, Fusion fusion, EncodedClouds shots) throws IOException {
    Encoder encoder = pipeline.encoder();
    int views = rendering.preset().views();
    Bank untuned =
        new Bank(
            encoder.id(),
            new BankTexts(fusion.fuse(texts.features(), views), texts.prompts(), texts.templates()),
            BankShots.of(
                Cache.of(fusion.fuse(shots.globals()).globals(), shots.labels()),
                shots.inputs().inputs().stream()
                    .map(input -> new Shot(input.name(), input.name()))
                    .toList()),
            Fitted.of(method, Map.of()),
            new Provenance(
                Version.current(), Selection.FIXED.label(), 0, SEED, 1, Instant.now().toString()),
            rendering.drawing(fusion, null));
    return new BankTuner(pipeline, Notes.SILENT, Monitor.NONE)
        .tune(untuned, NAME, method, Map.of(), BankRecipe.usualSelection(method, false), null);
  }
}
