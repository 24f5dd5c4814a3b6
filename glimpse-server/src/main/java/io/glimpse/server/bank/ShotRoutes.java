package io.glimpse.server.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.database.BankDatabaseException;
import io.glimpse.database.BankEdits;
import io.glimpse.database.ChangeRequest;
import io.glimpse.database.ChangeResult;
import io.glimpse.database.ShotPicture;
import io.glimpse.database.StoreNames;
import io.glimpse.document.ErrorDocument;
import io.glimpse.file.Input;
import io.glimpse.json.StrictJson;
import io.glimpse.progress.Monitor;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.answer.PictureWork;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.document.Paths;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.upload.Upload;
import io.glimpse.shots.BankAddition;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.BankKind;
import io.glimpse.shots.ShotEncoding;
import io.glimpse.shots.ShotId;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Shots of banks: add, show, move, take away. */
public final class ShotRoutes {

  private static final int CREATED = 201;

  private final BankContext shared;
  private final Thumbnails thumbnails;

  ShotRoutes(BankContext shared) {
    this.shared = shared;
    this.thumbnails = new Thumbnails(shared.predictors().pipeline());
  }

  /** A picture that is ready for a bank, with what is kept of it. */
  private record Ready(BankAddition addition, String id, ShotPicture picture) {}

  /** {@code POST /v1/banks/{bank}/classes/{class}/shots}: durable once it is answered. */
  public BankDocuments.Added add(Context context, Ticket ticket) throws Exception {
    String name = context.pathParam("bank");
    Upload upload = shared.uploads().read(context.req(), context.queryParamMap(), ticket);
    Bank bank = shared.banks().current(name).bank();
    String className = className(bank, context.pathParam("class"));
    Map<String, Input> images = new LinkedHashMap<>();
    for (Input image : upload.images()) {
      images.putIfAbsent(ShotId.of(image), image);
    }
    List<String> ids = List.copyOf(images.keySet());
    ChangeRequest request = Conditions.of(context, String.join(",", ids));
    Optional<ChangeResult> before = shared.banks().repeated(name, request);
    Map<String, Input> others = new LinkedHashMap<>(images);
    // What was added when the same key came before may be of another class by now.
    before.ifPresent(result -> others.keySet().removeAll(result.added()));
    ShotConflicts conflicts = ShotConflicts.in(bank, className, others);
    if (before.isPresent() && others.isEmpty()) {
      return added(context, name, before.get(), ids, List.of(), conflicts);
    }
    Map<String, Input> free = new LinkedHashMap<>(images);
    free.keySet().removeIf(conflicts::has);
    if (free.isEmpty()) {
      // Only what was done when the same key came before is not refused.
      ChangeResult result =
          shared
              .banks()
              .change(
                  name,
                  request,
                  now -> {
                    throw conflicts.refusal(name);
                  });
      return added(context, name, result, ids, conflicts.errors(), conflicts);
    }
    Failures failures = new Failures();
    BankBuilder builder =
        new BankBuilder(shared.predictors().pipeline(), failures, Monitor.NONE)
            .withClouds(shared.predictors().clouds());
    ShotEncoding encoding = builder.encoding(bank, name);
    BankKind kind = BankKind.of(bank);
    return shared
        .work()
        .run(
            List.copyOf(free.values()),
            encoding::of,
            image -> {
              kind.require(image.input());
              return new Ready(
                  builder.addition(bank, name, className, encoding, List.of(image)),
                  ShotId.of(image.input()),
                  thumbnails.of(image.input()));
            },
            (List<PictureWork.Outcome<Ready>> outcomes) -> {
              // Of pictures that were not added before it is said again what is wrong.
              ChangeResult result =
                  before.isPresent()
                      ? before.get()
                      : change(name, className, request, free, outcomes);
              List<ErrorDocument> errors = new ArrayList<>(conflicts.errors());
              errors.addAll(PictureWork.errors(outcomes));
              errors.addAll(failures.errors());
              return added(context, name, result, ids, errors, conflicts);
            });
  }

