package io.glimpse.studyreport;

import io.glimpse.page.Figure;
import java.util.List;

/**
 * A part of the report.
 *
 * @param id of its heading, for links
 * @param title its heading
 * @param text one paragraph; may be empty
 * @param figures drawn before the tables
 * @param tables the figures as numbers
 */
record Section(String id, String title, String text, List<Figure> figures, List<Table> tables) {

  Section {
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
  }

  /** Why a part of the report is empty, and how to fill it. */
  static Section missing(String id, String title, String why) {
    return new Section(id, title, why, List.of(), List.of());
  }
}
