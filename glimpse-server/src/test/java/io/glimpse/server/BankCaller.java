package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.server.BankLedger.Added;
import io.glimpse.server.BankLedger.Change;
import io.glimpse.server.BankLedger.Dropped;
import io.glimpse.server.BankLedger.Moved;
import io.glimpse.server.BankLedger.Removed;
import io.glimpse.server.BankLedger.Renamed;
import io.glimpse.server.BankLedger.Undone;
import io.glimpse.server.RunningServer.Answer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Changes a bank that others change, too, one request after the other, each with a key of its own,
 * until the service is gone. A request that was not answered can then be sent again.
 */
final class BankCaller {

  /** The class that all callers move shots to. */
  static final String SHARED = "shared";

  private static final int SIDE = 32;
  private static final int CREATED = 201;

  private final String bank;
  private final String word;
  private final BankLedger ledger;
  private final Random random;
  private final Deque<String> shots = new ArrayDeque<>();
  private int requests;
  private @Nullable Request unanswered;
  private @Nullable Request added;
  private @Nullable Answer addedBy;

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of these.
  private record Request(
      String method,
      String path,
      String type,
      byte[] body,
      String key,
      Function<Answer, Change> change) {

    Answer send(ServiceClient service) throws Exception {
      return service.send(
          method, path, type, BodyPublishers.ofByteArray(body), "Idempotency-Key", key);
    }
  }

  /**
   * One that nothing is known of yet.
   *
   * @param bank its path
   * @param word that makes its classes and keys its own
   * @param ledger takes down what is acknowledged
   */
  BankCaller(String bank, String word, BankLedger ledger) {
    this.bank = bank;
    this.word = word;
    this.ledger = ledger;
    this.random = new Random(word.hashCode());
  }

  /** Changes the bank until the service no longer answers. */
  void changeUntilTheEnd(ServiceClient service) throws Exception {
    try {
      while (true) {
        ask(service, next());
      }
    } catch (IOException e) {
      // It was killed, and nobody knows what became of the request.
      assertThat(unanswered).isNotNull();
    }
  }

  private void ask(ServiceClient service, Request request) throws Exception {
    unanswered = request;
    Answer answer = request.send(service);
    unanswered = null;
    if (answer.status() >= 300) {
      // Somebody else undid what this is about.
      assertThat(answer.status()).as(answer.text()).isIn(404, 409, 422);
      return;
    }
    Change change = request.change().apply(answer);
    if (change instanceof Added) {
      added = request;
      addedBy = answer;
    }
    ledger.acknowledge(answer.json().path("version").asLong(), change);
  }

  /** Sends what was not answered again. */
  void askAgain(ServiceClient service) throws Exception {
    Request request = unanswered;
    if (request != null) {
      ask(service, request);
    }
  }

  /** Sends an upload that was answered again: it is the same shot, of the same version. */
  void repeat(ServiceClient service) throws Exception {
    if (added != null && addedBy != null) {
      Answer again = added.send(service);
      assertThat(again.status()).as(again.text()).isEqualTo(CREATED);
      assertThat(again.json()).isEqualTo(addedBy.json());
    }
  }

  private Request next() throws IOException {
    int choice = random.nextInt(20);
    if (choice < 3 && !shots.isEmpty()) {
      return move(shots.peekLast());
    }
    if (choice < 6 && !shots.isEmpty()) {
      return remove(shots.pollFirst());
    }
    return switch (choice) {
      case 6, 7, 8 -> request("POST", "/undo", "{}", answer -> new Undone());
      case 9, 10 -> rename(random.nextBoolean());
      case 11 -> drop(className(random.nextBoolean()));
      default -> add(className(random.nextBoolean()));
    };
  }

  private String className(boolean isFirst) {
    return word + (isFirst ? "-a" : "-b");
  }

  private Request add(String className) throws IOException {
    return new Request(
        "POST",
        bank + "/classes/" + className + "/shots",
        "image/png",
        picture(),
        key(),
        answer -> {
          String shot = answer.json().path("id").asText();
          shots.add(shot);
          return new Added(shot, className);
        });
  }

  private Request move(String shot) {
    shots.remove(shot);
    String json = "{\"class\": \"" + SHARED + "\"}";
    return request("PATCH", "/shots/" + shot, json, answer -> new Moved(shot, SHARED));
  }

  private Request remove(String shot) {
    return request("DELETE", "/shots/" + shot, "", answer -> new Removed(shot));
  }

  private Request rename(boolean isFirst) {
    String from = className(isFirst);
    String to = className(!isFirst);
    return request(
        "PATCH", "/classes/" + from, "{\"name\": \"" + to + "\"}", answer -> new Renamed(from, to));
  }

  private Request drop(String className) {
    return request("DELETE", "/classes/" + className, "", answer -> new Dropped(className));
  }

  private Request request(
      String method, String path, String json, Function<Answer, Change> change) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return new Request(method, bank + path, "application/json", body, key(), change);
  }

  private String key() {
    return word + "-" + requests++;
  }

  /** One that nobody has sent before. */
  private byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }
}
