package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A listener of one's own for what Glimpse would otherwise tell the platform's logger. */
public final class WhatIsSaid {

  private WhatIsSaid() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws IOException {
    Path shots = Path.of(args[0]).resolve("shots");
    Path emu = shots.resolve("emu/image_0001.jpg");
    Path okapi = shots.resolve("okapi/image_0004.jpg");
    // begin
    Notes printed =
        new Notes() {
          @Override
          public void note(String sentence) {
            System.out.println("note: " + sentence);
          }
        };
    try (var glimpse = Glimpse.builder().notes(printed).open()) {
      glimpse.fewShot(Map.of("emu", List.of(emu, emu), "okapi", List.of(okapi)));
    }
    // end
  }
}
