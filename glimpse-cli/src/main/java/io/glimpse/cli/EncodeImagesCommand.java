package io.glimpse.cli;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.feature.FeatureBatch;
import io.glimpse.image.ImageException;
import io.glimpse.matrix.Matrix;
import io.glimpse.tensor.NpyFile;
import io.glimpse.tensor.NpyWriter;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse encode images}: one row a picture. */
@Command(
    name = "images",
    description = {
      "Writes the features of pictures: float32, one unit row a picture, in the order of the inputs.",
      "A picture that cannot be used has no row; with --json the answer lists the rows' paths."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse encode images photos/ -o photos.npy",
      "  glimpse encode images photos/ -o photos.npy --tokens tokens.npy --json",
      "  glimpse encode images --pixels ready.npy -o photos.npy"
    })
final class EncodeImagesCommand extends GlimpseCommand {

  /** A note for encoders whose networks end in a normalisation. */
  static String unitRowsOnly(Encoder encoder) {
    return "the rows of encoder '"
        + encoder.name()
        + "' are unit rows by construction; --raw changes nothing";
  }

  private static final int BATCH = 4;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Pictures, folders or glob patterns.")
  List<String> paths = List.of();

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

  @Option(names = "--raw", description = "Rows as the network gives them, not normalised.")
  boolean raw;

  @Option(names = "--no-exif", description = "Leave pictures as stored, as CLIP's own code does.")
  boolean noExif;

  @Override
  int run(Console console) throws Exception {
    if (paths.isEmpty() == (pixels == null)) {
      throw new UsageException("give pictures, or ready input with --pixels");
    }
    if (tokens != null
        && tokens.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
      throw new UsageException("-o and --tokens name the same file");
    }
    List<Path> files =
        InputFiles.list(paths, console).stream().map(InputFiles.Input::path).toList();
    if (files.isEmpty() && pixels == null) {
      throw new CommandException("there is no picture to encode");
    }
    try (Encoder encoder =
        common.open(
            common.encoderName(Encoders.DEFAULT), pixels == null ? files.size() : 2, console)) {
      if (raw && encoder.givesUnitRows()) {
        console.note(unitRowsOnly(encoder));
      }
      List<String> rows = new ArrayList<>();
      int perImage = 1 + encoder.gridWidth() * encoder.gridHeight();
      try (NpyWriter globals = NpyWriter.float32(out, encoder.dimension());
          NpyWriter all =
              tokens == null ? null : NpyWriter.float32(tokens, perImage, encoder.dimension())) {
        if (pixels != null) {
          encodePixels(pixels, encoder, globals, all, rows, console);
        } else {
          encodeFiles(files, encoder, globals, all, rows, console);
        }
        if (rows.isEmpty()) {
          throw new CommandException("no picture could be encoded; nothing was written");
        }
        globals.commit();
        if (all != null) {
          all.commit();
        }
      }
      report(encoder, perImage, rows, console);
    }
    return console.exitCode();
  }

  private void encodeFiles(
      List<Path> files,
      Encoder encoder,
      NpyWriter globals,
      @Nullable NpyWriter all,
      List<String> rows,
      Console console) {
    try (Progress progress = console.progress("encode", files.size())) {
      ImagePipeline pipeline =
          new ImagePipeline(encoder, common.decoding(!noExif), common.threads());
      (raw ? pipeline.raw() : pipeline)
          .run(
              files,
              image -> {
                try {
                  write(image.features(), globals, all);
                  rows.add(image.path().toString());
                } catch (ImageException e) {
                  console.failed(image.path(), e);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                progress.step();
              });
    }
  }

  private void encodePixels(
      Path pixels,
      Encoder encoder,
      NpyWriter globals,
      @Nullable NpyWriter all,
      List<String> rows,
      Console console)
      throws IOException {
    try (NpyFile ready = NpyFile.open(pixels)) {
      int size = encoder.preprocessing().size();
      long[] shape = ready.shape();
      if (shape.length != 4 || shape[1] != 3 || shape[2] != size || shape[3] != size) {
        throw new CommandException(
            String.format(
                "%s: its shape is %s, but encoder '%s' takes [n, 3, %d, %d]",
                pixels, Arrays.toString(shape), encoder.name(), size, size));
      }
      int length = encoder.preprocessing().length();
      float[] values = new float[BATCH * length];
      FloatBuffer buffer =
          ByteBuffer.allocateDirect(values.length * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      try (Progress progress = console.progress("encode", shape[0])) {
        for (long from = 0; from < shape[0]; from += BATCH) {
          int count = (int) Math.min(BATCH, shape[0] - from);
          ready.readFloats(from * length, values, 0, count * length);
          for (int i = 0; i < count * length; i++) {
            if (!Float.isFinite(values[i])) {
              throw new CommandException(
                  pixels + ": picture " + (from + i / length) + " holds " + values[i]);
            }
          }
          buffer.clear();
          buffer.put(values, 0, count * length).flip();
          FeatureBatch features =
              raw ? encoder.encodeRawImages(buffer, count) : encoder.encodeImages(buffer, count);
          write(features, globals, all);
          for (int i = 0; i < count; i++) {
            rows.add(pixels + "[" + (from + i) + "]");
          }
          progress.to(from + count);
        }
      }
    }
  }

  private static void write(FeatureBatch features, NpyWriter globals, @Nullable NpyWriter all)
      throws IOException {
    globals.write(features.globals());
    if (all != null) {
      Matrix tokens =
          features.tokens().isContiguous() ? features.tokens() : features.tokens().copy();
      all.write(tokens.data(), tokens.offset(), tokens.rows() * tokens.columns());
    }
  }

  private void report(Encoder encoder, int perImage, List<String> rows, Console console) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("encoder", Map.of("name", encoder.name(), "fingerprint", encoder.fingerprint()));
    json.put("output", out.toString());
    json.put("shape", List.of(rows.size(), encoder.dimension()));
    if (tokens != null) {
      json.put("tokens", tokens.toString());
      json.put("tokens_shape", List.of(rows.size(), perImage, encoder.dimension()));
    }
    json.put("rows", rows);
    json.put("errors", console.errors());
    console.printJson(json);
    console.print("%s: %d x %d", out, rows.size(), encoder.dimension());
    if (tokens != null) {
      console.print("%s: %d x %d x %d", tokens, rows.size(), perImage, encoder.dimension());
    }
  }
}
