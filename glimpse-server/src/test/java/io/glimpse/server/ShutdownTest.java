package io.glimpse.server;

import static io.glimpse.server.RunningServer.picture;
import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.server.RunningServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {

  @TempDir Path folder;

  @Test
  void whatWasTakenInIsAnsweredBeforeTheEnd() throws Exception {
    RunningServer server = new RunningServer(folder);
    Map<String, byte[]> pictures = new LinkedHashMap<>();
    for (int i = 0; i < 48; i++) {
      pictures.put(i + ".jpg", picture("rgb_420.jpg"));
    }
    ExecutorService clients = Executors.newCachedThreadPool();
    try {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        answers.add(clients.submit(() -> server.form("/v1/classify?classes=a,b", pictures)));
      }
      while (server.get("/v1/info").json().at("/queue/requests").asInt() < 3) {
        Thread.onSpinWait();
      }

      server.close();

      for (Future<Answer> answer : answers) {
        assertThat(answer.get().status()).isEqualTo(200);
        assertThat(answer.get().json().path("results")).hasSize(48);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @Test
  void manyWhoAskAtOnceAreAllAnsweredAlike() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      byte[] picture = picture("rgb_420.jpg");
      String expected =
          server.raw("/v1/classify?classes=a,b", picture).json().path("results").toString();
      ExecutorService clients = Executors.newFixedThreadPool(16);
      try {
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          answers.add(clients.submit(() -> server.raw("/v1/classify?classes=a,b", picture)));
        }
        for (Future<Answer> answer : answers) {
          assertThat(answer.get().json().path("results").toString()).isEqualTo(expected);
        }
      } finally {
        clients.shutdownNow();
      }
    }
  }
}