  private static String className(Bank bank, String asked) throws BankDatabaseException {
    OptionalInt known = bank.classes().find(asked);
    return known.isPresent()
        ? bank.classes().name(known.getAsInt())
        : StoreNames.requireClass(asked);
  }

  private ChangeResult change(
      String name,
      String className,
      ChangeRequest request,
      Map<String, Input> images,
      List<PictureWork.Outcome<Ready>> outcomes)
      throws IOException {
    List<Ready> ready =
        outcomes.stream().map(PictureWork.Outcome::value).filter(Objects::nonNull).toList();
    BankAddition addition = BankAddition.joined(ready.stream().map(Ready::addition).toList());
    Map<String, ShotPicture> pictures =
        ready.stream().collect(Collectors.toMap(Ready::id, Ready::picture));
    return shared
        .banks()
        .change(
            name,
            request.with(pictures),
            now -> {
              ShotConflicts.in(now, className, images).requireNone(name);
              return addition.to(now);
            });
  }

  private static BankDocuments.Added added(
      Context context,
      String name,
      ChangeResult result,
      List<String> ids,
      List<ErrorDocument> errors,
      ShotConflicts conflicts) {
    Bank bank = result.snapshot().bank();
    List<String> there =
        ids.stream()
            .filter(id -> result.added().contains(id) || bank.classOf(id).isPresent())
            .filter(id -> !conflicts.has(id))
            .toList();
    String first = there.isEmpty() ? ids.get(0) : there.get(0);
    if (result.outcome() != ChangeResult.Outcome.UNCHANGED) {
      context.status(CREATED);
      context.header("Location", Paths.shot(name, first));
    }
    Conditions.tag(context, result.version());
    return new BankDocuments.Added(first, there, result.version(), errors, conflicts.list());
  }

  /** {@code GET /v1/banks/{bank}/shots/{shot}}. */
  public BankDocuments.Shot show(Context context, Ticket ticket) throws IOException {
    String bank = context.pathParam("bank");
    return BankDocuments.Shot.of(bank, shared.banks().shot(bank, context.pathParam("shot")));
  }

  /** {@code PATCH /v1/banks/{bank}/shots/{shot}}: another class. */
  public BankDocuments.Change move(Context context, Ticket ticket) throws IOException {
    JsonNode asked = shared.uploads().json(context.req(), ticket);
    String className = StrictJson.text(asked.path("class"), "class");
    return ClassRoutes.changed(
        context,
        shared
            .banks()
            .change(
                context.pathParam("bank"),
                Conditions.of(context, asked.toString()),
                BankEdits.relabel(context.pathParam("shot"), className)));
  }

  /** {@code DELETE /v1/banks/{bank}/shots/{shot}}. */
  public BankDocuments.Change delete(Context context, Ticket ticket) throws IOException {
    return ClassRoutes.changed(
        context,
        shared
            .banks()
            .change(
                context.pathParam("bank"),
                Conditions.of(context, ""),
                BankEdits.removeShot(context.pathParam("shot"))));
  }

  /** {@code GET /v1/banks/{bank}/shots/{shot}/thumbnail}. */
  public void thumbnail(Context context, Ticket ticket) throws IOException {
    ShotPicture picture =
        shared
            .banks()
            .picture(context.pathParam("bank"), context.pathParam("shot"))
            .filter(kept -> kept.mediaType().equals(Thumbnails.MEDIA_TYPE))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.NOT_FOUND,
                        "Of this shot no picture is kept; it came with a bank's file, or is a point"
                            + " cloud."));
    // A shot is named by its content, and so never becomes another picture.
    context.header("Cache-Control", "private, max-age=31536000, immutable");
    context.contentType(Thumbnails.MEDIA_TYPE).result(picture.thumbnail());
  }
}
