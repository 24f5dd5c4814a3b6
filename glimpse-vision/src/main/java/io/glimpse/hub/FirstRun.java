package io.glimpse.hub;

import io.glimpse.checkpoint.CheckpointException;
import io.glimpse.onnx.Network;
import io.glimpse.onnx.NetworkInput;
import io.glimpse.onnx.NetworkOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Tries a model's networks before anybody relies on them: what they declare need not be what they
 * give, and how wide a feature is, or by what a whole model multiplies cosines, only a run shows.
 */
final class FirstRun {

  /** Wider features than any encoder's. */
  private static final int WIDEST = 1 << 16;

  private static final String LOGITS = "logits_per_image";
  private static final int SAMPLES = 2;

  private final HubModel model;
  private final HubNetworks networks;

  FirstRun(HubModel model, HubNetworks networks) {
    this.model = model;
    this.networks = networks;
  }

  /**
   * Runs the networks.
   *
   * @param images digest of the network for pictures
   * @param texts digest of the network for texts; empty if there is none
   * @throws CheckpointException if one of them fails, or gives something else than features
   */
  HubFacts run(String images, String texts) throws IOException {
    long[] shape = imageShape();
    int dimension = (int) shape[shape.length - 1];
    int tokens = shape.length == 3 ? (int) shape[1] : 1;
    if (model.texts() != null) {
      requireWidth(texts, dimension);
    }
    LogitLine line = model.choice().isWhole() ? line(texts) : LogitLine.UNKNOWN;
    return new HubFacts(
        model.fingerprint(images, texts),
        model.modelFingerprint(images, texts),
        images,
        texts,
        dimension,
        tokens,
        line.scale(),
        line.bias());
  }

  private long[] imageShape() throws IOException {
    ImageRunner runner = networks.images();
    String output = model.imagePort().output();
    int rank = model.kind().readsTexts() ? 2 : 3;
    long[] shape =
        run(runner.file(), runner.network(), runner.feeds(picture(0), 0), List.of(output))
            .get(0)
            .shape();
    requireFeatures(runner.file(), output, shape, rank);
    if (rank == 3) {
      int expected = 1 + model.registers() + model.grid().places();
      if (shape[1] != expected) {
        throw new CheckpointException(
            runner.file(),
            "gives %d tokens of a picture, but one with %d others and %d places has %d, as"
                    .formatted(shape[1], model.registers(), model.grid().places(), expected)
                + " config.json and preprocessor_config.json say");
      }
    }
    return shape;
  }

  private void requireWidth(String digest, int dimension) throws IOException {
    TextRunner runner = networks.texts(digest);
    String output = runner.port().output();
    long[] shape =
        run(runner.file(), runner.network(), feeds(runner, 0), List.of(output)).get(0).shape();
    requireFeatures(runner.file(), output, shape, 2);
    if (shape[1] != dimension) {
      throw new CheckpointException(
          runner.file(),
          "gives features of texts that are %d wide, but those of pictures by %s are %d wide: they"
                  .formatted(shape[1], model.images().file().getFileName(), dimension)
              + " are not of one model");
    }
  }

  private static void requireFeatures(Path file, String output, long[] shape, int rank)
      throws CheckpointException {
    if (shape.length != rank || shape[0] != 1 || shape[rank - 1] < 1 || shape[rank - 1] > WIDEST) {
      throw new CheckpointException(
          file,
          "gives %s of %s for one input, which are no features"
              .formatted(output, Arrays.toString(shape)));
    }
  }

  /** What a whole model does to cosines. */
  private LogitLine line(String digest) throws IOException {
    ImageRunner runner = networks.images();
    if (model.images().header().output(LOGITS).isEmpty()) {
      return LogitLine.UNKNOWN;
    }
    TextRunner texts = networks.texts(digest);
    double[] cosines = new double[SAMPLES * SAMPLES];
    double[] logits = new double[SAMPLES * SAMPLES];
    List<String> outputs = List.of(runner.port().output(), texts.port().output(), LOGITS);
    for (int i = 0; i < cosines.length; i++) {
      List<NetworkInput> feeds =
          new ArrayList<>(texts.port().feeds(rows(texts, i % SAMPLES), ends(texts, i % SAMPLES)));
      ImageRunner alone =
          new ImageRunner(
              runner.file(), runner.network(), runner.port(), runner.pictures(), List.of());
      feeds.addAll(alone.feeds(picture(i / SAMPLES), 0));
      List<NetworkOutput> given = run(runner.file(), runner.network(), feeds, outputs);
      cosines[i] = cosine(given.get(0).values(), given.get(1).values());
      if (given.get(2).values().length == 0) {
        throw new CheckpointException(runner.file(), "gives nothing under " + LOGITS);
      }
      logits[i] = given.get(2).values()[0];
    }
    return LogitLine.through(cosines, logits, model.kind().hasBias());
  }

  private static double cosine(float[] a, float[] b) {
    double product = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      left += (double) a[i] * a[i];
      right += (double) b[i] * b[i];
    }
    return product / Math.sqrt(left * right);
  }

  private static List<NetworkInput> feeds(TextRunner runner, int sample) {
    return runner.feeds(rows(runner, sample), ends(runner, sample));
  }

  /** Ids that every vocabulary has. */
  private static int[][] rows(TextRunner runner, int sample) {
    int[] row = new int[Math.max(2, runner.filling().length())];
    Arrays.fill(row, 1);
    row[0] = 1 + sample;
    row[1] = 2;
    return new int[][] {row};
  }

  private static int[] ends(TextRunner runner, int sample) {
    return new int[] {rows(runner, sample)[0].length - 1};
  }

  /** Noise, the same every time. */
  private FloatBuffer picture(int sample) {
    int length = model.pictures().length();
    FloatBuffer pixels =
        ByteBuffer.allocateDirect(length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(sample);
    for (int i = 0; i < length; i++) {
      pixels.put(i, 2 * random.nextFloat() - 1);
    }
    return pixels;
  }

  private static List<NetworkOutput> run(
      Path file, Network network, List<NetworkInput> feeds, List<String> outputs)
      throws CheckpointException {
    List<NetworkOutput> given;
    try {
      given = network.run(feeds, outputs);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CheckpointException(file, "fails when it is run: " + e.getMessage(), e);
    }
    for (int i = 0; i < outputs.size(); i++) {
      FiniteValues.require(file, outputs.get(i), given.get(i).values());
    }
    return given;
  }
}
