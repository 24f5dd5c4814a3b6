package io.glimpse.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Starts the Chromium that {@code GLIMPSE_CHROMIUM} and {@code GLIMPSE_CHROMEDRIVER} name, or that
 * is on the path. A test that asks for one is skipped, with the reason, where there is none, and
 * fails instead where the environment says {@code CI=true}.
 */
final class Browser {

  /** Warns at every start of a protocol that is not used here; held, for loggers are forgotten. */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  private Browser() {}

  static ChromeDriver start() {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("GLIMPSE_CHROMIUM", "chromium", "chromium-browser").toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        "--lang=en",
        "--window-size=1000,1200",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    DEVTOOLS.setLevel(Level.OFF);
    Path driver = program("GLIMPSE_CHROMEDRIVER", "chromedriver");
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(), options);
  }

  private static Path program(String variable, String... names) {
    Optional<Path> found =
        Optional.ofNullable(System.getenv(variable)).map(Path::of).or(() -> onPath(names));
    if (found.isEmpty()) {
      assertThat(System.getenv("CI")).as("CI needs %s: see .ci/browser", names[0]).isNull();
      assumeTrue(false, "needs " + names[0] + ", which is not on the path");
    }
    return found.orElseThrow();
  }

  private static Optional<Path> onPath(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    List<Path> folders =
        Stream.of(path.split(Pattern.quote(File.pathSeparator))).map(Path::of).toList();
    return Arrays.stream(names)
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
