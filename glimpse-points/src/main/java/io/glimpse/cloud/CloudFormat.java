package io.glimpse.cloud;

/** The formats that are read. */
public enum CloudFormat {
  PLY("ply"),
  OBJ("obj"),
  OFF("off"),
  STL("stl"),
  PCD("pcd"),
  /** Lines of numbers, separated by blanks. */
  XYZ("xyz"),
  /** As XYZ, with the number of points on a line of its own before them. */
  PTS("pts"),
  /** Lines of numbers, separated by commas or semicolons, below names of columns or not. */
  CSV("csv"),
  NPY("npy"),
  HDF5("hdf5");

  private final String label;

  CloudFormat(String label) {
    this.label = label;
  }

  /** The word for it in answers. */
  public String label() {
    return label;
  }
}
