package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.file.Input;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.inference.Predictor;
import io.glimpse.input.CloudRendering;
import io.glimpse.input.LabelledInputs;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a log or a debugger shows is what a thing is, in a line. */
class PrintedTest {

  @Test
  void eachSaysItsEncoderItsMethodAndItsClasses() throws IOException {
    try (Glimpse glimpse = Glimpse.open()) {
      ImageClassifier names = glimpse.zeroShot("okapi", "emu");
      ImageClassifier few = glimpse.fewShot(Demo.emusAndOkapis());
      Predictor predictor =
          new ClassifierSpec.OfNames(List.of("okapi", "emu"))
              .open(glimpse.banks().pipeline(), CloudRendering.usual(), List.of(), Notes.SILENT);

      assertThat(glimpse).hasToString("Glimpse[encoder=lite, dimension=512]");
      assertThat(names)
          .hasToString("ImageClassifier[encoder=lite, method=zero-shot, 2 classes (okapi, emu)]");
      assertThat(few)
          .hasToString(
              "ImageClassifier[encoder=lite, method=auto, 2 classes (emu, okapi), shots=4]");
      assertThat(few.bank().orElseThrow())
          .hasToString("Bank[encoder=lite, method=auto, 2 classes (emu, okapi), shots=4]");
      assertThat(predictor)
          .hasToString("Predictor[encoder=lite, method=zero-shot, 2 classes (okapi, emu)]");
      assertThat(glimpse.encode(Demo.OKAPI))
          .hasToString("FeatureBatch[images=1, tokens=50, dimension=512]");
    }
  }

  @Test
  void aThousandClassesDoNotFillThePage() {
    List<String> thousand = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    Input input = Input.of("emu.jpg", new byte[0]);

    assertThat(new ClassifierSpec.OfNames(thousand).withTemplates(List.of("a {}.", "one {}.")))
        .hasToString(
            "OfNames[1000 classes (class 0, class 1, class 2, ...), method=zero-shot,"
                + " parameters={}, templates=2]");
    assertThat(LabelledInputs.of(Map.of("emu", List.of(input))))
        .hasToString("LabelledInputs[inputs=1, 1 class (emu)]");
    assertThat(BankFiles.in(Path.of("banks"))).hasToString("BankFiles[banks]");
  }
}
