package io.glimpse.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.method.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that can be fetched by name: {@code catalogue.json} beside this class, and a file of
 * the same form for a user's own.
 *
 * <p>A checksum stands in it only if it was published: OpenAI's links hold theirs, those of the
 * Hugging Face repositories are of the revision that is named. Where none was, it is null.
 */
public final class ModelCatalogue {

  private final Map<String, ModelEntry> entries;

  private ModelCatalogue(Map<String, ModelEntry> entries) {
    this.entries = entries;
  }

  /** The models that Glimpse knows by itself. */
  public static ModelCatalogue standard() {
    try (InputStream in = ModelCatalogue.class.getResourceAsStream("catalogue.json")) {
      if (in == null) {
        throw new IOException("catalogue.json is missing from the jar");
      }
      return parse(RecordJson.read(in, "catalogue.json"), "catalogue.json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * This catalogue and a user's own, whose entries replace those of the same name.
   *
   * @param file need not exist
   * @throws IOException if it is there and cannot be read, naming the place
   */
  public ModelCatalogue with(Path file) throws IOException {
    if (!Files.exists(file)) {
      return this;
    }
    Map<String, ModelEntry> all = new LinkedHashMap<>(entries);
    all.putAll(parse(RecordJson.read(file), file.toString()).entries);
    return new ModelCatalogue(all);
  }

  /** All entries, in the order of the file. */
  public Collection<ModelEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** The entry of that exact name. */
  public Optional<ModelEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** A clause that names the nearest name, or all names. */
  String hint(String name) {
    return NearestName.hint(name, List.copyOf(entries.keySet()));
  }

  private static ModelCatalogue parse(JsonNode json, String file) throws IOException {
    Map<String, ModelEntry> entries = new LinkedHashMap<>();
    try {
      for (JsonNode model : RecordJson.list(json, "models")) {
        ModelEntry entry = entry(model);
        if (entries.put(entry.name(), entry) != null) {
          throw new IllegalArgumentException("model '" + entry.name() + "' is there twice");
        }
      }
    } catch (IllegalArgumentException e) {
      throw new FileSystemException(
          file, null, "model " + (entries.size() + 1) + ": " + e.getMessage());
    }
    return new ModelCatalogue(entries);
  }

  private static ModelEntry entry(JsonNode model) {
    List<ModelFile> files = new ArrayList<>();
    for (JsonNode file : RecordJson.list(model, "files")) {
      String url = RecordJson.textOrNull(file, "url");
      String revision = RecordJson.textOrNull(file, "revision");
      files.add(
          new ModelFile(
              RecordJson.text(file, "name"),
              url == null ? null : URI.create(url),
              RecordJson.textOrNull(file, "repository"),
              revision == null ? "main" : revision,
              RecordJson.numberOrNull(file, "bytes"),
              digest(file)));
    }
    return new ModelEntry(
        RecordJson.text(model, "name"),
        RecordJson.textOrNull(model, "family"),
        RecordJson.text(model, "source"),
        RecordJson.textOrNull(model, "licence"),
        RecordJson.numberOrNull(model, "about"),
        files);
  }

  private static @Nullable String digest(JsonNode file) {
    String digest = RecordJson.textOrNull(file, "sha256");
    return digest == null ? null : ModelFile.digest(digest);
  }
}
