package io.glimpse.sorting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a plan and the deed have in common: both go by a layout. */
abstract class LaidOutSorting implements Sorting {

  final Placing placing;
  final SortedLayout layout;

  LaidOutSorting(Placing placing, SortedLayout layout) {
    this.placing = placing;
    this.layout = layout;
  }

  @Override
  public Placing placing() {
    return placing;
  }

  @Override
  public void expect(List<String> classes) {
    layout.expect(classes);
  }

  @Override
  public Path whereIs(Path file) throws IOException {
    return layout.real(file);
  }

  @Override
  public boolean holds(Path file) throws IOException {
    return layout.holds(file);
  }

  @Override
  public Optional<Path> earlier(Path file) throws IOException {
    return layout.earlier(file);
  }
}
