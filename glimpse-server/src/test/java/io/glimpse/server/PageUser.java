package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody at the page of a service, in a real browser. Elements are named by CSS selectors. */
final class PageUser implements AutoCloseable {

  /** Long, for machines that do much else; what is there is found at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A folder for pictures of the views, if somebody wants them. */
  private static final @Nullable String SCREENSHOTS = System.getProperty("glimpse.screenshots");

  private final ChromeDriver browser;
  private final String address;

  /** At the page of a service, which is not open yet. */
  PageUser(GlimpseServer server, Path downloads) {
    browser = Chromium.start(downloads);
    address = server.uri().toString();
  }

  /** Opens the page at a view, such as {@code #/bank/birds/try}; empty for the list of banks. */
  PageUser opens(String view) {
    comesTo(view);
    sees("main:not([aria-busy]) h1");
    return this;
  }

  /** As {@link #opens}, where something else than the view may be shown first. */
  void comesTo(String view) {
    browser.get(address + view);
  }

  /** Whether the browser would ask before it leaves the page. */
  boolean isAskedBeforeLeaving() {
    return Boolean.TRUE.equals(
        run("return !dispatchEvent(new Event('beforeunload', { cancelable: true }))"));
  }

  void reloads() {
    browser.navigate().refresh();
    sees("main:not([aria-busy]) h1");
  }

  /** Goes to another view of a bank. */
  void goesTo(String view) {
    click(".tabs a[href$='/" + view + "']");
    sees(".tabs a[href$='/" + view + "'][aria-current]");
    sees("main:not([aria-busy])");
  }

  /** The element, as soon as it is there. */
  WebElement sees(String selector) {
    return waiting("no " + selector).until(any -> present(selector));
  }

  private @Nullable WebElement present(String selector) {
    List<WebElement> found = browser.findElements(By.cssSelector(selector));
    return found.isEmpty() ? null : found.get(0);
  }

  /** Waits until an element holds a text. */
  void reads(String selector, String text) {
    waiting("no '%s' in %s".formatted(text, selector))
        .until(any -> texts(selector).stream().anyMatch(found -> found.contains(text)));
  }

  /** Waits until there are so many of an element. */
  void counts(String selector, int count) {
    waiting("not %d of %s".formatted(count, selector))
        .until(any -> browser.findElements(By.cssSelector(selector)).size() == count);
  }

  private WebDriverWait waiting(String missing) {
    WebDriverWait wait = new WebDriverWait(browser, PATIENCE, Duration.ofMillis(50));
    wait.ignoring(StaleElementReferenceException.class);
    wait.withMessage(
        () -> missing + "; the page says: " + browser.findElement(By.tagName("body")).getText());
    return wait;
  }

  List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  void click(String selector) {
    waiting("cannot press " + selector)
        .until(
            any -> {
              sees(selector).click();
              return true;
            });
  }

  void types(String selector, CharSequence text) {
    sees(selector).sendKeys(text);
  }

  /** Gives files to a field, as if they were chosen in its dialog. */
  void chooses(String selector, Collection<Path> files) {
    sees(selector).sendKeys(files.stream().map(Path::toString).collect(Collectors.joining("\n")));
  }

  /** Lets the files that a field was given fall on another element, or pastes them there. */
  void hands(String event, String selector, List<Path> files) {
    run(
        "const field = document.createElement('input'); field.type = 'file'; field.multiple = true;"
            + " field.id = 'hands'; document.body.append(field)");
    chooses("#hands", files);
    run(
        """
        const field = document.getElementById('hands');
        const carried = new DataTransfer();
        for (const file of field.files) {
          carried.items.add(file);
        }
        field.remove();
        const given = { bubbles: true, cancelable: true };
        const target = document.querySelector(arguments[1]);
        target.focus();
        target.dispatchEvent(arguments[0] === 'paste'
          ? new ClipboardEvent('paste', { ...given, clipboardData: carried })
          : new DragEvent(arguments[0], { ...given, dataTransfer: carried }));
        """,
        event,
        selector);
  }

  /** Drags a file or a folder from elsewhere over the middle of an element, and lets it fall. */
  void drags(Path file, String selector) {
    List<?> middle =
        (List<?>)
            Objects.requireNonNull(
                run(
                    """
                    arguments[0].scrollIntoView({ block: 'center' });
                    const { x, y, width, height } = arguments[0].getBoundingClientRect();
                    return [x + width / 2, y + height / 2];
                    """,
                    sees(selector)));
    Map<String, Object> carried =
        Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1);
    for (String type : List.of("dragEnter", "dragOver", "drop")) {
      browser.executeCdpCommand(
          "Input.dispatchDragEvent",
          Map.of("type", type, "x", middle.get(0), "y", middle.get(1), "data", carried));
    }
  }

  /** Puts away what the page told. */
  void closesNotices() {
    run("document.querySelectorAll('#notices > *').forEach((one) => one.lastElementChild.click())");
  }

  /** Presses keys, wherever the focus is. */
  void presses(CharSequence... keys) {
    new Actions(browser).sendKeys(keys).perform();
  }

  /** Waits until a file is there that the browser was asked to keep. */
  void keeps(Path file) {
    waiting("no file " + file).until(any -> Files.exists(file));
  }

  /** What has the focus. */
  WebElement focused() {
    return browser.switchTo().activeElement();
  }

  @Nullable Object run(String script, Object... arguments) {
    return browser.executeScript(script, arguments);
  }

  /** Looks in the dark, or not. */
  void looks(boolean dark) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Holds a phone of 390 by 844 points. */
  void holdsPhone() {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
  }

  /** Holds the view that is shown to the rules of axe-core, and takes a picture of it. */
  void inspects(String view) throws IOException {
    photographs(view);
    run(axe());
    List<?> found =
        (List<?>)
            Objects.requireNonNull(
                browser.executeAsyncScript(
                    """
                    const done = arguments[arguments.length - 1];
                    axe.run().then(({ violations }) => done(violations
                      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
                      .map((one) => one.id + ': ' + one.nodes.map((node) => node.html).join(' '))));
                    """));
    assertThat(found).as("what axe-core finds at " + view).isEmpty();
    Object wide = run("return document.documentElement.scrollWidth - innerWidth");
    assertThat(((Number) Objects.requireNonNull(wide)).intValue())
        .as("pixels to scroll sideways at " + view)
        .isZero();
  }

  /** Takes a picture of the window, if somebody wants one. */
  void photographs(String name) throws IOException {
    if (SCREENSHOTS != null) {
      Path folder = Files.createDirectories(Path.of(SCREENSHOTS));
      Files.write(folder.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
    }
  }

  private static String axe() throws IOException {
    try (InputStream in = PageUser.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Addresses of all that the page loaded since it was opened. */
  List<String> loaded() {
    Object names = run("return performance.getEntriesByType('resource').map((one) => one.name)");
    return ((List<?>) Objects.requireNonNull(names)).stream().map(String::valueOf).toList();
  }

  /** What the browser complained of, such as a blocked style; refusals of the service are none. */
  List<String> complaints() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("Failed to load resource"))
        .toList();
  }

  @Override
  public void close() {
    browser.quit();
  }
}
