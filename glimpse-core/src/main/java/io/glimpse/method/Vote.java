package io.glimpse.method;

import io.glimpse.feature.GroupedCache;

/**
 * What one key of a classifier that compares with shots said about a picture.
 *
 * @param shot the shot that the key was made of, as its place among the task's shots; {@link
 *     #SEVERAL} for the mean of several
 * @param label its class
 * @param similarity the cosine of the key with the picture's feature
 * @param share its part of all votes, 0 to 1
 */
public record Vote(int shot, int label, double similarity, double share) {

  /** In the place of a shot where a key is the mean of several. */
  public static final int SEVERAL = GroupedCache.SEVERAL;
}
