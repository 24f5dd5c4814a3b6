package io.glimpse.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImageGraph;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.Preprocessing;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.matrix.Matrix;
import io.glimpse.multiview.Fusion;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Classifiers of a few drawn pictures, by the encoders that there are. */
final class Classifiers {

  static final List<String> CLASSES = List.of("coal", "mud", "rain, heavy", "snow \u2603");

  private static final int SHOTS = 4;

  private Classifiers() {}

  /** The embedded encoder, or a tiny checkpoint of the fixtures, with made-up texts. */
  static Encoder encoder(String name, Precision precision) throws IOException {
    if (name.equals("lite")) {
      return open(name, precision);
    }
    return encoder(Shared.path("fixtures/encoders/checkpoints/" + name), precision);
  }

  /** A checkpoint, with made-up texts. */
  static Encoder encoder(Path checkpoint, Precision precision) throws IOException {
    return new MadeUpTexts(open(checkpoint.toString(), precision));
  }

  /** An encoder of that very precision: one whose int8 network strays would keep float32. */
  static Encoder open(String name, Precision precision) throws IOException {
    Encoder encoder = Encoders.open(name, new EncoderOptions(precision, 1));
    assertThat(encoder.fingerprint().equals(encoder.modelFingerprint()))
        .as("%s in %s: %s", name, precision, encoder.notes())
        .isEqualTo(precision == Precision.FP32);
    return encoder;
  }

  /** A classifier by names. */
  static Predictor ofNames(Encoder encoder, String method) {
    return ofNames(encoder, method, Map.of());
  }

  /** A classifier by names, with parameters. */
  static Predictor ofNames(Encoder encoder, String method, Map<String, String> parameters) {
    return new ClassifierSpec.OfNames(CLASSES)
        .withMethod(method)
        .withParameters(parameters)
        .open(pipeline(encoder), CloudRendering.usual(), List.of(), Notes.SILENT);
  }

  /** A classifier by a bank. */
  static Predictor ofBank(Encoder encoder, Bank bank) throws IOException {
    return new ClassifierSpec.OfBank("drawn.bank")
        .open(pipeline(encoder), bank, CloudRendering.usual(), Notes.SILENT);
  }

  /** A bank of some of the classes, with four shots each. */
  static Bank bank(Encoder encoder, String method, LocalMode places, int classes)
      throws IOException {
    Map<String, List<Input>> shots = new LinkedHashMap<>();
    for (int kind = 0; kind < classes; kind++) {
      List<Input> some = new ArrayList<>();
      for (int shot = 0; shot < SHOTS; shot++) {
        some.add(Picture.of(kind, shot, 120 + 10 * shot, 130).input(kind + "-" + shot + ".png"));
      }
      shots.put(CLASSES.get(kind), some);
    }
    return new BankBuilder(pipeline(encoder))
        .build(BankRecipe.usual().withMethod(method).withLocal(places), LabelledInputs.of(shots));
  }

  /** A bank of point clouds, four a class. */
  static Bank bankOfClouds(Encoder encoder, String method, Fusion fusion) throws IOException {
    Map<String, List<Input>> shots = new LinkedHashMap<>();
    for (int kind = 0; kind < 3; kind++) {
      List<Input> some = new ArrayList<>();
      for (int shot = 0; shot < SHOTS; shot++) {
        some.add(cloud(kind, shot));
      }
      shots.put(CLASSES.get(kind), some);
    }
    return new BankBuilder(pipeline(encoder))
        .build(BankRecipe.usual().withMethod(method).withFusion(fusion), LabelledInputs.of(shots));
  }

  /** Points in a box, longer the greater the kind. */
  static Input cloud(int kind, int seed) {
    Random random = new Random(100L * kind + seed);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      rows.append(
          String.format(
              Locale.ROOT,
              "%f %f %f%n",
              random.nextGaussian() * (1 + kind),
              random.nextGaussian(),
              random.nextGaussian()));
    }
    return Input.of(kind + "-" + seed + ".xyz", rows.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** An encoder of texts alone, as far as an export can see. */
  static Encoder withoutNetwork() {
    return new Closed();
  }

  private static final class Closed implements Encoder {

    @Override
    public String name() {
      return "closed";
    }

    @Override
    public String fingerprint() {
      return "0".repeat(64);
    }

    @Override
    public int dimension() {
      return 8;
    }

    @Override
    public int gridWidth() {
      return 1;
    }

    @Override
    public int gridHeight() {
      return 1;
    }

    @Override
    public Preprocessing preprocessing() {
      return Preprocessing.clip(16);
    }

    @Override
    public List<String> templates() {
      return List.of("{}");
    }

    @Override
    public FeatureBatch encodeRawImages(FloatBuffer pixels, int images) {
      throw new UnsupportedOperationException("it sees nothing");
    }

    @Override
    public Matrix encodeRawTexts(List<String> texts) {
      return madeUp(texts, dimension());
    }

    @Override
    public void close() {
      // It holds nothing.
    }
  }

  private static Matrix madeUp(List<String> texts, int width) {
    Matrix rows = new Matrix(texts.size(), width);
    for (int i = 0; i < texts.size(); i++) {
      Random random = new Random(texts.get(i).hashCode());
      for (int j = 0; j < width; j++) {
        rows.set(i, j, (float) random.nextGaussian());
      }
    }
    return rows;
  }

  private static ImagePipeline pipeline(Encoder encoder) {
    return new ImagePipeline(encoder, DecodeOptions.defaults(), 1);
  }

  /**
   * An encoder whose texts are rows of chance: the tiny checkpoints have vocabularies of their own.
   */
  private record MadeUpTexts(Encoder images) implements Encoder {

    @Override
    public String name() {
      return images.name();
    }

    @Override
    public String fingerprint() {
      return images.fingerprint();
    }

    @Override
    public int dimension() {
      return images.dimension();
    }

    @Override
    public int gridWidth() {
      return images.gridWidth();
    }

    @Override
    public int gridHeight() {
      return images.gridHeight();
    }

    @Override
    public Preprocessing preprocessing() {
      return images.preprocessing();
    }

    @Override
    public List<String> templates() {
      return images.templates();
    }

    @Override
    public FeatureBatch encodeRawImages(FloatBuffer pixels, int count) {
      return images.encodeRawImages(pixels, count);
    }

    @Override
    public Optional<ImageGraph> imageGraph() {
      return images.imageGraph();
    }

    @Override
    public Matrix encodeRawTexts(List<String> texts) {
      return madeUp(texts, dimension());
    }

    @Override
    public void close() {
      images.close();
    }
  }
}
