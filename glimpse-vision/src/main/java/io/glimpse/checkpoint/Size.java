package io.glimpse.checkpoint;

import java.util.Locale;

/** The sizes that both a configuration and the shapes of the weights tell. */
enum Size {
  EMBEDDING,
  RESOLUTION,
  PATCH,
  VISION_WIDTH,
  VISION_LAYERS,
  VISION_PERCEPTRON,
  REGISTERS,
  CONTEXT,
  VOCABULARY,
  TEXT_WIDTH,
  TEXT_LAYERS,
  TEXT_PERCEPTRON;

  /** In messages. */
  String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
