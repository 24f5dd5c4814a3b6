/** Point clouds and meshes, and their views as depth maps. */
@SuppressWarnings({
  "module", // The other modules of Glimpse, which compiling this one cannot see.
  "requires-automatic" // The reader of HDF5 has no module of its own.
})
module io.glimpse.points {
  requires transitive io.glimpse.core;
  requires transitive io.glimpse.vision;
  requires io.jhdf;
  // What the reader of HDF5 needs: an automatic module names nothing.
  requires com.ning.compress.lzf;
  requires org.apache.commons.lang3;
  requires static transitive org.jspecify;

  exports io.glimpse.cloud;
  exports io.glimpse.projection;
}
