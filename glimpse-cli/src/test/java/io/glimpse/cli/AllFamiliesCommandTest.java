package io.glimpse.cli;

import static io.glimpse.cli.SameAnswers.assertNear;
import static io.glimpse.cli.SameAnswers.assertSame;
import static io.glimpse.cli.SameAnswers.assertSays;
import static io.glimpse.cli.SameAnswers.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.Glimpse;
import io.glimpse.ImageClassifier;
import io.glimpse.bank.BankFile;
import io.glimpse.encoder.EncoderOptions.Precision;
import io.glimpse.file.Input;
import io.glimpse.fixture.TinyModel;
import io.glimpse.inference.ClassifierSpec;
import io.glimpse.input.LabelledInputs;
import io.glimpse.input.LabelledSource;
import io.glimpse.method.Selection;
import io.glimpse.progress.Notes;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.LocalMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole main job through an encoder of every family, by library, command line and service. They
 * give the same answers to the last digit, and refuse the same with the same reason.
 */
@SuppressWarnings("NullAway.Init") // Every test begins by opening a model.
class AllFamiliesCommandTest {

  private static final List<String> CLASSES = List.of("bonsai", "emu", "okapi");
  private static final String NAMES = String.join(",", CLASSES);

  /** Of one data set, whose parts are {@code train} and {@code test}. */
  @TempDir static Path data;

  private static Path train;
  private static Path test;

  private static List<Path> asked;

  /** Few of both, for banks that look at small places, which takes its time. */
  private static Path fewTrain;

  private static Path fewTest;

  @TempDir Path folder;

  private String encoder = "";
  private Glimpse library;
  private StartedService service;

  @BeforeAll
  static void pictures() throws IOException {
    train = Pictures.folder(data.resolve("mine/train"), "shots", 2, CLASSES);
    test = Pictures.folder(data.resolve("mine/test"), "test", 2, CLASSES);
    asked = Pictures.all(test);
    assertThat(asked).hasSize(6);
    fewTrain = Pictures.folder(data.resolve("few/train"), "shots", 2, List.of("emu", "okapi"));
    fewTest = Pictures.folder(data.resolve("few/test"), "test", 1, List.of("emu", "okapi"));
  }

  private void open(Path model) throws IOException {
    encoder = model.toString();
    library = Glimpse.builder().encoder(encoder).notes(Notes.SILENT).open();
    service = new StartedService(encoder, folder.resolve("data"));
  }

