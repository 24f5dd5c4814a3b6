package io.glimpse.server.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.bank.BankTexts;
import io.glimpse.bank.Fitted;
import io.glimpse.bank.Provenance;
import io.glimpse.database.BankDatabaseException;
import io.glimpse.database.BankEdits;
import io.glimpse.database.BankSummary;
import io.glimpse.database.ChangeRequest;
import io.glimpse.database.ChangeResult;
import io.glimpse.database.Page;
import io.glimpse.database.StoreNames;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.encoder.ClassTexts;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.NoPlacesException;
import io.glimpse.encoder.NoTextsException;
import io.glimpse.feature.ClassSet;
import io.glimpse.file.Version;
import io.glimpse.input.ClassPrompts;
import io.glimpse.json.StrictJson;
import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.progress.Notes;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankRecipe;
import io.glimpse.shots.PictureReadings;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Banks as a whole: make, list, show, delete. */
public final class BankRoutes {

  private static final int NO_CONTENT = 204;

  private final BankContext shared;

  BankRoutes(BankContext shared) {
    this.shared = shared;
  }

  /** {@code GET /v1/banks}. */
  public BankDocuments.Banks list(Context context, Ticket ticket) throws IOException {
    Page<BankSummary> page = shared.banks().list(Paging.of(context));
    return new BankDocuments.Banks(
        page.items().stream().map(BankDocuments.Bank::of).toList(), page.next());
  }

  /** {@code GET /v1/banks/{bank}}. */
  public BankDocuments.Bank show(Context context, Ticket ticket) throws IOException {
    BankSummary summary = shared.banks().summary(context.pathParam("bank"));
    Conditions.tag(context, summary.version());
    return BankDocuments.Bank.of(summary);
  }

  /** {@code PUT /v1/banks/{bank}}: makes a bank, or has one of just these classes. */
  public BankDocuments.Bank put(Context context, Ticket ticket) throws Exception {
    String name = StoreNames.requireBank(context.pathParam("bank"));
    JsonNode asked = shared.uploads().json(context.req(), ticket);
    List<String> classes = classes(asked);
    Optional<Bank> before =
        Conditions.mustBeNew(context) ? Optional.empty() : shared.banks().find(name);
    ChangeRequest request = Conditions.of(context, asked.toString());
    ChangeResult result;
    if (before.isPresent()) {
      BankTexts others = shared.admission().run(() -> lacking(before.get(), name, classes));
      result = shared.banks().change(name, request, BankEdits.classes(classes, others));
    } else {
      String method = method(asked);
      Bank made = shared.admission().run(() -> untaught(classes, templates(asked), method));
      result = BankPlacing.create(shared.banks(), context, name, made, request);
    }
    return BankPlacing.placed(shared.banks(), context, name, result);
  }

  /** {@code DELETE /v1/banks/{bank}}. */
  public void delete(Context context, Ticket ticket) throws IOException {
    String name = context.pathParam("bank");
    if (!shared.banks().delete(name, Conditions.of(context, ""))) {
      throw new ProblemException(
          Problem.NOT_FOUND, "There is no bank '" + name + "'. GET /v1/banks lists them.");
    }
    context.status(NO_CONTENT);
  }

  private List<String> classes(JsonNode asked) throws BankDatabaseException {
    JsonNode list = asked.path("classes");
    if (list.isMissingNode()) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          "The classes are missing. Send them, as in {\"classes\": [\"cat\", \"dog\"]}.");
    }
    StrictJson.list(list, "classes");
    if (list.size() > shared.limits().of(Limit.MAX_CLASSES)) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          "There are %d classes, and this service takes %d at most (max-classes)."
              .formatted(list.size(), shared.limits().of(Limit.MAX_CLASSES)));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      names.add(StoreNames.requireClass(StrictJson.text(list.get(i), "classes[" + i + "]")));
    }
    return ClassSet.of(names).names();
  }

  private static String method(JsonNode asked) {
    JsonNode method = asked.path("method");
    return method.isMissingNode() ? BankRecipe.usual().method() : StrictJson.text(method, "method");
  }

  private static List<String> templates(JsonNode asked) {
    JsonNode list = asked.path("templates");
    List<String> templates = new ArrayList<>();
    if (!list.isMissingNode()) {
      StrictJson.list(list, "templates");
      for (int i = 0; i < list.size(); i++) {
        templates.add(StrictJson.text(list.get(i), "templates[" + i + "]"));
      }
    }
    return templates;
  }

  private Encoder encoder() {
    return shared.predictors().pipeline().encoder();
  }

  private Bank untaught(List<String> classes, List<String> templates, String method) {
    Method made = Methods.of(method);
    NoTextsException.requireTexts(encoder(), made);
    NoPlacesException.requirePlaces(encoder(), made);
    ClassTexts texts =
        ClassPrompts.encodeBesideExamples(
            encoder(),
            ClassSet.of(classes),
            ClassDescriptions.NONE,
            templates,
            List.of(),
            Notes.SILENT);
    return BankEdits.untaught(
        encoder().id(),
        new BankTexts(texts.features(), texts.prompts(), texts.templates()),
        Fitted.of(method, Parameters.of(made, encoder().defaults(method), Map.of()).asText()),
        new Provenance(
            Version.current(),
            "fixed",
            0,
            BankRecipe.usual().seed(),
            1,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            PictureReadings.of(shared.predictors().pipeline().reader().options())));
  }

  /** The texts of classes that a bank lacks; one that it has, where it lacks none. */
  private BankTexts lacking(Bank bank, String name, List<String> classes) throws IOException {
    List<String> names =
        classes.stream().filter(one -> bank.classes().index(one).isEmpty()).toList();
    if (names.isEmpty()) {
      return bank.texts();
    }
    BankBuilder.requireSameEncoder(bank, encoder(), name);
    ClassTexts texts =
        ClassPrompts.encodeBesideExamples(
            encoder(),
            ClassSet.of(names),
            ClassDescriptions.NONE,
            bank.templates(),
            List.of(),
            Notes.SILENT);
    return new BankTexts(texts.features(), texts.prompts(), texts.templates());
  }
}
