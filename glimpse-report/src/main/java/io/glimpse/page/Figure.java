package io.glimpse.page;

/** Something drawn, which only the page has; its figures are in a table as well. */
public interface Figure {

  /** Writes a {@code figure} element. */
  void write(Html html);
}
