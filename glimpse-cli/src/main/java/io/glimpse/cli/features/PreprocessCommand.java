package io.glimpse.cli.features;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.InputOptions;
import io.glimpse.cli.console.UsageException;
import io.glimpse.encoder.Encoder;
import io.glimpse.image.Image;
import io.glimpse.image.ImageDecoder;
import io.glimpse.image.ImageException;
import io.glimpse.image.PictureNotes;
import io.glimpse.image.PngWriter;
import io.glimpse.image.Preprocessing;
import io.glimpse.input.InputFiles;
import io.glimpse.progress.Progress;
import io.glimpse.tensor.Npy;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse preprocess}: the pictures as an encoder sees them. */
@Command(
    name = "preprocess",
    description = {
      "Writes the uint8 picture that an encoder would see, [S, S, 3] as a rule.",
      "With --encoder it is prepared as that encoder does it, which is also said. With --size alone,"
          + " as by OpenAI's CLIP: the shortest side becomes S, bicubic as Pillow does it, and the"
          + " central square is taken."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse preprocess photo.jpg --size 224 -o photo.npy",
      "  glimpse preprocess photo.jpg --encoder models/siglip2-base-patch16-224 -o seen.png --png",
      "  glimpse preprocess photos/ --size 224 -o seen/ --png",
      "  glimpse preprocess photo.jpg --size 224 --no-exif -o as-clip-does.npy"
    })
public final class PreprocessCommand extends GlimpseCommand {

  @Parameters(
      arity = "0..*",
      paramLabel = "IMAGE",
      description = "Pictures, folders or glob patterns.")
  List<String> paths = List.of();

  @Mixin InputOptions sources = new InputOptions();

  @Option(
      names = "--size",
      paramLabel = "S",
      description =
          "Pixels a side; default: the encoder's. Another one than the encoder's is for encoders"
              + " that prepare pictures as OpenAI's do.")
  @Nullable Integer size;

  @Option(names = "--no-exif", description = "Leave pictures as stored, as CLIP's own code does.")
  boolean noExif;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE|DIR",
      description = "An .npy file; for a folder or several pictures, a folder.")
  Path out = Path.of("");

  @Option(names = "--png", description = "Write .png files instead of .npy.")
  boolean png;

  @Override
  protected int run(Console console) throws Exception {
    String named = common.encoder;
    if (named == null) {
      return run(ofSize(size), Map.of(), console);
    }
    Preprocessing steps;
    Map<String, Object> said;
    try (Encoder encoder = common.open(named, 1, console)) {
      steps = of(encoder);
      said = PreparationWords.json(encoder, steps);
      console.note(PreparationWords.sentence(encoder, steps));
    }
    return run(steps, said, console);
  }

  /** OpenAI's steps. */
  private static Preprocessing ofSize(@Nullable Integer size) {
    if (size == null) {
      throw new UsageException("give --size, or --encoder for what an encoder would see");
    }
    try {
      return Preprocessing.clip(size);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--size: " + e.getMessage());
    }
  }

  private Preprocessing of(Encoder encoder) {
    Preprocessing own = encoder.preprocessing();
    if (size == null || (size == own.height() && size == own.width())) {
      return own;
    }
    if (!own.hasOpenAiSteps()) {
      throw new UsageException(
          "--size %d: encoder %s prepares pictures of %d x %d in its own way; leave --size out"
              .formatted(size, encoder.name(), own.height(), own.width()));
    }
    ofSize(size);
    return Preprocessing.openAi(size, own.range(), own.mean(), own.std());
  }

  /**
   * Prepares all pictures.
   *
   * @param said of an encoder; empty for none
   */
  private int run(Preprocessing preprocessing, Map<String, Object> said, Console console)
      throws IOException {
    sources.check(paths, "pictures");
    List<InputFiles.Found> inputs = sources.files(paths, console);
    boolean many = paths.size() != 1 || Files.isDirectory(Path.of(paths.get(0)));
    many |= inputs.size() > 1;
    ImageDecoder reader = new ImageDecoder(common.decoding(!noExif));
    PictureNotes notes = new PictureNotes(console, reader.options());
    List<Map<String, Object>> results = new ArrayList<>();
    Map<Path, Path> written = new HashMap<>();
    try (Progress progress = console.progress("preprocess", inputs.size())) {
      for (InputFiles.Found input : inputs) {
        Path target = many ? out.resolve(input.below() + (png ? ".png" : ".npy")) : out;
        Path before = written.putIfAbsent(target, input.path());
        if (before == null) {
          write(input.path(), target, reader, notes, preprocessing, console, results);
        } else if (!Files.isSameFile(before, input.path())) {
          console.failed(
              input.path().toString(),
              input.path() + ": its picture would replace that of " + before + " in " + target);
        }
        progress.step();
      }
    }
    Map<String, Object> json = new LinkedHashMap<>();
    if (preprocessing.height() == preprocessing.width()) {
      json.put("size", preprocessing.height());
    }
    if (!said.isEmpty()) {
      json.put("preparation", said);
    }
    json.put("results", results);
    json.put("errors", console.errors());
    console.printJson(json);
    return console.exitCode();
  }

  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? "the folder cannot be made" : reason;
  }

  private void write(
      Path file,
      Path target,
      ImageDecoder reader,
      PictureNotes notes,
      Preprocessing preprocessing,
      Console console,
      List<Map<String, Object>> results) {
    byte[] crop;
    try {
      Image picture = reader.read(file);
      notes.hear(file.toString(), picture.findings());
      crop = preprocessing.crop(picture);
    } catch (ImageException e) {
      console.failed(file.toString(), e);
      return;
    }
    try {
      if (Files.exists(target) && Files.isSameFile(file, target)) {
        console.failed(file.toString(), file + ": a picture is not replaced by its own crop");
        return;
      }
      Files.createDirectories(target.toAbsolutePath().getParent());
      if (png) {
        PngWriter.write(crop, preprocessing.width(), preprocessing.height(), target);
      } else {
        Npy.write(target, crop, preprocessing.height(), preprocessing.width(), 3);
      }
    } catch (IOException e) {
      console.failed(
          file.toString(),
          "%s: its picture cannot be written to %s (%s)".formatted(file, target, reason(e)));
      return;
    }
    console.print("%s -> %s", file, target);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("path", file.toString());
    result.put("output", target.toString());
    results.add(result);
  }
}
