package io.glimpse.image;

/** How a picture becomes the input of an encoder. */
public record Preprocessing(int size) {}
