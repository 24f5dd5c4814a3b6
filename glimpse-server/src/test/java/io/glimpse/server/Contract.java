package io.glimpse.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.glimpse.server.RunningServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds answers to {@code openapi.json}. */
record Contract(JsonNode document) {

  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  static Contract read() {
    try (InputStream in = GlimpseServer.class.getResourceAsStream("openapi.json")) {
      return new Contract(RunningServer.JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Method and path of every operation. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Iterator<String> method = path.getValue().fieldNames(); method.hasNext(); ) {
        operations.add(method.next().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    return operations;
  }

  JsonNode operation(String method, String template) {
    return document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
  }

  /** The path that a request is for; null where none is. */
  private @Nullable String template(String method, String path) {
    String plain = path.split("\\?", 2)[0];
    for (Map.Entry<String, JsonNode> candidate : document.path("paths").properties()) {
      String pattern = candidate.getKey().replaceAll("\\{\\w+}", "[^/]+");
      if (Pattern.matches(pattern, plain)
          && candidate.getValue().has(method.toLowerCase(Locale.ROOT))) {
        return candidate.getKey();
      }
    }
    return null;
  }

  /** An answer has a status that is promised, and the shape that is promised for it. */
  void check(String method, String path, Answer answer) {
    String template = template(method, path);
    String type = String.valueOf(answer.header("Content-Type"));
    if (template == null || answer.status() >= 400) {
      assertThat(type).as("%s %s: %s", method, path, answer.text()).startsWith("application/");
    }
    if (template == null) {
      valid(schema("Problem"), answer);
      return;
    }
    JsonNode responses = operation(method, template).path("responses");
    JsonNode response = responses.path(Integer.toString(answer.status()));
    assertThat(response.isObject())
        .as(
            "%s %s answers %d, which openapi.json does not promise: %s",
            method, template, answer.status(), answer.text())
        .isTrue();
    JsonNode content = response.path("content");
    if (content.isEmpty()) {
      assertThat(answer.bytes()).isEmpty();
      return;
    }
    String plain = type.split(";", 2)[0];
    assertThat(content.has(plain)).as("%s %s answers as %s", method, template, type).isTrue();
    if (plain.endsWith("json")) {
      valid(content.path(plain).path("schema"), answer);
    }
  }

  private static JsonNode schema(String name) {
    return RunningServer.JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
  }

  private void valid(JsonNode schema, Answer answer) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    assertThat(SCHEMAS.getSchema(whole).validate(answer.json())).as(answer.text()).isEmpty();
  }
}
