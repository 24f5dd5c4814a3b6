package io.glimpse.server.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.bank.Shot;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.BankEdits;
import io.glimpse.database.ChangeRequest;
import io.glimpse.database.ChangeResult;
import io.glimpse.database.ShotPicture;
import io.glimpse.database.StoreNames;
import io.glimpse.document.ErrorDocument;
import io.glimpse.file.Input;
import io.glimpse.json.StrictJson;
import io.glimpse.progress.Monitor;
import io.glimpse.server.admission.Admission;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.document.Paths;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.upload.Upload;
import io.glimpse.server.upload.Uploads;
import io.glimpse.shots.BankAddition;
import io.glimpse.shots.BankBuilder;
import io.glimpse.shots.ShotId;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shots of banks: add, show, move, take away. */
public final class ShotRoutes {

  private static final int CREATED = 201;

  private final BankDatabase banks;
  private final BankPredictors predictors;
  private final Admission admission;
  private final Uploads uploads;
  private final Thumbnails thumbnails;

  ShotRoutes(BankDatabase banks, BankPredictors predictors, Admission admission, Uploads uploads) {
    this.banks = banks;
    this.predictors = predictors;
    this.admission = admission;
    this.uploads = uploads;
    this.thumbnails = new Thumbnails(predictors.pipeline());
  }

  /** Shots that are ready for a bank, with what is kept of their pictures. */
  private record Ready(BankAddition addition, Map<String, ShotPicture> pictures) {}

  /** {@code POST /v1/banks/{bank}/classes/{class}/shots}: durable once it is answered. */
  public BankDocuments.Added add(Context context, Ticket ticket) throws Exception {
    String name = context.pathParam("bank");
    Upload upload = uploads.read(context.req(), context.queryParamMap(), ticket);
    Bank bank = banks.current(name).bank();
    String className = context.pathParam("class");
    if (bank.classes().find(className).isEmpty()) {
      StoreNames.requireClass(className);
    }
    List<String> ids = new ArrayList<>();
    for (Input image : upload.images()) {
      ids.add(ShotId.of(image));
    }
    ChangeRequest request = Conditions.of(context, String.join(",", ids));
    Failures failures = new Failures();
    Optional<ChangeResult> before = banks.repeated(name, request);
    if (before.isPresent()) {
      // What was added may be elsewhere by now; of the others it is said again what is wrong.
      List<Input> others = without(before.get().added(), upload.images());
      if (!others.isEmpty()) {
        admission.run(() -> ready(bank, name, className, others, failures));
      }
      return added(context, name, before.get(), ids, failures.errors());
    }
    Ready ready = admission.run(() -> ready(bank, name, className, upload.images(), failures));
    requireAny(upload.images(), failures.errors());
    ChangeResult result = banks.change(name, request.with(ready.pictures()), ready.addition()::to);
    return added(context, name, result, ids, failures.errors());
  }

  private static List<Input> without(List<String> ids, List<Input> images) throws IOException {
    List<Input> others = new ArrayList<>();
    for (Input image : images) {
      if (!ids.contains(ShotId.of(image))) {
        others.add(image);
      }
    }
    return others;
  }

  private Ready ready(
      Bank bank, String name, String className, List<Input> images, Failures failures)
      throws IOException {
    BankAddition addition =
        new BankBuilder(predictors.pipeline(), failures, Monitor.NONE)
            .withClouds(predictors.clouds())
            .encode(bank, name, className, images);
    Set<String> wanted = new HashSet<>();
    for (Shot shot : addition.shots()) {
      wanted.add(shot.id());
    }
    Map<String, ShotPicture> pictures = new HashMap<>();
    for (Input image : images) {
      String id = ShotId.of(image);
      if (wanted.remove(id)) {
        pictures.put(id, thumbnails.of(image));
      }
    }
    return new Ready(addition, pictures);
  }

  private static void requireAny(List<Input> images, List<ErrorDocument> errors) {
    if (errors.size() == images.size()) {
      // Also of one picture: its sentence says what is wrong with it.
      throw images.size() == 1
          ? new ProblemException(Problem.UNUSABLE_IMAGE, errors.get(0).error())
          : ProblemException.ofImages(
              "None of the %d pictures can be used; errors says why. Send others."
                  .formatted(images.size()),
              errors);
    }
  }

  private static BankDocuments.Added added(
      Context context,
      String name,
      ChangeResult result,
      List<String> ids,
      List<ErrorDocument> errors) {
    Bank bank = result.snapshot().bank();
    List<String> there =
        ids.stream()
            .distinct()
            .filter(id -> result.added().contains(id) || bank.classOf(id).isPresent())
            .toList();
    String first = there.isEmpty() ? ids.get(0) : there.get(0);
    if (result.outcome() != ChangeResult.Outcome.UNCHANGED) {
      context.status(CREATED);
      context.header("Location", Paths.shot(name, first));
    }
    Conditions.tag(context, result.version());
    return new BankDocuments.Added(first, there, result.version(), errors);
  }

  /** {@code GET /v1/banks/{bank}/shots/{shot}}. */
  public BankDocuments.Shot show(Context context, Ticket ticket) throws IOException {
    String bank = context.pathParam("bank");
    return BankDocuments.Shot.of(bank, banks.shot(bank, context.pathParam("shot")));
  }

  /** {@code PATCH /v1/banks/{bank}/shots/{shot}}: another class. */
  public BankDocuments.Change move(Context context, Ticket ticket) throws IOException {
    JsonNode asked = uploads.json(context.req(), ticket);
    String className = StrictJson.text(asked.path("class"), "class");
    return ClassRoutes.changed(
        context,
        banks.change(
            context.pathParam("bank"),
            Conditions.of(context, asked.toString()),
            BankEdits.relabel(context.pathParam("shot"), className)));
  }

  /** {@code DELETE /v1/banks/{bank}/shots/{shot}}. */
  public BankDocuments.Change delete(Context context, Ticket ticket) throws IOException {
    return ClassRoutes.changed(
        context,
        banks.change(
            context.pathParam("bank"),
            Conditions.of(context, ""),
            BankEdits.removeShot(context.pathParam("shot"))));
  }

  /** {@code GET /v1/banks/{bank}/shots/{shot}/thumbnail}. */
  public void thumbnail(Context context, Ticket ticket) throws IOException {
    ShotPicture picture =
        banks
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
