package io.glimpse.studyreport;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.file.AtomicFile;
import io.glimpse.page.Pictures;
import io.glimpse.study.CellResult;
import io.glimpse.study.ResultLog;
import io.glimpse.study.StudyFolder;
import io.glimpse.study.StudyStamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The report on a study: one page, {@code report.html}, that needs nothing beside it, and the same
 * tables as {@code report.md}, {@code report.json} and {@code tables/*.csv}. The same results give
 * the same bytes.
 */
public final class StudyReport {

  private final Path folder;
  private final Findings findings;
  private final StudyStamp stamp;
  private final String version;

  private StudyReport(Path folder, StudyStamp stamp, List<CellResult> results, String version) {
    this.folder = folder;
    this.stamp = stamp;
    this.findings = new Findings(stamp, results);
    this.version = version;
  }

  /**
   * Reads a study's folder; it may still be at work.
   *
   * @param version of this Glimpse
   * @throws NoSuchFileException if nothing was run there
   * @throws IOException if the folder is of another version or damaged, saying where
   */
  public static StudyReport of(Path folder, String version) throws IOException {
    StudyStamp stamp = StudyFolder.stamp(folder);
    List<CellResult> results = ResultLog.read(folder);
    if (results.isEmpty()) {
      throw new NoSuchFileException(
          folder.toString(), null, "it holds no results; run the study first");
    }
    return new StudyReport(folder, stamp, results, version);
  }

  /** How many experiments it is about. */
  public int size() {
    return findings.all().size();
  }

  /** Writes all files; each is replaced in one step. The result names them, the page first. */
  public List<Path> write() throws IOException {
    Pictures pictures = new Pictures();
    List<Section> sections = sections(pictures);
    List<Path> files = new ArrayList<>();
    write(
        "report.html", new ReportPage(findings, stamp, version, sections, pictures).html(), files);
    write("report.md", markdown(sections), files);
    write("report.json", json(sections), files);
    Files.createDirectories(folder.resolve("tables"));
    for (Section section : sections) {
      for (Table table : section.tables()) {
        write("tables/" + table.name() + ".csv", table.csv(), files);
      }
    }
    return files;
  }

  private List<Section> sections(Pictures pictures) throws IOException {
    AccuracySections accuracy = new AccuracySections(findings);
    CalipSection calip = new CalipSection(findings);
    CostSection cost = new CostSection(findings);
    TrainingSection training = new TrainingSection(findings);
    MistakeSection mistakes = new MistakeSection(findings);
    return List.of(
        accuracy.average(),
        accuracy.perDataset(),
        new TrustSection(findings).section(),
        new PublishedSection(findings).section(),
        calip.calip(),
        new AblationSection(findings).section(),
        calip.shift(),
        cost.backbones(),
        cost.efficiency(),
        training.sensitivity(),
        training.training(),
        mistakes.confusions(),
        mistakes.hardest(),
        new AttentionSection(findings, folder, pictures).section(),
        new SeedSection(findings).section());
  }

  private void write(String name, String content, List<Path> files) throws IOException {
    Path file = folder.resolve(name);
    AtomicFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    files.add(file);
  }

  private String markdown(List<Section> sections) {
    StringBuilder text = new StringBuilder("# Study\n\n");
    ReportWarnings.of(findings).forEach(w -> text.append("**").append(w).append("**\n\n"));
    for (Section section : sections) {
      text.append("## ").append(section.title()).append("\n\n");
      if (!section.text().isEmpty()) {
        text.append(section.text()).append("\n\n");
      }
      section.tables().forEach(table -> text.append(table.markdown()));
    }
    return text.append("Made by Glimpse ").append(version).append(".\n").toString();
  }

  private String json(List<Section> sections) throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Section section : sections) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", section.id());
      one.put("title", section.title());
      one.put("text", section.text());
      one.put("tables", section.tables());
      all.add(one);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", version);
    report.put("warnings", ReportWarnings.of(findings));
    report.put("sections", all);
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
  }
}
