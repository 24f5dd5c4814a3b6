package io.glimpse.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.calibration.Calibration;
import io.glimpse.calibration.Lack;
import io.glimpse.feature.ClassSet;
import io.glimpse.feature.EncoderId;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.json.StrictJson;
import io.glimpse.local.Tiling;
import io.glimpse.matrix.Matrix;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.multiview.Fusion;
import io.glimpse.multiview.ViewWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of a bank's file says, every value checked.
 *
 * <p>A file is not to be trusted, so that nothing is bound to a class by reflection: each value is
 * asked for with its type, and fields that are not asked for are left to later versions. Every
 * method throws {@link IllegalArgumentException} with a sentence that begins {@code its metadata
 * 'KEY'}.
 */
final class BankMetadata {

  /** Of local tokens: what a shot's numbers stay far below an array's length with. */
  private static final int MOST_PLACES = 1 << 20;

  private static final int MOST_LOCAL_WIDTH = 1 << 8;
  private static final int MOST_LEVELS = 4;

  private final Map<String, String> texts;

  /** The metadata of a file as it is: JSON by key. */
  BankMetadata(Map<String, String> texts) {
    this.texts = texts;
  }

  EncoderId encoder() {
    JsonNode encoder = object("encoder", json("encoder"), "");
    return new EncoderId(
        filled("encoder", encoder.path("name"), "'name'"),
        filled("encoder", encoder.path("fingerprint"), "'fingerprint'"));
  }

  ClassSet classes() {
    List<String> names = strings("classes", json("classes"), "");
    try {
      return ClassSet.of(names);
    } catch (IllegalArgumentException e) {
      throw unusable("classes", e);
    }
  }

  List<String> templates() {
    List<String> templates = strings("templates", json("templates"), "");
    if (templates.isEmpty()) {
      throw bad("templates", "is an empty list");
    }
    for (String template : templates) {
      if (!template.contains("{}")) {
        throw bad("templates", "has '" + template + "', which lacks {}, the place of the name");
      }
    }
    return templates;
  }

  /** At least one prompt for each of the classes. */
  List<List<String>> prompts(ClassSet classes) {
    JsonNode lists = array("prompts", json("prompts"), "");
    if (lists.size() != classes.size()) {
      throw bad("prompts", "has " + lists.size() + " lists for " + classes.size() + " classes");
    }
    List<List<String>> prompts = new ArrayList<>();
    for (int c = 0; c < lists.size(); c++) {
      prompts.add(strings("prompts", lists.get(c), "element " + c));
    }
    // An encoder that takes no texts leaves all of them empty.
    boolean none = prompts.stream().allMatch(List::isEmpty);
    for (int c = 0; !none && c < prompts.size(); c++) {
      if (prompts.get(c).isEmpty()) {
        throw bad("prompts", "has none for class '" + classes.name(c) + "'");
      }
    }
    return prompts;
  }

