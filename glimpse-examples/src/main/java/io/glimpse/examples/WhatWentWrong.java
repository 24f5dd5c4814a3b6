package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.file.Remedy;
import io.glimpse.image.DecodeOptions;
import io.glimpse.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;

/** What exceptions carry. */
public final class WhatWentWrong {

  private WhatWentWrong() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path image = Path.of(args[0]).resolve("test/emu/image_0030.jpg");
    // begin
    DecodeOptions small = DecodeOptions.defaults().withMaxPixels(10_000);
    try (var glimpse = Glimpse.builder().decoding(small).open()) {
      glimpse.zeroShot("okapi", "emu").classify(image);
    } catch (ImageException e) {
      System.out.println(e.getMessage()); // the file, what is wrong with it, and what to do
      Remedy remedy = e.remedy(); // the last as data, where it is known
      System.out.println(remedy == null ? "no remedy" : remedy.kind());
    }
    try {
      Glimpse.open("ViT-B/32-of-mine").close();
    } catch (IOException e) {
      System.out.println(e.getMessage());
    }
    // end
  }
}
