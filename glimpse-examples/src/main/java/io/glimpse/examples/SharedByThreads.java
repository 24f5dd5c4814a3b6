package io.glimpse.examples;

import io.glimpse.Glimpse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A service: many callers share a classifier. */
public final class SharedByThreads {

  private SharedByThreads() {}

  /** Takes the folder of images. */
  public static void main(String[] args) throws Exception {
    byte[] upload = Files.readAllBytes(Path.of(args[0]).resolve("test/emu/image_0030.jpg"));
    ExecutorService callers = Executors.newFixedThreadPool(8);
    // begin
    try (var glimpse = Glimpse.open()) {
      var classifier = glimpse.zeroShot("okapi", "emu");
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        answers.add(callers.submit(() -> classifier.classify(upload).best().name()));
      }
      Set<String> different = new TreeSet<>();
      for (Future<String> answer : answers) {
        different.add(answer.get());
      }
      System.out.println(answers.size() + " answers: " + different);
    } finally {
      callers.shutdown();
    }
    // end
  }
}
