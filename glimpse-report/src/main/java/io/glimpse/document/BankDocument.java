package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.PictureReading;
import io.glimpse.bank.Provenance;
import io.glimpse.calibration.AnswerRules;
import io.glimpse.local.LocalClassifier;
import io.glimpse.local.LocalShots;
import io.glimpse.multiview.ViewWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a bank.
 *
 * @param bank its file
 * @param params the method's parameters: numbers, or words
 * @param calibrated whether probabilities were fitted to pictures that the method had not seen
 * @param calibration what they were fitted on, or why they were not
 * @param local left out for a bank that looks at whole pictures alone
 * @param unknown what tells pictures that are not like the only class; left out for a bank of
 *     several classes, and of one example
 * @param clouds left out for a bank of pictures
 * @param prompts of every class, in the order of the classes
 * @param warnings what makes it worth less than it seems; left out where there is nothing
 */
public record BankDocument(
    String bank,
    EncoderDocument encoder,
    String method,
    Map<String, Object> params,
    boolean calibrated,
    String calibration,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Local local,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Unknown unknown,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Clouds clouds,
    List<String> classes,
    List<List<String>> prompts,
    List<Shot> shots,
    Origin provenance,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> warnings,
    List<ErrorDocument> errors) {

  public BankDocument {
    classes = List.copyOf(classes);
    prompts = prompts.stream().map(List::copyOf).toList();
    shots = List.copyOf(shots);
    warnings = List.copyOf(warnings);
    errors = List.copyOf(errors);
  }

  /**
   * What a bank holds.
   *
   * @param file where it lies
   * @param warnings what makes it worth less than it seems, such as a leak
   * @param errors of what could not be put into it
   */
  public static BankDocument of(
      Bank bank, String file, List<String> warnings, List<ErrorDocument> errors) {
    CloudDrawing drawing = bank.clouds();
    List<Shot> shots = new ArrayList<>();
    for (int i = 0; i < bank.cache().size(); i++) {
      String name = bank.classes().name(bank.cache().label(i));
      shots.add(new Shot(bank.shots().get(i).id(), name, bank.shots().get(i).source()));
    }
    return new BankDocument(
        file,
        new EncoderDocument(bank.encoder().name(), bank.encoder().fingerprint()),
        bank.method(),
        bank.checkedParameters().asValues(),
        bank.calibration().isCalibrated(),
        bank.calibration().sentence(),
        Local.of(bank),
        Unknown.of(bank),
        drawing == null ? null : Clouds.of(drawing),
        bank.classes().names(),
        bank.prompts(),
        shots,
        Origin.of(bank.provenance()),
        warnings,
        errors);
  }

  /**
   * The small places that a bank looks at.
   *
   * @param places of each shot, or of each tile of one
   * @param tiles how pictures were cut; left out where they were not
   * @param widths numbers that each place has on each level
   * @param bytes of all shots
   * @param errorWhole mean squared distance to the truth of what whole pictures answer to the
   *     shots, each left out; left out with a method that cannot leave them out, and of one class
   * @param errorWithPlaces the same with places
   * @param weight of places beside the method's own logits
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Local(
      int places,
      @Nullable Tiles tiles,
      List<Integer> widths,
      long bytes,
      @JsonProperty("error_whole") @Nullable Double errorWhole,
      @JsonProperty("error_with_places") @Nullable Double errorWithPlaces,
      @Nullable Double weight) {

    public Local {
      widths = List.copyOf(widths);
    }

    /** Those of a bank; null where it has none. */
    public static @Nullable Local of(Bank bank) {
      LocalShots shots = bank.shots().local();
      if (shots == null) {
        return null;
      }
      // Of one class, nothing is answered better or worse.
      LocalClassifier both = bank.local().filter(found -> !found.classes().isSingle()).orElse(null);
      return new Local(
          shots.places(),
          Tiles.of(shots),
          shots.widths(),
          shots.bytes(),
          both == null ? null : (Double) both.places().errorOfWhole(),
          both == null ? null : (Double) both.places().errorWithPlaces(),
          both == null ? null : (Double) both.weightOfPlaces());
    }
  }

  /**
   * What tells pictures that are not like the only class.
   *
   * @param signs {@code nearest}, how far the nearest example is, and {@code places}, how odd the
   *     oddest small place is
   * @param threshold the score below which a picture is not like it, at the usual rate
   * @param rate the share of further pictures of the class below it, at most
   * @param examples it was told from
   */
  public record Unknown(List<String> signs, double threshold, double rate, int examples) {

    public Unknown {
      signs = List.copyOf(signs);
    }

    private static @Nullable Unknown of(Bank bank) {
      return bank.calibration()
          .falseAlarms(AnswerRules.USUAL_UNKNOWN_RATE)
          .map(told -> new Unknown(told.signs(), told.threshold(), told.rate(), told.examples()))
          .orElse(null);
    }
  }

  /**
   * How pictures were cut for their small places.
   *
   * @param along tiles along the longer side, or auto for as many as it takes
   * @param least tiles of a shot
   * @param most tiles of a shot
   */
  public record Tiles(String along, int least, int most) {

    private static @Nullable Tiles of(LocalShots shots) {
      if (shots.tiling().isOne()) {
        return null;
      }
      List<Integer> counts = shots.squares();
      return new Tiles(shots.tiling().label(), Collections.min(counts), Collections.max(counts));
    }
  }

  /**
   * How clouds are drawn.
   *
   * @param weights of the views, each as text, as scripts know them; empty where all are equal
   */
  public record Clouds(
      String preset, String up, int points, long seed, String fusion, List<String> weights) {

    public Clouds {
      weights = List.copyOf(weights);
    }

    private static Clouds of(CloudDrawing drawing) {
      ViewWeights weights = drawing.weights();
      return new Clouds(
          drawing.preset(),
          drawing.up(),
          drawing.points(),
          drawing.seed(),
          drawing.fusion().label(),
          weights == null ? List.of() : weights.asList().stream().map(String::valueOf).toList());
    }
  }

  /**
   * An example.
   *
   * @param id the beginning of its content's digest
   * @param source the file that it was made of
   */
  public record Shot(String id, @JsonProperty("class") String name, String source) {}

  /**
   * How the bank came about.
   *
   * @param selection how the parameters were chosen
   * @param selectedOn how many inputs they were chosen on
   * @param views made of each shot before averaging; 1 for the shot itself
   * @param created when, ISO 8601 in UTC
   * @param pictures how they were read; left out for the usual way
   */
  public record Origin(
      String version,
      String selection,
      @JsonProperty("selected_on") int selectedOn,
      long seed,
      int views,
      String created,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PictureReading pictures) {

    private static Origin of(Provenance provenance) {
      return new Origin(
          provenance.version(),
          provenance.selection(),
          provenance.selectedOn(),
          provenance.seed(),
          provenance.views(),
          provenance.created(),
          provenance.pictures());
    }
  }
}
