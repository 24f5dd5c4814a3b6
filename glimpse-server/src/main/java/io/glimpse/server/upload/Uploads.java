package io.glimpse.server.upload;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.file.Input;
import io.glimpse.json.StrictJson;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes pictures from requests: as fields {@code image} of a form, as the body itself, or as base64
 * in JSON. What a picture is, its bytes tell; no type that a client says is believed. Nothing is
 * fetched from anywhere, and no file is touched.
 */
public final class Uploads {

  /** What pictures and clouds are called in forms and JSON. */
  public static final String IMAGE = "image";

  /** Several of them in JSON. */
  public static final String IMAGES = "images";

  /** Fields of a form that are no pictures. */
  private static final int OTHER_FIELDS = 100;

  private final Limits limits;
  private final BodyReader bodies;

  /** Takes what limits allow. */
  public Uploads(Limits limits) {
    this.limits = limits;
    this.bodies = new BodyReader(limits);
  }

  /** Reads bodies that are no pictures. */
  public BodyReader bodies() {
    return bodies;
  }

  /**
   * The pictures of a request, and its other fields: first those of the query, then those of the
   * body.
   *
   * @throws ProblemException if there is none, or more than are allowed, or the type is not taken
   * @throws IOException if the client ends too early, or sends JSON that is none
   */
  public Upload read(HttpServletRequest request, Map<String, List<String>> query, Ticket ticket)
      throws IOException {
    String type = type(request);
    List<Input> images = new ArrayList<>();
    Map<String, List<String>> fields = new LinkedHashMap<>();
    Map<String, List<String>> lists = new LinkedHashMap<>();
    query.forEach((name, values) -> fields.put(name, new ArrayList<>(values)));
    if (type.equals("multipart/form-data")) {
      ofForm(
          bodies.read(request, ticket), String.valueOf(request.getContentType()), images, fields);
    } else if (type.equals("application/json")) {
      ofJson(bodies.read(request, ticket), images, fields, lists);
    } else if (isRaw(type)) {
      byte[] body = bodies.read(request, ticket);
      List<String> name = fields.getOrDefault("name", List.of());
      if (body.length > 0) {
        images.add(Input.of(DisplayName.of(name.isEmpty() ? null : name.get(0), IMAGE), body));
      }
    } else {
      throw unsupported("multipart/form-data, a picture's type or application/json");
    }
    requireCount(images.size());
    return new Upload(images, fields, lists);
  }

  /**
   * The JSON of a request.
   *
   * @throws ProblemException if it is of another type
   */
  public JsonNode json(HttpServletRequest request, Ticket ticket) throws IOException {
    if (!type(request).equals("application/json")) {
      throw unsupported("application/json");
    }
    return StrictJson.object(StrictJson.read(bodies.read(request, ticket)), "");
  }

  /** A page of a foreign site can send text, or a form without files, without being asked. */
  private static boolean isRaw(String type) {
    return type.startsWith("image/")
        || type.startsWith("model/")
        || type.equals("application/octet-stream");
  }

  private static ProblemException unsupported(String taken) {
    return new ProblemException(
        Problem.UNSUPPORTED_TYPE,
        "The body must be " + taken + ": let Content-Type say which it is.");
  }

  private static String type(HttpServletRequest request) {
    String type = request.getContentType();
    if (type == null) {
      return "";
    }
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private void ofForm(
      byte[] body, String type, List<Input> images, Map<String, List<String>> fields) {
    int most = limits.count(Limit.MAX_IMAGES) + OTHER_FIELDS;
    for (Part part : FormReader.read(body, type, most)) {
      if (part.name().equals(IMAGE)) {
        images.add(Input.of(DisplayName.of(part.file(), numbered(images.size())), part.bytes()));
      } else {
        add(fields, part.name(), new String(part.bytes(), StandardCharsets.UTF_8));
      }
    }
  }

  private static String numbered(int index) {
    return IMAGE + "-" + (index + 1);
  }

  private void ofJson(
      byte[] body,
      List<Input> images,
      Map<String, List<String>> fields,
      Map<String, List<String>> lists)
      throws IOException {
    JsonNode root = StrictJson.object(StrictJson.read(body), "");
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (name.equals(IMAGE)) {
        images.add(image(value, IMAGE, images.size()));
      } else if (name.equals(IMAGES)) {
        StrictJson.list(value, IMAGES);
        requireCount(Math.max(1, value.size()));
        for (int i = 0; i < value.size(); i++) {
          images.add(image(value.get(i), IMAGES + "[" + i + "]", images.size()));
        }
      } else if (value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          add(lists, name, StrictJson.text(value.get(i), name + "[" + i + "]"));
        }
      } else if (!value.isNull()) {
        if (value.isContainerNode()) {
          throw new ProblemException(
              Problem.UNUSABLE_VALUE, "'" + name + "' is an object, not a text, number or list.");
        }
        add(fields, name, value.asText());
      }
    }
  }

  private static Input image(JsonNode value, String place, int index) {
    return Input.of(numbered(index), bytes(StrictJson.text(value, place), place));
  }

  /**
   * A picture in base64, or as a data URI.
   *
   * @param place where it stands, which becomes its name
   */
  public static Input image(String text, String place) {
    return Input.of(place, bytes(text, place));
  }

  private static byte[] bytes(String text, String place) {
    byte[] bytes = base64(text);
    if (bytes == null) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          "'" + place + "' is not base64. Send the bytes of the picture's file in base64.");
    }
    return bytes;
  }

  /** The bytes of base64 with or without the head of a data URI; null if it is none. */
  private static byte @Nullable [] base64(String text) {
    String digits = text;
    if (text.startsWith("data:")) {
      int comma = text.indexOf(',');
      if (comma < 0 || !text.substring(0, comma).endsWith(";base64")) {
        return null;
      }
      digits = text.substring(comma + 1);
    }
    try {
      return Base64.getDecoder().decode(digits);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static void add(Map<String, List<String>> fields, String name, String value) {
    fields.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
  }

  /**
   * Refuses none, and more pictures than are allowed.
   *
   * @param images or texts in their place
   */
  public void requireCount(int images) {
    if (images == 0) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          "There is no picture. Send a form with a field image, a picture as the body, or JSON with"
              + " image in base64.");
    }
    if (images > limits.of(Limit.MAX_IMAGES)) {
      throw new ProblemException(
          Problem.TOO_LARGE,
          "There are more than the "
              + limits.of(Limit.MAX_IMAGES)
              + " pictures that a request may have (max-images). Send fewer at a time.");
    }
  }
}
