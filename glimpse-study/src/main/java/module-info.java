/** Experiments that resume, and their reports. */
module io.glimpse.study {
  requires transitive io.glimpse.data;
  requires io.glimpse.report;
  requires com.fasterxml.jackson.databind;
  requires java.management;
  requires static transitive org.jspecify;

  exports io.glimpse.study;
  exports io.glimpse.studyreport;

  opens io.glimpse.study to
      com.fasterxml.jackson.databind;
  opens io.glimpse.studyreport to
      com.fasterxml.jackson.databind;
}
