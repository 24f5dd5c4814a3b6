package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Ordered;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.Input;
import io.glimpse.fixture.Shared;
import io.glimpse.input.ClassPrompts;
import io.glimpse.matrix.Matrix;
import io.glimpse.matrix.Products;
import io.glimpse.progress.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Twenty classes of Caltech101, the first in the order of the alphabet that the lexicon has in all
 * three languages, on twenty pictures each.
 */
class NamesInOtherLanguagesTest {

  private static final List<String> FOLDERS =
      List.of(
          "airplanes",
          "anchor",
          "ant",
          "butterfly",
          "camera",
          "chair",
          "crab",
          "cup",
          "dolphin",
          "elephant",
          "helicopter",
          "kangaroo",
          "lobster",
          "octopus",
          "pigeon",
          "pizza",
          "pyramid",
          "rhino",
          "scissors",
          "scorpion");

  private static final List<String> ENGLISH =
      FOLDERS.stream().map(name -> name.equals("airplanes") ? "airplane" : name).toList();

  private static final List<String> CHINESE =
      List.of(
          "飞机", "锚", "蚂蚁", "蝴蝶", "照相机", "椅子", "螃蟹", "杯子", "海豚", "大象", "直升机", "袋鼠", "龙虾", "章鱼", "鸽子",
          "比萨饼", "金字塔", "犀牛", "剪刀", "蝎子");

  private static final List<String> GERMAN =
      List.of(
          "Flugzeug",
          "Anker",
          "Ameise",
          "Schmetterling",
          "Kamera",
          "Stuhl",
          "Krabbe",
          "Tasse",
          "Delfin",
          "Elefant",
          "Hubschrauber",
          "Känguru",
          "Hummer",
          "Krake",
          "Taube",
          "Pizza",
          "Pyramide",
          "Nashorn",
          "Schere",
          "Skorpion");

  private static final List<String> JAPANESE =
      List.of(
          "飛行機", "錨", "蟻", "蝶", "カメラ", "椅子", "蟹", "カップ", "イルカ", "象", "ヘリコプター", "カンガルー", "ロブスター",
          "蛸", "鳩", "ピザ", "ピラミッド", "犀", "鋏", "サソリ");

  private static final int EACH = 20;

  @Test
  void areAnsweredNearlyAsWellAsEnglishOnes() throws IOException {
    Path root = Shared.path("data/caltech101/101_ObjectCategories");
    List<Input> inputs = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int c = 0; c < FOLDERS.size(); c++) {
      try (Stream<Path> files = Files.list(root.resolve(FOLDERS.get(c)))) {
        for (Path file : files.sorted().limit(EACH).toList()) {
          inputs.add(Input.of(file));
          labels.add(c);
        }
      }
    }
    try (Glimpse glimpse = Glimpse.open()) {
      Matrix features = new Matrix(inputs.size(), glimpse.encoder().dimension());
      try (Ordered<EncodedImage> encoded = glimpse.encodeAll(inputs)) {
        for (int i = 0; i < inputs.size(); i++) {
          features.setRow(i, encoded.next().features().globals(), 0);
        }
      }

      double english = accuracy(glimpse, features, labels, ENGLISH);
      assertThat(english).isGreaterThan(0.7);
      for (List<String> names : List.of(CHINESE, GERMAN, JAPANESE)) {
        double accuracy = accuracy(glimpse, features, labels, names);
        assertThat(accuracy).as(names.get(0)).isGreaterThanOrEqualTo(0.9 * english);
      }
    }
  }

  private static double accuracy(
      Glimpse glimpse, Matrix features, List<Integer> labels, List<String> names) {
    Matrix texts =
        ClassPrompts.encode(
                glimpse.encoder(),
                ClassSet.of(names),
                ClassDescriptions.NONE,
                List.of(),
                List.of(),
                Notes.SILENT)
            .features()
            .weights();
    Matrix logits = Products.timesTransposed(features, texts);
    int right = 0;
    Iterator<Integer> truth = labels.iterator();
    for (int i = 0; i < logits.rows(); i++) {
      right += logits.argmax(i) == truth.next() ? 1 : 0;
    }
    return (double) right / logits.rows();
  }
}
