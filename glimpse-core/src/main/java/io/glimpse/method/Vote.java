package io.glimpse.method;

import io.glimpse.feature.GroupedCache;
import org.jspecify.annotations.Nullable;

/**
 * What one key, of a shot or of several, has to do with the answer to a picture.
 *
 * @param shot the shot that the key was made of, as its place among the task's shots; {@link
 *     #SEVERAL} for the mean of several
 * @param label its class
 * @param similarity the cosine of the key with the picture's feature
 * @param share its part of all votes, 0 to 1; null where the classifier is made of all shots at
 *     once and none has a vote
 */
public record Vote(int shot, int label, double similarity, @Nullable Double share) {

  /** In the place of a shot where a key is the mean of several. */
  public static final int SEVERAL = GroupedCache.SEVERAL;
}
