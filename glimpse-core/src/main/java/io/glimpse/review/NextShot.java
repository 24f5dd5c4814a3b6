package io.glimpse.review;

/**
 * How much one more shot of a class promises.
 *
 * <p>The mean of n shots strays from that of the class by a variance of 1/n of that of a shot, and
 * one more takes {@code 1 / (n (n + 1))} of it away; this times what the class misses, taken to be
 * due to that noise, is the gain. It ranks classes, and is no forecast.
 *
 * @param label the class
 * @param shots how many it has, n
 * @param missed the mean probability that its shots, left out, give to other classes, 0 to 1; those
 *     that look like another class are not counted, unless all do
 * @param gain {@code missed / (n (n + 1))}
 */
public record NextShot(int label, int shots, double missed, double gain) {}
