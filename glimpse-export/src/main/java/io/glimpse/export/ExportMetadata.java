package io.glimpse.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glimpse.bank.Bank;
import io.glimpse.bank.Provenance;
import io.glimpse.calibration.Calibration;
import io.glimpse.encoder.Encoder;
import io.glimpse.file.Version;
import io.glimpse.image.Fit;
import io.glimpse.image.Preprocessing;
import io.glimpse.inference.Predictor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What an exported file says of itself, for people and programs that know nothing of Glimpse. */
final class ExportMetadata {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ExportMetadata() {}

  /**
   * The metadata of an export.
   *
   * @param views of every object
   * @param networkLicence of the image network; empty where there is none in it
   */
  static Map<String, String> of(
      Predictor predictor, ExportInput input, int views, String networkLicence) {
    Encoder encoder = predictor.encoder();
    Calibration calibration = predictor.calibration();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("classes", json(predictor.classifier().classes().names()));
    metadata.put("encoder", encoder.name());
    metadata.put("encoder_fingerprint", encoder.fingerprint());
    metadata.put("method", predictor.classifier().method().name());
    metadata.put("parameters", json(predictor.classifier().parameters().asText()));
    metadata.put("provenance", json(provenance(predictor)));
    metadata.put("licence", licence(networkLicence));
    metadata.put("input", preparation(predictor, input, views));
    if (input == ExportInput.PIXELS) {
      Preprocessing pixels = encoder.preprocessing();
      metadata.put(
          "normalisation",
          json(List.of(pixels.range(), channels(pixels.mean()), channels(pixels.std()))));
    }
    metadata.put("calibrated", Boolean.toString(calibration.isCalibrated()));
    metadata.put("calibration", calibration.sentence());
    metadata.put("temperature", Double.toString(calibration.temperature()));
    Double threshold = predictor.unknownThreshold();
    if (threshold != null) {
      metadata.put("unknown_threshold", Double.toString(threshold));
    }
    return metadata;
  }

  private static Map<String, Object> provenance(Predictor predictor) {
    Map<String, Object> made = new LinkedHashMap<>();
    made.put("exported_by", "Glimpse " + Version.current());
    Bank bank = predictor.bank();
    if (bank == null) {
      made.put("learned_from", "names of classes");
      return made;
    }
    Provenance bankMade = bank.provenance();
    made.put("learned_from", bank.shots().size() + " examples");
    made.put("created", bankMade.created());
    made.put("created_by", "Glimpse " + bankMade.version());
    made.put("selection", bankMade.selection());
    made.put("selected_on", bankMade.selectedOn());
    made.put("seed", bankMade.seed());
    return made;
  }

  private static String licence(String network) {
    List<String> parts = new ArrayList<>();
    if (!network.isEmpty()) {
      parts.add("image network: " + network);
    }
    parts.add("classifier: that of the examples and names it was made of");
    return String.join("; ", parts);
  }

  private static String preparation(Predictor predictor, ExportInput input, int views) {
    Preprocessing pixels = predictor.encoder().preprocessing();
    String ofViews = views == 1 ? "" : ", " + views + " rendered views of each object in order";
    return switch (input) {
      case PICTURE ->
          "picture: uint8 [height, width, 3], RGB, upright, of any size; resized, cropped and"
              + " normalised in the graph";
      case PIXELS ->
          ("pixels: float32 [n, 3, %d, %d], RGB%s; %s, (x / %s - %s) / %s by channel for x in 0 to"
                  + " 255")
              .formatted(
                  pixels.height(),
                  pixels.width(),
                  ofViews,
                  fitted(pixels),
                  pixels.range(),
                  channels(pixels.mean()),
                  channels(pixels.std()));
      case FEATURE ->
          "features of encoder '" + predictor.encoder().name() + "', of any length" + ofViews;
    };
  }

  /** How a picture of any shape becomes one of the encoder's. */
  private static String fitted(Preprocessing pixels) {
    String filter = " with Pillow's " + pixels.filter().name().toLowerCase(Locale.ROOT);
    String target = pixels.height() + " x " + pixels.width();
    Fit fit = pixels.fit();
    if (fit instanceof Fit.Shortest shortest) {
      boolean whole = shortest.edge() == pixels.height() && shortest.edge() == pixels.width();
      String part = ", the central " + (whole ? "square" : target);
      String offset =
          shortest.offset() == Fit.Offset.FLOOR ? ", half of the rest rounded down" : "";
      return "shortest side to " + shortest.edge() + filter + part + offset;
    }
    if (fit instanceof Fit.Cover) {
      return "as small as covers " + target + filter + ", the central " + target;
    }
    if (fit instanceof Fit.Longest longest) {
      return "as large as lies within "
          + target
          + filter
          + ", in the middle of a ground of "
          + longest.fill();
    }
    return "all of it to " + target + filter + ", whatever its shape";
  }

  private static List<Float> channels(Preprocessing.Rgb values) {
    return List.of(values.red(), values.green(), values.blue());
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain data is JSON", e);
    }
  }
}
