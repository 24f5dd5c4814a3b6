package io.glimpse.method;

/** How a method sees an object of several views, such as the depth maps of a point cloud. */
public enum Sees {
  /** Every view is a picture of its own, and the logits of an object's views add up. */
  EACH_VIEW,
  /** The views of an object are one feature, as those of every shot are. */
  ALL_VIEWS
}
