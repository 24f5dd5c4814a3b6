package io.glimpse.review;

import org.jspecify.annotations.Nullable;

/**
 * Two shots that show the same.
 *
 * @param first a shot
 * @param second a shot behind it
 * @param cosine of their features
 * @param agreement of their pictures, the correlation of small gray versions, -1 to 1; null where
 *     they could not be compared, so that the features alone speak
 * @param mirrored whether the one is the mirror image of the other
 * @param across whether they are of two classes, so that one of the labels is wrong
 */
public record DuplicateShots(
    int first,
    int second,
    double cosine,
    @Nullable Double agreement,
    boolean mirrored,
    boolean across) {}
