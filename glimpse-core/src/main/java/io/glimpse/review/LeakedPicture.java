package io.glimpse.review;

import org.jspecify.annotations.Nullable;

/**
 * A picture to test with that is a shot, too, so that a figure measured on it is too high.
 *
 * @param path of the picture
 * @param shot its place in the bank
 * @param sameFile whether the one is the other, byte for byte
 * @param cosine of their features
 * @param agreement of their pictures, the correlation of small gray versions, -1 to 1; null where
 *     they could not be compared, or need not be
 * @param mirrored whether the one is the mirror image of the other
 */
public record LeakedPicture(
    String path,
    int shot,
    boolean sameFile,
    double cosine,
    @Nullable Double agreement,
    boolean mirrored) {}
