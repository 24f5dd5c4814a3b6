/** Depth maps of point clouds, as PointCLIP and PointCLIP V2 make them. */
package io.glimpse.projection;
