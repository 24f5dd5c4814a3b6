package io.glimpse.studyreport;

import io.glimpse.page.Html;

/** Something drawn, which only the page has; its figures are in a table as well. */
interface Figure {

  /** Writes a {@code figure} element. */
  void write(Html html);
}
