package io.glimpse.cli.console;

import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import io.glimpse.encoder.ImagePipeline;
import io.glimpse.image.Background;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.Scale16;
import io.glimpse.matrix.Workers;
import io.glimpse.onnx.Device;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
public final class CommonOptions {

  @Option(names = "--json", description = "Print one JSON document and nothing else.")
  public boolean json;

  @Option(names = "--quiet", description = "No progress and no notes on stderr; errors still.")
  public boolean quiet;

  @Option(
      names = "--verbose",
      description = "Also notes that were given before, as on what a checkpoint left open.")
  public boolean verbose;

  @Option(names = "--debug", description = "Show where in the program an error arose.")
  public boolean debug;

  @Option(names = "--threads", paramLabel = "N", description = "Threads; default: all processors.")
  public @Nullable Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of whatever is drawn; default: 1.")
  public @Nullable Long seed;

  @Option(
      names = "--encoder",
      paramLabel = "E",
      description = "Encoder by name or path; default: $GLIMPSE_ENCODER, else lite.")
  public @Nullable String encoder;

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "fp32",
      description = "Arithmetic of the image network: fp32 (default) or int8.")
  String precision = "fp32";

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "cpu",
      description = "What runs the networks: cpu (default) or cuda.")
  String device = "cpu";

  @Option(names = "--offline", description = "Never touch the network.")
  public boolean offline;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      description = "Refuse larger pictures; default: 64000000.")
  public @Nullable Long maxPixels;

  @Option(
      names = "--background",
      paramLabel = "C",
      description =
          "Put transparent pictures on white, black or #rrggbb; default: the colours that are stored "
              + "there, as CLIP. A bank knows how its own were read.")
  public @Nullable String background;

  @Option(
      names = "--scale16",
      paramLabel = "S",
      description =
          "16-bit pictures: full (default) keeps the upper byte, used stretches the bits that a "
              + "picture uses. A bank knows how its own were read.")
  public @Nullable String scale16;

  /** Checks what picocli cannot, and sets the number of threads of this process. */
  void apply() {
    if (threads != null) {
      if (threads < 1 || threads > 1024) {
        throw new UsageException("--threads must be 1 to 1024, not " + threads);
      }
      System.setProperty(Workers.THREADS_PROPERTY, Integer.toString(threads));
    }
    precision();
    device();
    decoding(true);
  }

  public long seed() {
    return seed == null ? 1 : seed;
  }

  public int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private EncoderOptions.Precision precision() {
    return switch (precision.toLowerCase(Locale.ROOT)) {
      case "fp32" -> EncoderOptions.Precision.FP32;
      case "int8" -> EncoderOptions.Precision.INT8;
      default -> throw new UsageException("--precision is fp32 or int8, not '" + precision + "'");
    };
  }

  private Device device() {
    return switch (device.toLowerCase(Locale.ROOT)) {
      case "cpu" -> Device.CPU;
      case "cuda" -> Device.CUDA;
      default -> throw new UsageException("--device is cpu or cuda, not '" + device + "'");
    };
  }

  public DecodeOptions decoding(boolean exif) {
    DecodeOptions options = DecodeOptions.defaults().withExifOrientation(exif);
    if (maxPixels != null) {
      options = given("--max-pixels", maxPixels, options::withMaxPixels);
    }
    if (background != null) {
      options = options.withBackground(given("--background", background, Background::of));
    }
    return scale16 == null
        ? options
        : options.withScale16(given("--scale16", scale16, Scale16::of));
  }

  private static <S, T> T given(String option, S value, Function<S, T> taken) {
    try {
      return taken.apply(value);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  /** The name of the encoder to use: the option, the environment, else {@code otherwise}. */
  public String encoderName(String otherwise) {
    if (encoder != null) {
      return encoder;
    }
    String environment = System.getenv("GLIMPSE_ENCODER");
    return environment == null || environment.isBlank() ? otherwise : environment;
  }

  /**
   * Opens an encoder.
   *
   * @param pictures how many will be encoded: a single one gets all threads for itself
   */
  public Encoder open(String name, int pictures, Console console) throws IOException {
    return open(name, pictures, List.of(), console);
  }

  /**
   * Opens an encoder that will soon have names or texts to encode, and may prepare for them.
   *
   * @param pictures how many will be encoded: a single one gets all threads for itself
   */
  public Encoder open(String name, int pictures, List<String> expected, Console console)
      throws IOException {
    if (name.equals(Encoders.DEFAULT)) {
      // It is there for certain; another may be missing, and nothing would be needed.
      HeadStart.begin();
    }
    int perCall = pictures <= 1 ? threads() : 1;
    Encoder opened =
        Encoders.open(name, new EncoderOptions(precision(), perCall, expected, device()));
    Set<String> notes = new LinkedHashSet<>(verbose ? opened.assumptions() : List.of());
    notes.addAll(opened.notes());
    notes.forEach(console::note);
    return opened;
  }

  /** A pipeline into an encoder, with EXIF orientation applied. */
  public ImagePipeline pipeline(Encoder encoder) {
    return new ImagePipeline(encoder, decoding(true), threads());
  }
}
