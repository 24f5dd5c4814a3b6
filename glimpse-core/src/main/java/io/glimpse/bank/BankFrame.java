package io.glimpse.bank;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.calibration.Calibration;
import io.glimpse.local.LocalShots;
import io.glimpse.matrix.Matrix;
import io.glimpse.multiview.ViewWeights;
import io.glimpse.tensor.Safetensors;
import io.glimpse.tensor.SafetensorsWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bank is beside its classes and its shots, as bytes, for stores that keep those as rows:
 * encoder, templates, method with parameters and what training made, calibration, provenance, and
 * how clouds were drawn. Written as in a {@link BankFile}, but that a calibration which is yet to
 * be learned stays so.
 */
public final class BankFrame {

  private static final String TRAINED = "trained.";
  private static final String CALIBRATED = "calibration.";

  /** In the place of {@code calibration}: it is learned from the shots when somebody asks. */
  private static final String UNCALIBRATED = "uncalibrated";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Safetensors tensors;
  private final BankMetadata said;

  private BankFrame(Safetensors tensors) {
    this.tensors = tensors;
    this.said = new BankMetadata(tensors.metadata());
  }

  /** The bytes of a bank's frame; the same frame gives the same bytes. */
  public static byte[] toBytes(Bank bank) throws IOException {
    Fitted fitted = bank.fitted();
    SafetensorsWriter writer = writer(bank, fitted.weights(), fitted.calibration());
    if (fitted.calibration() == null) {
      writer.metadata(UNCALIBRATED, "true");
    }
    return writer.toBytes();
  }

  /**
   * A bank of its frame, its classes and its shots.
   *
   * @param name what refusals call it
   * @param frame as {@link #toBytes} made it
   * @param texts the classes; templates are the frame's
   * @param shots the examples, without local tokens
   * @param halves the bits of the local tokens of each shot; not used where the frame knows of none
   * @throws IOException if the frame is not whole, or does not go with them, naming it
   */
  public static Bank read(
      String name, byte[] frame, BankTexts texts, BankShots shots, List<short[]> halves)
      throws IOException {
    try (Safetensors tensors = Safetensors.of(name, frame)) {
      return new BankFrame(tensors).bank(texts, shots, halves);
    } catch (IllegalArgumentException e) {
      throw BankFile.refused(name, "this bank is damaged: " + e.getMessage(), e);
    }
  }

  private Bank bank(BankTexts texts, BankShots shots, List<short[]> halves) throws IOException {
    BankMetadata.LocalShape shape = said.local();
    LocalShots local =
        shape == null
            ? null
            : LocalShots.ofShots(shape.widths(), shape.places(), shape.tiling(), halves);
    return new Bank(
        said.encoder(),
        new BankTexts(texts.features(), texts.prompts(), said.templates()),
        shots.withLocal(local),
        fitted(tensors, said, texts.classes().size(), shots.cache().keys().toMatrix(), local),
        said.provenance(),
        said.clouds());
  }

  /** What a file of a bank and its frame say in the same words. */
  static SafetensorsWriter writer(
      Bank bank, Map<String, Matrix> weights, @Nullable Calibration calibration)
      throws JsonProcessingException {
    SafetensorsWriter writer = new SafetensorsWriter();
    CloudDrawing clouds = bank.clouds();
    if (clouds != null) {
      writer.metadata("clouds", JSON.writeValueAsString(json(clouds)));
    }
    LocalShots local = bank.shots().local();
    if (local != null) {
      writer.metadata("local", JSON.writeValueAsString(json(local, false)));
    }
    weights.forEach((name, matrix) -> writer.add(TRAINED + name, matrix));
    // An older bank stays what it is, to the byte.
    if (calibration != null && !calibration.isOlder()) {
      writer.metadata("calibration", JSON.writeValueAsString(json(calibration)));
      calibration.tensors().forEach((name, tensor) -> writer.add(CALIBRATED + name, tensor));
    }
    return writer
        .metadata("encoder", JSON.writeValueAsString(bank.encoder()))
        .metadata("templates", JSON.writeValueAsString(bank.templates()))
        .metadata("method", JSON.writeValueAsString(bank.method()))
        .metadata("parameters", JSON.writeValueAsString(bank.checkedParameters().asText()))
        .metadata("provenance", JSON.writeValueAsString(bank.provenance()));
  }

  /** The method with its parameters, what it was trained to, and how far it can be trusted. */
  static Fitted fitted(
      Safetensors tensors, BankMetadata said, int classes, Matrix keys, @Nullable LocalShots local)
      throws IOException {
    Calibration calibration = null;
    if (!tensors.metadata().containsKey(UNCALIBRATED)) {
      calibration = said.calibration(tensors(tensors, CALIBRATED), classes, keys);
      calibration.requirePlaces(local == null ? List.of() : local.widths());
    }
    return new Fitted(
        said.method().name(),
        said.parameters(said.method()),
        tensors(tensors, TRAINED),
        calibration);
  }

  /**
   * How places are kept.
   *
   * @param counted whether it says how many squares each shot has, which rows of shots say alone
   */
  static Map<String, Object> json(LocalShots local, boolean counted) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("places", local.places());
    json.put("widths", local.widths());
    if (!local.tiling().isOne()) {
      json.put("tiles", local.tiling().label());
      if (counted) {
        json.put("squares", local.squares());
      }
    }
    return json;
  }

  private static Map<String, Object> json(Calibration calibration) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("temperature", calibration.temperature());
    json.put("lack", calibration.lack().name());
    json.put("source", calibration.source());
    json.put("signs", calibration.signs());
    return json;
  }

  private static Map<String, Object> json(CloudDrawing clouds) {
    ViewWeights weights = clouds.weights();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("preset", clouds.preset());
    json.put("presetText", clouds.presetText());
    json.put("up", clouds.up());
    json.put("points", clouds.points());
    json.put("seed", clouds.seed());
    json.put("fusion", clouds.fusion().label());
    if (clouds.dropInvalid()) {
      json.put("dropInvalid", true);
    }
    json.put("weights", weights == null ? List.of() : weights.asList());
    return json;
  }

  private static Map<String, Matrix> tensors(Safetensors tensors, String prefix)
      throws IOException {
    Map<String, Matrix> found = new HashMap<>();
    for (String name : tensors.names()) {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), finite(tensors, name));
      }
    }
    return found;
  }

  static Matrix finite(Safetensors tensors, String name) throws IOException {
    return tensors.matrix(name).requireFinite(name);
  }
}
