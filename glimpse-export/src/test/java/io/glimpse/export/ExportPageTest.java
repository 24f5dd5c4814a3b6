package io.glimpse.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.Bank;
import io.glimpse.encoder.EncodedImage;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.file.Input;
import io.glimpse.inference.Predictor;
import io.glimpse.method.Prediction;
import io.glimpse.shots.LocalMode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page with the model, in a real browser. */
class ExportPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of logits, over the largest of a picture. */
  private static final double RELATIVE = 1e-4;

  @TempDir Path folder;

  @Test
  void thePageAnswersAsGlimpseDoes() throws Exception {
    try (Encoder encoder = Classifiers.encoder("lite", Precision.FP32)) {
      Predictor predictor = drawn(encoder);
      Path page = folder.resolve("deep/page");
      List<Path> written = write(predictor, page);
      assertThat(written).allMatch(Files::isRegularFile);
      try (Stream<Path> all = Files.walk(page)) {
        assertThat(all.filter(Files::isRegularFile)).hasSameElementsAs(written);
      }

      List<Path> files = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Picture picture = Picture.of(i % 4, 300 + i, 70 + 170 * i, 640 - 90 * i);
        files.add(stored("picture-" + i + ".png", picture.input("x").bytes()));
      }
      files.add(stored("no-picture.png", new byte[] {1, 2, 3}));

      try (ServedFolder served = new ServedFolder(page)) {
        ChromeDriver browser = opened(served);
        try {
          List<JsonNode> answers = answers(browser, files);
          assertThat(answers).hasSize(6);
          for (JsonNode answer : answers) {
            Path file = folder.resolve(answer.get("name").textValue());
            assertThat(difference(answer, predictor, Input.of(file))).isLessThan(RELATIVE);
            Prediction.Unknown unknown = predictor.predict(Input.of(file)).unknown();
            assertThat(answer.get("none").booleanValue())
                .isEqualTo(unknown != null && unknown.is());
          }
          assertThat(browser.findElement(By.className("error")).getText())
              .isEqualTo("no-picture.png: this browser cannot read it as a picture.");
          assertThat(told(browser)).contains("lite", "auto", "Apache-2.0");
          keepPicture(browser);
          assertThat(complaints(browser)).isEmpty();
          assertThat(served.missed()).isEmpty();
        } finally {
          browser.quit();
        }
      }
    }
  }

  @Test
  void theCameraIsAnsweredUntilItIsStopped() throws Exception {
    try (Encoder encoder = Classifiers.encoder("lite", Precision.FP32)) {
      Path page = folder.resolve("page");
      write(drawn(encoder), page);
      try (ServedFolder served = new ServedFolder(page)) {
        ChromeDriver browser = opened(served);
        try {
          WebElement camera = browser.findElement(By.id("camera"));
          camera.click();
          new WebDriverWait(browser, PATIENCE)
              .until(b -> b.findElements(By.cssSelector("#seen .ranked li")).size() == 4);
          assertThat(browser.findElement(By.id("video")).isDisplayed()).isTrue();

          camera.click();

          assertThat(browser.findElement(By.id("video")).isDisplayed()).isFalse();
          assertThat(camera.getText()).isEqualTo("Use the camera");
          assertThat(complaints(browser)).isEmpty();
        } finally {
          browser.quit();
        }
      }
    }
  }

  /** Prints what docs/EXPORT.md states. A browser may decode JPEG by other arithmetic. */
  @Test
  void photographsOfManySizesAreAnsweredAlikeAsJpeg() throws Exception {
    assertAnswered("lite", "auto", Precision.FP32, false, 0.05, 0.995);
  }

  /**
   * Prints what docs/EXPORT.md states. A browser's floats differ in the last bit, which is a whole
   * step where int8 networks round them.
   */
  @ParameterizedTest
  @CsvSource({
    "lite,auto,FP32,1e-4,0.995",
    "lite,zero-shot,FP32,1e-4,0.995",
    "lite,auto,INT8,0.02,0.97",
    "openai-vit-tiny.pt,auto,FP32,1e-4,0.995",
    "openai-vit-tiny.pt,auto,INT8,0.05,0.97",
    "openai-rn-tiny.pt,auto,FP32,1e-4,0.995"
  })
  void photographsOfManySizesAreAnsweredAlikeAsPng(
      String name, String method, Precision precision, double most, double least) throws Exception {
    assertAnswered(name, method, precision, true, most, least);
  }

  private void assertAnswered(
      String name, String method, Precision precision, boolean asPng, double most, double least)
      throws Exception {
    try (Encoder encoder = Classifiers.encoder(name, precision)) {
      Predictor predictor =
          method.equals("zero-shot") ? Classifiers.ofNames(encoder, method) : drawn(encoder);
      Path page = folder.resolve("page");
      write(predictor, page);
      try (ServedFolder served = new ServedFolder(page)) {
        ChromeDriver browser = opened(served);
        try {
          String what = "%s, %s, %s, %s".formatted(name, method, precision, asPng ? "PNG" : "JPEG");
          assertThat(report(what, Photographs.files(), asPng, browser, predictor, most))
              .isGreaterThanOrEqualTo(least);
        } finally {
          browser.quit();
        }
      }
    }
  }

  /** The share of first classes that are the same. */
  private double report(
      String what,
      List<Path> photographs,
      boolean asPng,
      ChromeDriver browser,
      Predictor predictor,
      double most)
      throws IOException {
    double worst = 0;
    int same = 0;
    List<Double> times = new ArrayList<>();
    for (int from = 0; from < photographs.size(); from += 34) {
      List<Path> some = new ArrayList<>();
      for (Path file : photographs.subList(from, Math.min(from + 34, photographs.size()))) {
        some.add(stored(from + "-" + some.size() + (asPng ? ".png" : ".jpg"), asPng, file));
      }
      for (JsonNode answer : answers(browser, some)) {
        Input input = Input.of(folder.resolve(answer.get("name").textValue()));
        worst = Math.max(worst, difference(answer, predictor, input));
        String first = predictor.predict(input).ranked().get(0).name();
        same += answer.at("/ranked/0/name").textValue().equals(first) ? 1 : 0;
        times.add(answer.get("milliseconds").doubleValue());
      }
    }
    times.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%d pictures in Chromium, %s: logits differ by %.1e at most, first classes are the same for"
            + " %.2f %%, %.0f ms a picture (median)%n",
        times.size(),
        what,
        worst,
        100.0 * same / times.size(),
        times.get(times.size() / 2));
    assertThat(times).hasSize(photographs.size());
    assertThat(worst).isLessThan(most);
    return same / (double) times.size();
  }

  private Path stored(String name, boolean asPng, Path jpeg) throws IOException {
    if (!asPng) {
      return stored(name, Files.readAllBytes(jpeg));
    }
    BufferedImage decoded = ImageIO.read(jpeg.toFile());
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(decoded, "png", png);
    return stored(name, png.toByteArray());
  }

  private Path stored(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static Predictor drawn(Encoder encoder) throws IOException {
    Bank bank = Classifiers.bank(encoder, "auto", LocalMode.OFF, 4);
    return Classifiers.ofBank(encoder, bank);
  }

  private static List<Path> write(Predictor predictor, Path page) throws IOException {
    ExportPage.requireWritable(page);
    return new ExportPage(ClassifierExport.of(predictor, ExportInput.PICTURE, "")).write(page);
  }

  private static ChromeDriver opened(ServedFolder served) {
    ChromeDriver browser = Browser.start();
    browser.get(served.url());
    new WebDriverWait(browser, PATIENCE)
        .until(b -> b.findElement(By.id("status")).getText().equals("Ready: 4 classes."));
    return browser;
  }

  /** The answers to some files, which the page keeps for programs that drive it. */
  private static List<JsonNode> answers(ChromeDriver browser, List<Path> files) throws IOException {
    browser
        .findElement(By.id("files"))
        .sendKeys(files.stream().map(Path::toString).collect(Collectors.joining("\n")));
    String last = String.valueOf(files.get(files.size() - 1).getFileName());
    new WebDriverWait(browser, PATIENCE)
        .until(
            b -> {
              String answered = b.findElement(By.id("answers")).getText();
              return b.findElement(By.id("status")).getText().endsWith("looked at.")
                  && answered.contains(last);
            });
    List<JsonNode> answers = new ArrayList<>();
    for (WebElement box : browser.findElements(By.className("told"))) {
      JsonNode answer = JSON.readTree(box.getDomAttribute("data-answer"));
      String name = answer.get("name").textValue();
      if (files.stream().anyMatch(file -> String.valueOf(file.getFileName()).equals(name))) {
        answers.add(answer);
      }
    }
    return answers;
  }

  /** The largest difference of a logit, over the largest logit. */
  private static double difference(JsonNode answer, Predictor predictor, Input input)
      throws IOException {
    EncodedImage image = predictor.pipeline(false).run(input);
    float[] logits = predictor.logits(image).row(0);
    double most = 0;
    double off = 0;
    for (JsonNode one : answer.get("ranked")) {
      int c = predictor.classifier().classes().index(one.get("name").textValue()).orElseThrow();
      most = Math.max(most, Math.abs(logits[c]));
      off = Math.max(off, Math.abs(logits[c] - one.get("logit").doubleValue()));
    }
    return off / most;
  }

  private static String told(ChromeDriver browser) {
    browser.findElement(By.tagName("summary")).click();
    return browser.findElement(By.id("facts")).getText();
  }

  private static List<String> complaints(ChromeDriver browser) {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(Object::toString)
        .toList();
  }

  /** In the folder of the property {@code glimpse.screenshots}, where there is one. */
  private static void keepPicture(ChromeDriver browser) throws IOException {
    String kept = System.getProperty("glimpse.screenshots");
    if (kept != null) {
      File picture = browser.getScreenshotAs(OutputType.FILE);
      Files.copy(
          picture.toPath(),
          Files.createDirectories(Path.of(kept)).resolve("export.png"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void aFileIsNoFolderForAPage() throws Exception {
    Path file = stored("taken", new byte[0]);

    for (Path target : List.of(file, file.resolve("page"))) {
      assertThatThrownBy(() -> ExportPage.requireWritable(target))
          .hasMessage(target + ": " + file + " is a file; name a folder for the page");
    }
  }
}
