/** Files of point clouds and meshes, and the points in them. */
package io.glimpse.cloud;
