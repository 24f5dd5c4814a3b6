package io.glimpse.checkpoint;

/** The sizes of a model's networks, by its family. */
public sealed interface Architecture
    permits ClipArchitecture, ChineseClipArchitecture, SiglipArchitecture, DinoArchitecture {

  /** The size of the pictures that its image tower takes. */
  PictureSize picture();

  /** The places whose tokens its image tower gives beside the whole picture's. */
  Grid grid();

  /** Width of the image tower's features, and of the texts' where there are texts. */
  int embedding();

  /** Whether it has a text tower. */
  default boolean hasTexts() {
    return true;
  }
}
