package io.glimpse.examples;

import io.glimpse.Glimpse;
import io.glimpse.study.CellResult;
import io.glimpse.studyreport.FolderStudy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Which method answers one's own images best, with how many examples. */
public final class OwnStudy {

  private OwnStudy() {}

  /** Takes the folder of images and one to write to. */
  public static void main(String[] args) throws IOException {
    Path images = Path.of(args[0]).resolve("shots"); // one folder of images a class
    Path out = Path.of(args[1]).resolve("study");
    // begin
    try (var glimpse = Glimpse.open()) {
      var study = FolderStudy.of(images).shots(1, 2).methods("zero-shot", "tip");
      var found = study.run(glimpse.encoder(), out);
      // end
      System.out.println(found.results().size() + " experiments, " + found.page().getFileName());
      for (CellResult result : found.results()) {
        CellResult.Score score = Objects.requireNonNull(result.score(), result.error());
        System.out.printf(
            "%s, %d shots: %d of %d%n",
            result.variant(), result.shots(), score.correct(), score.total());
      }
      // begin
    }
    // end
  }
}
