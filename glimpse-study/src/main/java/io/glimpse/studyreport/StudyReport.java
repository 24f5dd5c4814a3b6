package io.glimpse.studyreport;

import io.glimpse.study.CellResult;
import io.glimpse.study.ResultLog;
import io.glimpse.study.StudyFolder;
import io.glimpse.study.StudyStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The report on a study. */
public final class StudyReport {

  private final Path folder;
  private final StudyStamp stamp;
  private final List<CellResult> results;
  private final String version;

  private StudyReport(Path folder, StudyStamp stamp, List<CellResult> results, String version) {
    this.folder = folder;
    this.stamp = stamp;
    this.results = results;
    this.version = version;
  }

  public static StudyReport of(Path folder, String version) throws IOException {
    return new StudyReport(folder, StudyFolder.stamp(folder), ResultLog.read(folder), version);
  }

  public int size() {
    return results.size();
  }

  public List<Path> write() throws IOException {
    return List.of();
  }
}