  @AfterEach
  void close() {
    if (service != null) {
      service.close();
    }
    if (library != null) {
      library.close();
    }
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofStrings")
  void encodersWithTexts(TinyModel model) throws Exception {
    open(model.path());
    textsAndExamples(model.isOnnx(), model.saysMatches());
  }

  @Test
  void clipOfOpenClip() throws Exception {
    open(WholeVocabulary.openClip(folder));
    textsAndExamples(false, false);
  }

  @Test
  void clipOfOpenAi() throws Exception {
    open(WholeVocabulary.openAi(folder));
    textsAndExamples(false, false);
  }

  private void textsAndExamples(boolean isOnnx, boolean matches) throws Exception {
    JsonNode byNames = answeredByNames("zero-shot");
    assertThat(byNames.at("/results/0/top/0/match").isNumber()).isEqualTo(matches);
    if (isOnnx) {
      assertRefused("calip", "which hold no tokens of places in the space of texts");
    } else {
      answeredByNames("calip");
    }
    theServiceIsOf(library.encoder().encodeTexts(List.of("a cat")).row(0));
    banks();
    JsonNode untaught = service.json("PUT", "/v1/banks/taught", classes("tip")).is(201).json();
    assertThat(untaught.path("classes")).hasSize(CLASSES.size());
    assertThat(service.post(of("taught"), asked.get(0)).is(200).json().path("results"))
        .isEqualTo(byNames.path("results"));
    taughtByTheService();
  }

  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofPicturesAlone")
  void encodersOfPicturesAlone(TinyModel model) throws Exception {
    open(model.path());

    assertRefused("zero-shot", "takes pictures alone and no text");
    assertRefused("calip", "takes pictures alone and no text");
    theServiceIsOf(null);
    banks();
    assertThat(service.json("PUT", "/v1/banks/taught", classes("calip-fs")).refusal(422))
        .startsWith("method 'calip-fs' goes by texts, and encoder '" + encoder + "' takes");
    service.json("PUT", "/v1/banks/taught", classes("tip")).is(201);
    assertThat(service.post(of("taught"), asked.get(0)).refusal(409))
        .contains("has classes without a shot", "Add a shot to each class first");
    taughtByTheService();
    assertThat(
            Run.of("classify", asked.get(0), "--bank", bank("tip"), "--method", "calip")
                .exits(1)
                .err())
        .contains("method 'calip' goes by texts, and encoder '" + encoder + "' takes pictures");
  }

  /** Vocabularies of a few hundred tokens, which no string can be turned into. */
  @ParameterizedTest
  @MethodSource("io.glimpse.fixture.TinyModel#ofIds")
  void encodersOfIdsSayThatTheyTakeNoStrings(TinyModel model) throws Exception {
    open(model.path());

    String reason = "has a vocabulary of " + library.encoder().vocabulary() + " ids, not CLIP's";
    assertRefused("zero-shot", reason);
    assertRefused("calip", reason);
    assertThat(
            Run.of("bank", "build", train, "-o", bank("auto"), "--encoder", encoder).exits(1).err())
        .contains(reason);
    assertThat(service.json("PUT", "/v1/banks/taught", classes("tip")).refusal(422))
        .contains(reason);
    assertThat(bank("auto")).doesNotExist();
  }

  private JsonNode answeredByNames(String method) throws Exception {
    ImageClassifier expected =
        library.classifier(new ClassifierSpec.OfNames(CLASSES).withMethod(method));
    Path picture = asked.get(0);

    JsonNode said = said(picture, "--classes", NAMES, "--encoder", encoder, "--method", method);
    JsonNode answered = service.post(byNames(method), picture).is(200).json();

    assertThat(answered).isEqualTo(said);
    assertSays(said, expected.classify(picture));
    assertThat(evaluated(test, "--classes", NAMES, "--encoder", encoder, "--method", method))
        .isEqualTo(correct(expected, asked));
    return answered;
  }

  private void assertRefused(String method, String reason) throws Exception {
    Path picture = asked.get(0);
    assertThat(
            catchThrowable(
                () -> library.classifier(new ClassifierSpec.OfNames(CLASSES).withMethod(method))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("encoder '" + encoder + "' ")
        .hasMessageContaining(reason);
    assertThat(
            Run.of(
                    "classify",
                    picture,
                    "--classes",
                    NAMES,
                    "--encoder",
                    encoder,
                    "--method",
                    method)
                .exits(1)
                .err())
        .contains("encoder '" + encoder + "' ", reason);
    assertThat(service.post(byNames(method), picture).refusal(422))
        .contains("encoder '" + encoder + "' ", reason)
        .doesNotContain("--");
  }

  /**
   * What the service says of its encoder.
   *
   * @param text the row of a text; null where it takes none
   */
  private void theServiceIsOf(float @Nullable [] text) throws Exception {
    JsonNode models = service.get("/v1/models").is(200).json().path("data");
    assertThat(models).hasSize(1);
    assertThat(models.at("/0/id").asText()).isEqualTo(encoder);
    assertThat(models.at("/0/fingerprint").asText()).isEqualTo(library.encoder().fingerprint());
    assertThat(models.at("/0/dimension").asInt()).isEqualTo(library.encoder().dimension());

    StartedService.Answer row = service.json("POST", "/v1/embeddings", "{\"input\": \"a cat\"}");
    if (text == null) {
      assertThat(row.refusal(422))
          .contains("takes pictures alone", "start the service with an encoder that takes texts");
      return;
    }
    List<Float> values = new ArrayList<>();
    row.is(200).json().at("/data/0/embedding").forEach(v -> values.add(v.floatValue()));
    assertThat(values).hasSize(text.length);
    for (int i = 0; i < text.length; i++) {
      assertThat(values.get(i)).isEqualTo(text[i]);
    }
  }

  private void banks() throws Exception {
    BankRecipe tip =
        BankRecipe.usual()
            .withMethod("tip")
            .withSelection(Selection.FIXED)
            .withLocal(LocalMode.OFF);
    assertAlike(BankRecipe.usual(), fewTrain, fewTest, "auto");
    assertAlike(tip, train, test, "tip", "--method", "tip", "--select", "fixed", "--local", "off");
    inIntegers(tip);
  }

  /** A bank of the command line, of the library and of the service. */
  private void assertAlike(
      BankRecipe recipe, Path shots, Path pictures, String name, Object... options)
      throws Exception {
    Path bank = bank(name);
    build(shots, bank, options);
    ImageClassifier made = library.fewShot(recipe, examples(shots));
    ImageClassifier read = library.bank(bank);
    service.put(name, bank).is(201);

    Path picture = Pictures.first(pictures.resolve("emu"));
    JsonNode said = said(picture, "--bank", bank);
    assertSays(said, made.classify(picture));
    assertSays(said, read.classify(picture));
    assertSame(said, service.post(of(name), picture).is(200).json());
    assertThat(evaluated(pictures, "--bank", bank))
        .isEqualTo(correct(made, Pictures.all(pictures)));
  }

  /** The image network in int8 is an encoder of its own, but for ONNX files that come in one. */
  private void inIntegers(BankRecipe recipe) throws Exception {
    Path bank = bank("int8");
    Path picture = asked.get(0);
    build(
        train,
        bank,
        "--method",
        "tip",
        "--select",
        "fixed",
        "--local",
        "off",
        "--precision",
        "int8");
    boolean isOther;
    try (Glimpse quick =
        Glimpse.builder().encoder(encoder).precision(Precision.INT8).notes(Notes.SILENT).open()) {
      assertSays(
          said(picture, "--bank", bank, "--precision", "int8"),
          quick.fewShot(recipe, examples(train)).classify(picture));
      isOther = !quick.encoder().fingerprint().equals(library.encoder().fingerprint());
    }
    StartedService.Answer put = service.put("int8", bank);
    if (isOther) {
      assertThat(put.refusal(422))
          .startsWith("int8 was made with encoder '" + encoder + "' (")
          .contains("), not with '" + encoder + "' (", "or of one at another precision");
    } else {
      assertThat(encoder).contains("/onnx-");
      put.is(201);
    }
  }

  private static LabelledInputs examples(Path shots) throws IOException {
    return LabelledSource.read(shots, null, Notes.SILENT);
  }

  private void build(Path shots, Path bank, Object... options) {
    List<Object> command = new ArrayList<>(List.of("bank", "build", shots, "-o", bank));
    command.addAll(List.of("--encoder", encoder));
    command.addAll(List.of(options));
    Run.of(command.toArray()).exits(0);
  }

  /** Teaches the service's bank by pictures, and holds it to its own file, and to built ones. */
  private void taughtByTheService() throws Exception {
    for (Path shot : Pictures.all(train)) {
      String className = Pictures.className(shot);
      service.post("/v1/banks/taught/classes/" + className + "/shots", shot).is(201);
    }
    Path file = folder.resolve("taught.bank");
    Files.write(file, service.get("/v1/banks/taught/file").is(200).bytes());
    Path picture = asked.get(1);

    JsonNode answered = service.post(of("taught"), picture).is(200).json();

    assertThat(answered.path("taught").asBoolean()).isTrue();
    assertSame(said(picture, "--bank", file), answered);
    // It encoded its shots one by one, which ONNX Runtime rounds otherwise than several at once.
    assertNear(answered, said(picture, "--bank", bank("tip")));
    assertThat(BankFile.read(file).prompts()).isEqualTo(BankFile.read(bank("tip")).prompts());
    service.post(of("taught") + "?explain=true", picture).is(200);

    JsonNode shots = service.get("/v1/banks/taught/classes/emu/shots").is(200).json();
    String thumbnail = shots.at("/shots/0/thumbnail").asText();
    var small = ImageIO.read(new ByteArrayInputStream(service.get(thumbnail).is(200).bytes()));
    assertThat(small.getWidth()).isEqualTo(library.encoder().preprocessing().width());
    assertThat(small.getHeight()).isEqualTo(library.encoder().preprocessing().height());

    // A class more, which is known by its name alone or not at all, and away again.
    String more = "{\"classes\": [\"bonsai\", \"emu\", \"okapi\", \"lotus\"]}";
    service.json("PUT", "/v1/banks/taught", more).is(200);
    boolean isKnown = library.encoder().readsTexts();
    StartedService.Answer meanwhile = service.post(of("taught"), picture);
    assertThat(meanwhile.status()).isEqualTo(isKnown ? 200 : 409);
    service.json("PUT", "/v1/banks/taught", classes("tip")).is(200);
    assertThat(service.post(of("taught"), picture).json().path("results"))
        .isEqualTo(answered.path("results"));
  }

  private static int evaluated(Path pictures, Object... model) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("evaluate", pictures, "--json"));
    arguments.addAll(List.of(model));
    JsonNode judged = Run.of(arguments.toArray()).exits(0).json();
    assertThat(judged.at("/total").asInt()).isEqualTo(Pictures.all(pictures).size());
    return judged.at("/correct").asInt();
  }

  private static int correct(ImageClassifier classifier, List<Path> pictures) throws IOException {
    int correct = 0;
    for (Path file : pictures) {
      String truth = Pictures.className(file);
      correct += classifier.classify(Input.of(file)).best().name().equals(truth) ? 1 : 0;
    }
    return correct;
  }

  private Path bank(String name) {
    return folder.resolve(name + ".bank");
  }

  private static String of(String bank) {
    return "/v1/banks/" + bank + "/classify";
  }

  private static String byNames(String method) {
    return "/v1/classify?classes=" + NAMES + "&method=" + method;
  }

  private static String classes(String method) {
    return "{\"classes\": [\"bonsai\", \"emu\", \"okapi\"], \"method\": \"" + method + "\"}";
  }
}
