package io.glimpse.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.bank.PictureReading;
import io.glimpse.bank.Provenance;
import io.glimpse.multiview.ViewWeights;
import java.util.ArrayList;
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
 * @param clouds left out for a bank of pictures
 * @param prompts of every class, in the order of the classes
 */
public record BankDocument(
    String bank,
    EncoderDocument encoder,
    String method,
    Map<String, Object> params,
    boolean calibrated,
    String calibration,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Clouds clouds,
    List<String> classes,
    List<List<String>> prompts,
    List<Shot> shots,
    Origin provenance,
    List<ErrorDocument> errors) {

  public BankDocument {
    classes = List.copyOf(classes);
    prompts = prompts.stream().map(List::copyOf).toList();
    shots = List.copyOf(shots);
    errors = List.copyOf(errors);
  }

  /**
   * What a bank holds.
   *
   * @param file where it lies
   * @param errors of what could not be put into it
   */
  public static BankDocument of(Bank bank, String file, List<ErrorDocument> errors) {
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
        drawing == null ? null : Clouds.of(drawing),
        bank.classes().names(),
        bank.prompts(),
        shots,
        Origin.of(bank.provenance()),
        errors);
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
