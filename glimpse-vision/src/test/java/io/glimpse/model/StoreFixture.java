package io.glimpse.model;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A store in a temporary folder, with one model, and an impatient client. */
final class StoreFixture {

  static final TransferSettings IMPATIENT =
      new TransferSettings(
          Duration.ofSeconds(5),
          Duration.ofMillis(1000),
          3,
          Duration.ofMillis(10),
          Duration.ofMillis(50));

  final Path home;
  final List<String> notes = new ArrayList<>();
  final PullListener listener =
      new PullListener() {
        @Override
        public void progress(String file, long done, @Nullable Long total) {}

        @Override
        public void note(String sentence) {
          notes.add(sentence);
        }
      };

  StoreFixture(Path home) {
    this.home = home;
  }

  /** A store whose only model is {@code Tiny/1}, of one file. */
  ModelStore store(URI url, @Nullable Long bytes, @Nullable String sha256) throws IOException {
    return store(
        new ModelEntry(
            "Tiny/1",
            "CLIP",
            "test",
            "MIT",
            null,
            List.of(new ModelFile("tiny.pt", url, null, "main", bytes, sha256))),
        new HuggingFace(URI.create("https://huggingface.co"), home.resolve("hub")),
        Map.of());
  }

  ModelStore store(ModelEntry entry, HuggingFace huggingFace, Map<String, String> environment)
      throws IOException {
    Path models = home.resolve("models");
    StringBuilder files = new StringBuilder();
    for (ModelFile one : entry.files()) {
      files.append(files.isEmpty() ? "" : ",").append(json(one));
    }
    Files.createDirectories(models);
    Path catalogue = models.resolve("catalogue.json");
    Files.writeString(
        catalogue,
        "{\"models\":[{\"name\":\"%s\",\"source\":\"test\",\"licence\":\"MIT\",\"files\":[%s]}]}"
            .formatted(entry.name(), files));
    return new ModelStore(
        models,
        ModelCatalogue.standard().with(catalogue),
        huggingFace,
        IMPATIENT,
        environment::get);
  }

  private static String json(ModelFile file) {
    return """
        {"name":"%s",%s,"bytes":%s,"sha256":%s}"""
        .formatted(
            file.name(),
            file.url() == null
                ? "\"repository\":\"%s\",\"revision\":\"%s\""
                    .formatted(file.repository(), file.revision())
                : "\"url\":\"" + file.url() + "\"",
            file.bytes(),
            file.sha256() == null ? "null" : "\"" + file.sha256() + "\"");
  }

  /** The path of the part of {@code Tiny/1}. */
  Path part() {
    return home.resolve("models/Tiny--1/parts/tiny.pt.part");
  }

  static byte[] bytes(int count, long seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
