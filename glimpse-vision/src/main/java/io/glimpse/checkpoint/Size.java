package io.glimpse.checkpoint;

/** The sizes that both a configuration and the shapes of the weights tell. */
enum Size {
  EMBEDDING,
  RESOLUTION,
  PATCH,
  VISION_WIDTH,
  VISION_LAYERS,
  VISION_PERCEPTRON,
  CONTEXT,
  VOCABULARY,
  TEXT_WIDTH,
  TEXT_LAYERS,
  TEXT_PERCEPTRON
}
