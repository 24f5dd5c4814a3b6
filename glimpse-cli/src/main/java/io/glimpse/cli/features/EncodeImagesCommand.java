package io.glimpse.cli.features;

import io.glimpse.bank.PictureReading;
import io.glimpse.cli.console.CommandException;
import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.InputOptions;
import io.glimpse.cli.console.StopNote;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.featurefile.EncodedRows;
import io.glimpse.featurefile.EncodingKey;
import io.glimpse.featurefile.FeatureDescription;
import io.glimpse.featurefile.RowPaths;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.input.InputFiles;
import io.glimpse.progress.Progress;
import io.glimpse.shots.PictureReadings;
import io.glimpse.tensor.NpyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse encode images}: one row a picture. */
@Command(
    name = "images",
    description = {
      "Writes the features of pictures: float32, one unit row a picture, in the order of the inputs.",
      "A picture that cannot be used has no row; with --json the answer lists the rows' paths.",
      "An interrupted run is taken up where it stopped when the same command is given again, from",
      "hidden files .glimpse-*.part beside F.npy.",
      "F.npy.rows.jsonl, beside the features, has a line a row with its path; F.npy.json names the",
      "encoder and what failed."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse encode images photos/ -o photos.npy",
      "  glimpse encode images photos/ -o photos.npy --tokens tokens.npy --json",
      "  glimpse encode images parts/ -o parts.npy --local places.npy",
      "  glimpse encode images list.csv --root photos/ -o photos.npy",
      "  glimpse encode images --pixels ready.npy -o photos.npy"
    })
final class EncodeImagesCommand extends GlimpseCommand {

  /** A note for encoders whose networks end in a normalisation. */
  static String unitRowsOnly(Encoder encoder) {
    return "the rows of encoder '"
        + encoder.name()
        + "' are unit rows by construction; --raw changes nothing";
  }

  private static final int TOGETHER = ImagePipeline.TOGETHER;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Pictures, folders, glob patterns, or tables of paths (CSV, TSV, JSON lines).")
  List<String> paths = List.of();

  @Mixin InputOptions sources = new InputOptions();