  List<Shot> shots() {
    JsonNode list = array("shots", json("shots"), "");
    List<Shot> shots = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String place = "element " + i;
      JsonNode shot = object("shots", list.get(i), place);
      shots.add(
          new Shot(
              filled("shots", shot.path("id"), "'id' of " + place),
              string("shots", shot.path("source"), "'source' of " + place)));
    }
    return shots;
  }

  Method method() {
    String name = string("method", json("method"), "");
    try {
      return Methods.of(name);
    } catch (ParameterException e) {
      throw unusable("method", e);
    }
  }

  /** Values that the method takes, as they are written. */
  Map<String, String> parameters(Method method) {
    Map<String, String> parameters = new LinkedHashMap<>();
    object("parameters", json("parameters"), "")
        .properties()
        .forEach(
            field ->
                parameters.put(
                    field.getKey(),
                    string("parameters", field.getValue(), "'" + field.getKey() + "'")));
    try {
      Parameters.of(method, parameters);
    } catch (ParameterException e) {
      throw unusable("parameters", e);
    }
    return parameters;
  }

  /**
   * How far answers can be trusted.
   *
   * @param tensors that go with it, by name
   * @param classes number of classes
   * @param keys of the shots
   */
  Calibration calibration(Map<String, Matrix> tensors, int classes, Matrix keys) {
    String key = "calibration";
    if (!texts.containsKey(key)) {
      return Calibration.none(Lack.OLDER);
    }
    JsonNode said = object(key, json(key), "");
    String lack = string(key, said.path("lack"), "'lack'");
    double temperature =
        in(
            key,
            "'temperature'",
            () -> StrictJson.number(said.path("temperature"), "'temperature'"));
    try {
      return Calibration.restore(
          temperature,
          Lack.of(lack),
          string(key, said.path("source"), "'source'"),
          strings(key, said.path("signs"), "'signs'"),
          tensors,
          classes,
          keys);
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith("its metadata")
          ? e
          : unusable(key, e);
    }
  }

  Provenance provenance() {
    String key = "provenance";
    JsonNode provenance = object(key, json(key), "");
    return new Provenance(
        string(key, provenance.path("version"), "'version'"),
        string(key, provenance.path("selection"), "'selection'"),
        (int) whole(key, provenance, "selectedOn", 0, Integer.MAX_VALUE),
        whole(key, provenance, "seed", Long.MIN_VALUE, Long.MAX_VALUE),
        (int) whole(key, provenance, "views", 1, Integer.MAX_VALUE),
        string(key, provenance.path("created"), "'created'"),
        provenance.has("pictures") ? pictures(key, provenance.path("pictures")) : null);
  }

  private static PictureReading pictures(String key, JsonNode value) {
    JsonNode pictures = object(key, value, "'pictures'");
    return new PictureReading(
        string(key, pictures.path("background"), "'background' of 'pictures'"),
        string(key, pictures.path("scale16"), "'scale16' of 'pictures'"));
  }

  /** Null in a bank of pictures, and in one that was made before banks remembered it. */
  @Nullable CloudDrawing clouds() {
    String key = "clouds";
    if (!texts.containsKey(key)) {
      return null;
    }
    JsonNode clouds = object(key, json(key), "");
    JsonNode list = array(key, clouds.path("weights"), "'weights'");
    float[] weights = new float[list.size()];
    for (int i = 0; i < weights.length; i++) {
      String place = "element " + i + " of 'weights'";
      JsonNode weight = list.get(i);
      weights[i] = in(key, place, () -> (float) StrictJson.number(weight, place));
    }
    try {
      return new CloudDrawing(
          string(key, clouds.path("preset"), "'preset'"),
          clouds.has("presetText") ? string(key, clouds.path("presetText"), "'presetText'") : "",
          string(key, clouds.path("up"), "'up'"),
          (int) whole(key, clouds, "points", 1, Integer.MAX_VALUE),
          whole(key, clouds, "seed", Long.MIN_VALUE, Long.MAX_VALUE),
          Fusion.of(string(key, clouds.path("fusion"), "'fusion'")),
          weights.length == 0 ? null : ViewWeights.of(weights),
          clouds.path("dropInvalid").asBoolean(false));
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith("its metadata")
          ? e
          : unusable(key, e);
    }
  }

  /**
   * What local tokens are like.
   *
   * @param places of each square
   * @param widths of the levels
   * @param tiling how pictures were cut
   * @param squares of each shot; empty where all have one
   */
  record LocalShape(int places, List<Integer> widths, Tiling tiling, List<Integer> squares) {

    /** Numbers of a square. */
    long numbers() {
      return (long) places * widths.stream().mapToInt(Integer::intValue).sum();
    }

    /** How many squares each of so many shots has. */
    List<Integer> squaresOf(int shots) {
      return tiling.isOne() ? Collections.nCopies(shots, 1) : squares;
    }
  }

  /** Null in a bank that looks at the whole picture alone. */
  @Nullable LocalShape local() {
    String key = "local";
    if (!texts.containsKey(key)) {
      return null;
    }
    JsonNode local = object(key, json(key), "");
    List<Integer> widths = new ArrayList<>();
    for (JsonNode width : array(key, local.path("widths"), "'widths'")) {
      if (!width.isInt() || width.intValue() < 1 || width.intValue() > MOST_LOCAL_WIDTH) {
        throw bad(key, "is wrong: 'widths' holds " + width + ", which is no width of a level");
      }
      widths.add(width.intValue());
    }
    if (widths.isEmpty() || widths.size() > MOST_LEVELS) {
      throw bad(key, "is wrong: it has " + widths.size() + " levels");
    }
    Tiling tiling = local.has("tiles") ? tiling(key, local.path("tiles")) : Tiling.ONE;
    return new LocalShape(
        (int) whole(key, local, "places", 1, MOST_PLACES),
        widths,
        tiling,
        local.has("squares") ? squares(key, local.path("squares")) : List.of());
  }

  private static Tiling tiling(String key, JsonNode value) {
    String label = string(key, value, "'tiles'");
    try {
      return Tiling.of(label);
    } catch (ParameterException e) {
      throw unusable(key, e);
    }
  }

  private static List<Integer> squares(String key, JsonNode value) {
    List<Integer> squares = new ArrayList<>();
    for (JsonNode count : array(key, value, "'squares'")) {
      if (!count.isInt() || count.intValue() < 1 || count.intValue() > Tiling.MOST) {
        throw bad(key, "is wrong: 'squares' holds " + count + ", which no shot can have");
      }
      squares.add(count.intValue());
    }
    return squares;
  }

  private JsonNode json(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw bad(key, "is missing");
    }
    try {
      return StrictJson.read(text);
    } catch (MalformedJsonException e) {
      throw bad(key, "is not valid JSON at character " + e.character());
    }
  }

  /** A value of some type, whose refusal begins with the key. */
  private static <T> T in(String key, String place, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw bad(key, (place.isEmpty() ? "" : "is wrong: ") + e.getMessage());
    }
  }

  private static JsonNode object(String key, JsonNode value, String place) {
    return in(key, place, () -> StrictJson.object(value, place));
  }

  private static JsonNode array(String key, JsonNode value, String place) {
    return in(key, place, () -> StrictJson.list(value, place));
  }

  private static List<String> strings(String key, JsonNode value, String place) {
    JsonNode list = array(key, value, place);
    String within = place.isEmpty() ? "" : " of " + place;
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      strings.add(string(key, list.get(i), "element " + i + within));
    }
    return strings;
  }

  private static String string(String key, JsonNode value, String place) {
    return in(key, place, () -> StrictJson.text(value, place));
  }

  private static String filled(String key, JsonNode value, String place) {
    String text = string(key, value, place);
    if (text.isBlank()) {
      throw bad(key, "is wrong: " + place + " is blank");
    }
    return text;
  }

  private static long whole(String key, JsonNode object, String field, long least, long most) {
    String place = "'" + field + "'";
    return in(key, place, () -> StrictJson.whole(object.path(field), place, least, most));
  }

  private static IllegalArgumentException bad(String key, String what) {
    return new IllegalArgumentException("its metadata '" + key + "' " + what);
  }

  /** For callers, a value in a file that no method takes is no mistyped parameter. */
  private static IllegalArgumentException unusable(String key, IllegalArgumentException cause) {
    return bad(key, "cannot be used: " + cause.getMessage());
  }
}
