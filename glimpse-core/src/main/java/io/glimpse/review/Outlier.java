package io.glimpse.review;

/**
 * A shot that is little like any class, its own among them.
 *
 * @param shot its place in the bank
 * @param likeness to the class that it is most like, by a fit without it; the lower, the less
 * @param fence below which a shot is an outlier
 */
public record Outlier(int shot, double likeness, double fence) {}
