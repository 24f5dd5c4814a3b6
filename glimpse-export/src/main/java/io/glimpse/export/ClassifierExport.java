package io.glimpse.export;

import io.glimpse.bank.Bank;
import io.glimpse.bank.CloudDrawing;
import io.glimpse.calibration.ScoreFormula;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.ImageGraph;
import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import io.glimpse.graph.Attribute;
import io.glimpse.graph.Axis;
import io.glimpse.graph.OnnxFile;
import io.glimpse.graph.OnnxGraph;
import io.glimpse.graph.PortableModel;
import io.glimpse.graph.StandardOperators;
import io.glimpse.image.Preprocessing;
import io.glimpse.inference.Predictor;
import io.glimpse.local.LocalClassifier;
import io.glimpse.method.LogitFormula;
import io.glimpse.method.Need;
import io.glimpse.method.Sees;
import io.glimpse.multiview.Fusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a predictor answers as one ONNX file of standard operators (version 17), which runs without
 * Glimpse: preparation of the picture, image network, classifier, calibration.
 *
 * <p>Outputs, n being 1 for a picture and k the number of classes:
 *
 * <ul>
 *   <li>{@code probabilities} float32 [n, k], calibrated as the predictor's
 *   <li>{@code logits} float32 [n, k]
 *   <li>{@code feature} float32 [n, d], the picture's as a unit row; none where a feature goes in
 *   <li>{@code unknown} float32 [n, 1], the lower the less known; none where nothing tells
 *   <li>{@code none} bool [n, 1], whether that is below the predictor's threshold; none where there
 *       is no threshold
 * </ul>
 *
 * <p>Metadata of the file say the rest, see {@link #metadata()}.
 */
public final class ClassifierExport {

  private static final String PIXELS = "pixels";
  private static final String TOKENS = "tokens";
  private static final String FEATURE = "feature";
  private static final String LOGITS = "logits";
  private static final String PROBABILITIES = "probabilities";
  private static final String UNKNOWN = "unknown";
  private static final String NONE = "none";

  private final Predictor predictor;
  private final Encoder encoder;
  private final ExportInput input;
  private final LogitFormula formula;
  private final @Nullable ImageGraph network;
  private final int views;

  private ClassifierExport(
      Predictor predictor,
      ExportInput input,
      LogitFormula formula,
      @Nullable ImageGraph network,
      int views) {
    this.predictor = predictor;
    this.encoder = predictor.encoder();
    this.input = input;
    this.formula = formula;
    this.network = network;
    this.views = views;
  }

  /**
   * Prepares an export.
   *
   * @param predictor whose encoder stays open until all is written
   * @param name of the bank, for messages; empty where there is none
   * @throws InputException if it is not to be had, saying what cannot be exported and what can
   */
  public static ClassifierExport of(Predictor predictor, ExportInput input, String name)
      throws InputException {
    Objects.requireNonNull(input, "input");
    if (predictor.classifier() instanceof LocalClassifier) {
      Remedy without = new Remedy(Remedy.Kind.LEAVE_PLACES_OUT);
      throw new InputException(
          name,
          "this bank also looks at small places of the picture, which an exported graph does not; "
              + without.phrase(),
          without);
    }
    return new ClassifierExport(
        predictor,
        input,
        formula(predictor, name),
        network(predictor.encoder(), input),
        views(predictor, input, name));
  }

  private static LogitFormula formula(Predictor predictor, String name) throws InputException {
    return predictor
        .classifier()
        .formula()
        .orElseThrow(
            () ->
                new InputException(
                    name,
                    "what method '"
                        + predictor.classifier().method().name()
                        + "' computes is none of the formulas that a graph is made of; choose"
                        + " another one, such as auto"));
  }

  private static @Nullable ImageGraph network(Encoder encoder, ExportInput input)
      throws InputException {
    if (input == ExportInput.FEATURE) {
      return null;
    }
    return encoder
        .imageGraph()
        .orElseThrow(
            () ->
                new InputException(
                    "",
                    "encoder '"
                        + encoder.name()
                        + "' does not give away its image network; what answers by its features can"
                        + " be exported alone"));
  }

  /** How many views an object has; 1 where pictures are asked about. */
  private static int views(Predictor predictor, ExportInput input, String name)
      throws InputException {
    Bank bank = predictor.bank();
    if (bank == null || bank.clouds() == null) {
      return 1;
    }
    if (input == ExportInput.PICTURE) {
      throw new InputException(
          name,
          "this bank is of point clouds, which an exported graph cannot draw; export it from the"
              + " pixels or the features of rendered views");
    }
    if (predictor.classifier().method().sees() == Sees.EACH_VIEW) {
      throw new InputException(
          name,
          "method '"
              + predictor.classifier().method().name()
              + "' answers every view of a point cloud by itself, which cannot be exported; choose"
              + " one that sees all views together, such as auto");
    }
    return predictor.views();
  }

  /** The number of views of every object, whose pictures or features go in one after the other. */
  public int views() {
    return views;
  }

  /**
   * What the file says of itself, in order: {@code classes} (a JSON list), {@code encoder}, {@code
   * method}, {@code parameters}, {@code provenance}, {@code licence}, {@code input} (how to prepare
   * it), and what the calibration goes by.
   */
  public Map<String, String> metadata() {
    return ExportMetadata.of(predictor, input, views, network == null ? "" : network.licence());
  }

  /**
   * Writes the file, and beside it one with the network's weights where both together are more than
   * an ONNX file holds (2 GB). Neither is ever there in part.
   *
   * @return the files that were written, the model first
   * @throws IOException if they cannot be written, or the encoder's network cannot be read
   */
  public List<Path> write(Path target) throws IOException {
    return write(target, PortableModel.LARGEST);
  }

  /** The same with another limit. */
  List<Path> write(Path target, long most) throws IOException {
    return model()
        .write(target, most, target.getFileName() + "." + encoder.fingerprint().substring(0, 12));
  }

  /** Whether all fits into one file. */
  boolean isOneFile() throws IOException {
    return model().bytes() <= PortableModel.LARGEST;
  }

  private PortableModel model() throws IOException {
    OnnxGraph graph = OnnxGraph.portable("classifier");
    PortableModel model = new PortableModel(graph, metadata());
    answers(graph, rows(graph, model));
    return model;
  }

  private boolean isSpatial() {
    return predictor.classifier().method().needs(Need.TOKENS);
  }

  private boolean isRaw() {
    return predictor.pipeline(false).givesRawRows();
  }

  /**
   * Appends what comes before the classifier.
   *
   * @return the value that holds the encoder's rows: all tokens where they are needed, else the
   *     global one, [n, d]
   */
  private String rows(OnnxGraph graph, PortableModel model) throws IOException {
    ImageGraph net = network;
    int d = encoder.dimension();
    if (net == null) {
      return isSpatial()
          ? graph.input(TOKENS, OnnxGraph.FLOAT, Axis.of("n"), Axis.of("t"), Axis.of(d))
          : graph.input(FEATURE, OnnxGraph.FLOAT, Axis.of(views > 1 ? "views" : "n"), Axis.of(d));
    }
    OnnxFile.Part part = OnnxFile.read(net.model().read()).making(Set.of(TOKENS));
    graph.reserve(part);
    Preprocessing pictures = encoder.preprocessing();
    if (input == ExportInput.PICTURE) {
      PictureSteps.append(graph, pictures, PIXELS);
    } else {
      graph.input(
          PIXELS,
          OnnxGraph.FLOAT,
          Axis.of(views > 1 ? "views" : "n"),
          Axis.of(3),
          Axis.of(pictures.height()),
          Axis.of(pictures.width()));
    }
    int places = encoder.gridWidth() * encoder.gridHeight();
    if (net.counted()) {
      graph.nodeInto("wanted", "Identity", List.of(graph.integers(isSpatial() ? 1 + places : 1)));
    }
    StandardOperators.append(part, graph);
    model.add(part, net.folder());
    return isSpatial() ? TOKENS : first(graph, TOKENS);
  }

  /** The global token of each picture, [n, d] of [n, t, d]. */
  private String first(OnnxGraph graph, String tokens) {
    String kept =
        graph.node(
            "Slice", List.of(tokens, graph.integers(0), graph.integers(1), graph.integers(1)));
    return graph.node("Reshape", List.of(kept, graph.integers(-1, encoder.dimension())));
  }

  private void answers(OnnxGraph graph, String rows) {
    String tokens = isSpatial() ? LogitSteps.unit(graph, rows) : null;
    String global = tokens == null ? rows : first(graph, tokens);
    String unit = tokens == null ? LogitSteps.unit(graph, global) : global;
    if (views > 1) {
      unit = fused(graph, unit);
    }
    if (input != ExportInput.FEATURE) {
      graph.nodeInto(FEATURE, "Identity", List.of(unit));
      graph.output(FEATURE, batchAxis(), Axis.of(predictor.text().dimension()));
    }
    new LogitSteps(graph, isRaw() ? global : unit, tokens).append(formula, LOGITS);
    int k = predictor.classifier().classes().size();
    AnswerSteps answers =
        new AnswerSteps(graph, LOGITS, unit, predictor.calibration().temperature());
    answers.probabilities(PROBABILITIES);
    graph.output(PROBABILITIES, batchAxis(), Axis.of(k));
    graph.output(LOGITS, batchAxis(), Axis.of(k));
    ScoreFormula score = predictor.calibration().score().orElse(null);
    if (score != null) {
      answers.score(score, predictor.text().weights(), UNKNOWN);
      graph.output(UNKNOWN, batchAxis(), Axis.of(1));
      Double threshold = predictor.unknownThreshold();
      if (threshold != null) {
        answers.below(UNKNOWN, threshold, NONE);
        graph.output(NONE, OnnxGraph.BOOL, batchAxis(), Axis.of(1));
      }
    }
  }

  private Axis batchAxis() {
    return input == ExportInput.PICTURE ? Axis.of(1) : Axis.of("n");
  }

  /** The views of each object as one feature, as the bank's shots were. */
  private String fused(OnnxGraph graph, String unit) {
    Bank bank = Objects.requireNonNull(predictor.bank());
    CloudDrawing drawing = Objects.requireNonNull(bank.clouds());
    long d = encoder.dimension();
    boolean wide = drawing.fusion() == Fusion.CONCATENATED;
    String objects =
        wide
            ? graph.node("Reshape", List.of(unit, graph.integers(-1, views * d)))
            : graph.node(
                "ReduceMean",
                List.of(graph.node("Reshape", List.of(unit, graph.integers(-1, views, d)))),
                Attribute.list("axes", 1),
                Attribute.of("keepdims", 0));
    return LogitSteps.unit(graph, objects);
  }
}
