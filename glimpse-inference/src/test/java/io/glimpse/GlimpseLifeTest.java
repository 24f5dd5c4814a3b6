package io.glimpse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.file.Input;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Glimpse is opened, closed and opened again, in one class loader or in several. */
class GlimpseLifeTest {

  @Test
  void closingTwiceIsHarmlessAndUseAfterwardsSaysSo() throws IOException {
    Glimpse glimpse = Glimpse.open();
    ImageClassifier names = glimpse.zeroShot("okapi", "emu");
    ImageClassifier few = glimpse.fewShot(Demo.emusAndOkapis());
    glimpse.close();
    glimpse.close();

    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> names.classify(Demo.OKAPI),
            () -> few.classify(Demo.OKAPI),
            () -> names.classifyFiles(List.of(Demo.OKAPI, Demo.EMU)),
            () -> glimpse.encode(Demo.OKAPI),
            () -> glimpse.zeroShot("emu", "bonsai"),
            () -> glimpse.fewShot(Demo.emusAndOkapis()),
            () -> few.with("emu", Demo.inputs(Demo.shots("emu", 2, 3))),
            () -> few.explain(Input.of(Demo.OKAPI)))) {
      assertThatThrownBy(use)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
    }
  }

  @Test
  void closingOneLeavesAnotherOpen() throws IOException {
    try (Glimpse stays = Glimpse.open()) {
      ImageClassifier classifier = stays.zeroShot("okapi", "emu");
      Glimpse.open().close();

      assertThat(classifier.classify(Demo.OKAPI).best().name()).isEqualTo("okapi");
    }
  }

  @Test
  void openedAndClosedOftenItLeavesNoThread() throws Exception {
    once();
    int before = threads();
    for (int i = 0; i < 20; i++) {
      once();
    }

    // Idle threads end by themselves within seconds.
    for (int wait = 0; wait < 600 && threads() > before; wait++) {
      Thread.sleep(50);
    }
    assertThat(threads()).isLessThanOrEqualTo(before);
  }

  private static void once() throws IOException {
    try (Glimpse glimpse = Glimpse.builder().threads(2).open()) {
      ImageClassifier classifier = glimpse.zeroShot("okapi", "emu");
      List<Path> files = List.of(Demo.OKAPI, Demo.TEXT, Demo.TEXT, Demo.TEXT, Demo.TEXT, Demo.TEXT);
      assertThat(classifier.classifyFiles(files).get(0).isGood()).isTrue();
    }
  }

  private static int threads() {
    return Thread.getAllStackTraces().size();
  }

  /** As in servers that load every program apart, and load it anew when it changes. */
  @Test
  void severalClassLoadersHaveTheirOwn() throws Exception {
    List<String> answers = new ArrayList<>();
    try (Glimpse own = Glimpse.open()) {
      answers.add(own.zeroShot("okapi", "emu").classify(Demo.OKAPI).best().toString());
      for (int i = 0; i < 2; i++) {
        try (URLClassLoader loader = apart()) {
          Class<?> other = loader.loadClass(Answering.class.getName());
          assertThat(other).isNotSameAs(Answering.class);
          Method answer = other.getMethod("answer", Path.class);
          answers.add((String) answer.invoke(null, Demo.OKAPI));
        }
      }
      answers.add(own.zeroShot("okapi", "emu").classify(Demo.OKAPI).best().toString());
    }
    assertThat(answers).hasSize(4).containsOnly(Objects.requireNonNull(answers.get(0)));
  }

  /** The same classes and libraries once more, with the JDK alone above them. */
  private static URLClassLoader apart() {
    URL[] classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(GlimpseLifeTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** What a program of a class loader of its own does. */
  public static final class Answering {

    private Answering() {}

    /** The likeliest of two classes, in words. */
    public static String answer(Path image) throws IOException {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(Answering.class.getClassLoader());
      try (Glimpse glimpse = Glimpse.open()) {
        return glimpse.zeroShot("okapi", "emu").classify(image).best().toString();
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }
}
