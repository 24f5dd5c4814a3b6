package io.glimpse.projection;

import io.glimpse.cloud.PointCloud;

/** A way to draw a cloud from one side. Immutable; many threads may share one. */
interface Projection {

  /** Rows and columns of what is drawn. */
  int size();

  /** Steps that a view of a cloud of some points takes, roughly. */
  long steps(int points);

  /** Something to draw on. */
  Canvas canvas();

  /** The memory that drawing takes, used again by every view. For one thread at a time. */
  interface Canvas {

    /** Draws a cloud as if nothing had been drawn before. */
    DepthView draw(PointCloud cloud, View view);
  }
}
