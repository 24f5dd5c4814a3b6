package io.glimpse.review;

/**
 * Two classes that are hard to tell apart.
 *
 * @param first a class
 * @param second a class behind it
 * @param share the mean probability that shots of the one, left out, give to the other, averaged
 *     over both ways; 0 to 1
 */
public record ConfusedPair(int first, int second, double share) {}