  @Option(
      names = "--pixels",
      paramLabel = "X.npy",
      description = "Ready input instead: float32 [n, 3, h, w], normalised.")
  @Nullable Path pixels;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "F.npy",
      description = "The global features, [n, d].")
  Path out = Path.of("");

  @Option(
      names = "--tokens",
      paramLabel = "T.npy",
      description = "All tokens as well, [n, 1+h*w, d], token 0 global.")
  @Nullable Path tokens;

  @Option(
      names = "--local",
      paramLabel = "L.npy",
      description = {
        "Tokens of small places as well, [n, places, c]: what middle layers see in a square of",
        "twice the size. L.npy.json has grid and levels; with 'lite', 0.4 MB a picture."
      })
  @Nullable Path local;

  @Option(names = "--raw", description = "Rows as the network gives them, not normalised.")
  boolean raw;

  @Option(names = "--no-exif", description = "Leave pictures as stored, as CLIP's own code does.")
  boolean noExif;

  @Override
  protected int run(Console console) throws Exception {
    if ((paths.isEmpty() && sources.lists.isEmpty()) == (pixels == null)) {
      throw new UsageException("give pictures, or ready input with --pixels");
    }
    if (pixels != null && local != null) {
      throw new UsageException(
          "--local looks at pictures at a size of its own; give pictures instead of --pixels");
    }
    ImageOutputs outputs = new ImageOutputs(out, tokens, local);
    List<Path> files = sources.files(paths, console).stream().map(InputFiles.Found::path).toList();
    if (files.isEmpty() && pixels == null) {
      throw new CommandException("there is no picture to encode");
    }
    List<Path> inputs = pixels == null ? files : List.of(pixels);
    FeatureOutputs.check(outputs.paths(), sources.read(paths, inputs.stream()));
    RowPaths.requireOwn(out);
    try (Encoder encoder =
        common.open(
            common.encoderName(Encoders.DEFAULT), pixels == null ? files.size() : 2, console)) {
      if (raw && encoder.givesUnitRows()) {
        console.note(unitRowsOnly(encoder));
      }
      outputs.requireFrom(encoder);
      byte[] key = key(encoder, inputs);
      List<String> names = new ArrayList<>();
      try (EncodedRows rows = EncodedRows.open(outputs.files(encoder), key, TOGETHER)) {
        StopNote note = new StopNote(console, () -> UnfinishedRows.sentence(rows));
        try {
          if (pixels != null) {
            encodePixels(pixels, encoder, outputs, rows, names, console);
          } else {
            files.forEach(file -> names.add(file.toString()));
            encodeFiles(files, encoder, outputs, rows, console);
          }
          if (rows.count() == 0) {
            throw new CommandException("no picture could be encoded; nothing was written");
          }
        } catch (CommandException e) {
          // The same command would end the same way, so there is nothing to go on with.
          rows.discard();
          throw e;
        } catch (IOException | UncheckedIOException e) {
          console.note(UnfinishedRows.sentence(rows));
          throw e;
        } finally {
          note.close();
        }
        finish(encoder, outputs, names, rows, console);
      }
    }
    return console.exitCode();
  }

  private byte[] key(Encoder encoder, List<Path> inputs) {
    EncodingKey key = new EncodingKey(encoder).add(raw).add(noExif);
    key.add(String.valueOf(common.maxPixels)).add(String.valueOf(tokens)).add(inputs.size());
    if (local != null) {
      key.add("local").add(local);
    }
    key.add(String.valueOf(common.background)).add(String.valueOf(common.scale16));
    inputs.forEach(key::addFile);
    return key.bytes();
  }

  /** Says what an earlier run has done already; the result is how many inputs that were. */
  private static int takeUp(EncodedRows rows, long inputs, Console console) {
    int done = rows.done();
    if (done > 0) {
      console.note(
          String.format(
              "an earlier run was interrupted after %d of %d pictures; this one goes on from there",
              done, inputs));
    }
    return done;
  }

  private void encodeFiles(
      List<Path> files, Encoder encoder, ImageOutputs outputs, EncodedRows rows, Console console) {
    int done = takeUp(rows, files.size(), console);
    for (int i = 0; i < done; i++) {
      String failure = rows.failure(i);
      if (failure != null) {
        console.failed(files.get(i).toString(), failure);
      }
    }
    try (Progress progress = console.progress("encode", files.size(), done)) {
      pipeline(encoder)
          .withLocal(local != null)
          .withNotes(console)
          .run(
              Input.ofFiles(files.subList(done, files.size())),
              image -> {
                write(image, outputs, rows, console);
                progress.step();
              });
    }
  }

  private ImagePipeline pipeline(Encoder encoder) {
    ImagePipeline pipeline =
        new ImagePipeline(encoder, common.decoding(!noExif), common.threads())
            .globalsOnly(tokens == null);
    return raw ? pipeline.raw() : pipeline;
  }

  private static void write(
      EncodedImage image, ImageOutputs outputs, EncodedRows rows, Console console) {
    try {
      try {
        rows.add(outputs.rows(image.features(), image.local()));
      } catch (ImageException e) {
        console.failed(image.input().name(), e);
        rows.addFailure(String.valueOf(e.getMessage()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void encodePixels(
      Path pixels,
      Encoder encoder,
      ImageOutputs outputs,
      EncodedRows rows,
      List<String> names,
      Console console)
      throws IOException {
    try (NpyFile ready = NpyFile.open(pixels)) {
      int height = encoder.preprocessing().height();
      int width = encoder.preprocessing().width();
      long[] shape = ready.shape();
      if (shape.length != 4 || shape[1] != 3 || shape[2] != height || shape[3] != width) {
        throw new CommandException(
            String.format(
                "%s: its shape is %s, but encoder '%s' takes [n, 3, %d, %d]",
                pixels, Arrays.toString(shape), encoder.name(), height, width));
      }
      int length = encoder.preprocessing().length();
      float[] values = new float[TOGETHER * length];
      FloatBuffer buffer =
          ByteBuffer.allocateDirect(values.length * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      ImagePipeline pipeline = pipeline(encoder);
      int done = takeUp(rows, shape[0], console);
      for (long i = 0; i < shape[0]; i++) {
        names.add(pixels + "[" + i + "]");
      }
      try (Progress progress = console.progress("encode", shape[0], done)) {
        for (long from = done; from < shape[0]; from += TOGETHER) {
          int count = (int) Math.min(TOGETHER, shape[0] - from);
          ready.readFloats(from * length, values, 0, count * length);
          for (int i = 0; i < count * length; i++) {
            if (!Float.isFinite(values[i])) {
              throw new CommandException(
                  pixels + ": picture " + (from + i / length) + " holds " + values[i]);
            }
          }
          buffer.clear();
          buffer.put(values, 0, count * length).flip();
          FeatureBatch features = pipeline.encode(buffer, count);
          for (int i = 0; i < count; i++) {
            rows.add(outputs.rows(features.read(i, i + 1), Optional.empty()));
          }
          progress.to(from + count);
        }
      }
    }
  }

  /** Puts the files at their places, describes them, and answers. */
  private void finish(
      Encoder encoder, ImageOutputs outputs, List<String> names, EncodedRows rows, Console console)
      throws IOException {
    List<String> good = new ArrayList<>();
    List<Map<String, Object>> failures = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String failure = rows.failure(i);
      if (failure == null) {
        good.add(names.get(i));
      } else {
        failures.add(Map.of("input", i, "path", names.get(i), "error", failure));
      }
    }
    List<FeatureDescription> descriptions = outputs.descriptions(encoder, raw, good.size());
    // What is ready was read by others, in a way that is not known here.
    PictureReading reading = pixels == null ? PictureReadings.of(common.decoding(!noExif)) : null;
    for (FeatureDescription description : descriptions) {
      description
          .withReading(reading)
          .with("inputs", names.size())
          .with("failures", failures)
          .forgetOld();
    }
    RowPaths.forgetOld(out);
    rows.commit();
    RowPaths.write(out, names, input -> rows.failure(input) == null);
    for (FeatureDescription description : descriptions) {
      description.write();
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("encoder", FeatureDescription.encoderOfImages(encoder));
    outputs.tell(encoder, good.size(), json, console);
    json.put("paths", RowPaths.beside(out).toString());
    json.put("rows", good);
    json.put("errors", console.errors());
    console.printJson(json);
  }
}
