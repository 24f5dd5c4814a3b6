package io.glimpse.studyreport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.data.DatasetCatalogue;
import io.glimpse.data.DatasetInfo;
import io.glimpse.fixture.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Holds docs/REPRODUCE.md to the published figures, and the figures of the report to the same. */
class ReproduceDocumentTest {

  @Test
  void figuresOfTheDocumentAreThePublishedOnes() throws IOException {
    List<String> published = new ArrayList<>();
    for (JsonNode row : publishedRows()) {
      String note = row.has("note") ? " (" + row.get("note").asText() + ")" : "";
      published.add(
          figure(
              row.get("dataset").asText(),
              row.get("backbone").asText(),
              row.get("method").asText(),
              row.get("shots").asText(),
              String.format(Locale.ROOT, "%.2f", row.get("accuracy").asDouble()),
              row.get("source").asText() + note));
    }

    assertThat(figuresOfTheDocument()).containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void figuresOfTheReportAreThePublishedOnes() throws IOException {
    JsonNode rows = publishedRows();
    List<Published.Row> ours = Published.load().rows();

    assertThat(ours).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Published.Row row = ours.get(i);
      assertThat(figure(row.dataset(), row.backbone(), row.method(), row.shots() + "", "", ""))
          .isEqualTo(
              figure(
                  rows.get(i).get("dataset").asText(),
                  rows.get(i).get("backbone").asText(),
                  rows.get(i).get("method").asText(),
                  rows.get(i).get("shots").asText(),
                  "",
                  ""));
      assertThat(row.accuracy()).isEqualTo(rows.get(i).get("accuracy").asDouble());
      assertThat(row.source()).isEqualTo(rows.get(i).get("source").asText());
    }
  }

  @Test
  void everyDataSetHasItsCommands() throws IOException {
    String text = document();

    for (DatasetInfo info : DatasetCatalogue.standard().entries()) {
      assertThat(text)
          .contains("## " + info.title() + "\n", "glimpse data check " + info.name() + " --root")
          .containsPattern("glimpse study run (imagenet )?" + info.name() + " --root data")
          .contains("glimpse study report out/" + info.name() + "\n");
    }
  }

  private static JsonNode publishedRows() throws IOException {
    return new ObjectMapper().readTree(Shared.path("spec/published.json").toFile()).get("rows");
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/REPRODUCE.md"));
  }

  private static String figure(String dataset, String... rest) {
    String name = dataset.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    return name + "|" + String.join("|", rest);
  }

  private static List<String> figuresOfTheDocument() throws IOException {
    List<String> figures = new ArrayList<>();
    String dataset = "";
    List<String> columns = List.of();
    for (String line : document().lines().toList()) {
      if (line.startsWith("## ")) {
        String title = line.substring(3).replaceFirst(",.*", "");
        dataset = DatasetCatalogue.standard().find(title).map(DatasetInfo::name).orElse(title);
      } else if (line.startsWith("| backbone")) {
        columns = cells(line);
      } else if (line.startsWith("| ")) {
        List<String> cells = cells(line);
        for (int c = 2; c < cells.size() - 1; c++) {
          if (!cells.get(c).isEmpty()) {
            figures.add(
                figure(
                    dataset,
                    cells.get(0),
                    cells.get(1),
                    columns.get(c),
                    cells.get(c),
                    cells.get(cells.size() - 1)));
          }
        }
      }
    }
    return figures;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    for (String cell : line.substring(1, line.length() - 1).split("\\|", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }
}
