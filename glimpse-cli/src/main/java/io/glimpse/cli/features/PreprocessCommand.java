package io.glimpse.cli.features;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code glimpse preprocess}: the pictures as an encoder sees them. */
@Command(
    name = "preprocess",
    description = {
      "Writes the uint8 [S, S, 3] picture that an encoder would see.",
      "Its shortest side becomes S, bicubic as Pillow does it, and the central square is taken."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  glimpse preprocess photo.jpg --size 224 -o photo.npy",
      "  glimpse preprocess photos/ --size 224 -o seen/ --png",
      "  glimpse preprocess photo.jpg --size 224 --no-exif -o as-clip-does.npy"
    })
public final class PreprocessCommand extends GlimpseCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Pictures, folders or glob patterns.")
  List<String> paths = List.of();

  @Option(names = "--size", required = true, paramLabel = "S", description = "Pixels a side.")
  int size;

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
    Preprocessing preprocessing;
    try {
      preprocessing = Preprocessing.clip(size);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--size: " + e.getMessage());
    }
    List<InputFiles.Found> inputs = InputFiles.list(paths, console);
    boolean many = paths.size() > 1 || Files.isDirectory(Path.of(paths.get(0)));
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
    json.put("size", size);
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
        PngWriter.write(crop, size, size, target);
      } else {
        Npy.write(target, crop, size, size, 3);
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
