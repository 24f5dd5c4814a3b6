package io.glimpse.data;

/**
 * A picture of a data set and its class.
 *
 * @param path below the data set's folder of pictures, with {@code /} between names, as in the
 *     split file
 * @param label number of the class, from 0
 */
public record LabelledImage(String path, int label) {}
