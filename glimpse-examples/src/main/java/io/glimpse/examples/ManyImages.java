package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.file.Input;
import io.glimpse.image.ImageException;
import io.glimpse.inference.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Many images by all cores: a list, and a stream that may be of any length. */
public final class ManyImages {

  private ManyImages() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    // begin
    List<Input> few =
        List.of(
            Input.of(folder.resolve("test/emu/image_0030.jpg")),
            Input.of("upload.jpg", new byte[] {(byte) 0xff, (byte) 0xd8, 0}));
    try (var glimpse = Glimpse.open();
        Stream<Path> files = Files.walk(folder.resolve("test"))) {
      var classifier = glimpse.zeroShot("okapi", "emu");

      for (Result result : classifier.classifyAll(few)) {
        try {
          System.out.println(result.get().best().name());
        } catch (ImageException e) {
          System.out.println(e.getMessage());
        }
      }

      Stream<Input> inputs = files.filter(Files::isRegularFile).sorted().map(Input::of);
      try (Stream<Result> results = classifier.classifyAll(inputs)) {
        System.out.println(results.filter(Result::isGood).count() + " answers");
      }
    }
    // end
  }
}
