package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
final class Chromium {

  /** Warns at every start of a protocol that is not used here; held, for loggers are forgotten. */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  private Chromium() {}

  /** A window of 1280 by 1000 pixels, without anything of an earlier one. */
  static ChromeDriver start(Path downloads) {
    Path browser =
        program("GLIMPSE_CHROMIUM", List.of("chromium", "chromium-browser", "google-chrome"));
    Path driver = program("GLIMPSE_CHROMEDRIVER", List.of("chromedriver"));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
        // Nothing but this machine is found, as without a network.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
        "--lang=en",
        "--window-size=1280,1000",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream");
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads.toString()));
    DEVTOOLS.setLevel(Level.OFF);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    return new ChromeDriver(
        new ChromeDriverService.Builder().usingDriverExecutable(driver.toFile()).build(), options);
  }

  private static Path program(String variable, List<String> names) {
    Optional<Path> found =
        Optional.ofNullable(System.getenv(variable)).map(Path::of).or(() -> onPath(names));
    if (found.isEmpty()) {
      assertThat(System.getenv("CI")).as("CI needs %s: see .ci/browser", names.get(0)).isNull();
      assumeTrue(false, "needs " + names.get(0) + ", which is not on the path");
    }
    return found.orElseThrow();
  }

  private static Optional<Path> onPath(List<String> names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    List<Path> folders =
        Stream.of(path.split(Pattern.quote(File.pathSeparator))).map(Path::of).toList();
    return names.stream()
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
