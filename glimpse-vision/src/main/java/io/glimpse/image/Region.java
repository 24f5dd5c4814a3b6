package io.glimpse.image;

/**
 * A rectangle of pixels of a picture.
 *
 * @param left first column
 * @param top first row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Region(int left, int top, int width, int height) {}
