package io.glimpse.graph;

/**
 * A value within a network that looks at a picture, and how it is brought to a grid of places: the
 * average of 3 x 3 cells, without a border, for what lies about a picture's edge looks odd in every
 * picture.
 *
 * @param value its name, [n, width, h, w]
 * @param width its channels
 * @param margin rows and columns that are left out at the top and at the left first
 * @param stride from one 3 x 3 to the next
 */
public record MiddleLayer(String value, int width, int margin, int stride) {}
