package io.glimpse.server.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.glimpse.database.ChangeRequest;
import io.glimpse.database.HistoryEntry;
import io.glimpse.database.Page;
import io.glimpse.json.StrictJson;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;

/** What became of a bank, and ways back. */
public final class HistoryRoutes {

  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;
  private static final String VERSION = "version";

  private final BankContext shared;

  HistoryRoutes(BankContext shared) {
    this.shared = shared;
  }

  /** {@code GET /v1/banks/{bank}/history}. */
  public BankDocuments.History history(Context context, Ticket ticket) throws IOException {
    Page<HistoryEntry> page = shared.banks().history(context.pathParam("bank"), Paging.of(context));
    return new BankDocuments.History(
        page.items().stream().map(BankDocuments.Entry::of).toList(), page.next());
  }

  /** {@code POST /v1/banks/{bank}/undo}: of the last change, or of one that the body names. */
  public BankDocuments.Change undo(Context context, Ticket ticket) throws IOException {
    String bank = context.pathParam("bank");
    boolean isEmpty = context.req().getContentType() == null;
    JsonNode asked =
        isEmpty
            ? MissingNode.getInstance()
            : shared.uploads().json(context.req(), ticket).path(VERSION);
    ChangeRequest request = Conditions.of(context, asked.toString());
    return ClassRoutes.changed(
        context,
        asked.isMissingNode()
            ? shared.banks().undo(bank, request)
            : shared.banks().undo(bank, version(asked), request));
  }

  private static long version(JsonNode asked) {
    return StrictJson.whole(asked, VERSION, 1, Long.MAX_VALUE);
  }

  /** {@code POST /v1/banks/{bank}/restore}: to a version, or to a snapshot by its name. */
  public BankDocuments.Change restore(Context context, Ticket ticket) throws IOException {
    String bank = context.pathParam("bank");
    JsonNode asked = shared.uploads().json(context.req(), ticket);
    boolean named = asked.has("snapshot");
    if (named == asked.has(VERSION)) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          "Name either a version, as in {\"version\": 3}, or a snapshot, as in {\"snapshot\":"
              + " \"monday\"}.");
    }
    long version =
        named
            ? shared
                .banks()
                .snapshotOf(bank, StrictJson.text(asked.path("snapshot"), "snapshot"))
                .version()
            : version(asked.path(VERSION));
    return ClassRoutes.changed(
        context, shared.banks().restore(bank, version, Conditions.of(context, asked.toString())));
  }

  /** {@code GET /v1/banks/{bank}/snapshots}. */
  public BankDocuments.Snapshots snapshots(Context context, Ticket ticket) throws IOException {
    return new BankDocuments.Snapshots(
        shared.banks().snapshots(context.pathParam("bank")).stream()
            .map(BankDocuments.Snapshot::of)
            .toList());
  }

  /** {@code PUT /v1/banks/{bank}/snapshots/{snapshot}}: names the version of now. */
  public BankDocuments.Snapshot snapshot(Context context, Ticket ticket) throws IOException {
    BankDocuments.Snapshot named =
        BankDocuments.Snapshot.of(
            shared
                .banks()
                .snapshot(
                    context.pathParam("bank"),
                    context.pathParam("snapshot"),
                    Conditions.of(context, "")));
    context.status(CREATED);
    return named;
  }

  /** {@code DELETE /v1/banks/{bank}/snapshots/{snapshot}}: the version stays. */
  public void forget(Context context, Ticket ticket) throws IOException {
    String snapshot = context.pathParam("snapshot");
    ChangeRequest request = Conditions.of(context, "");
    if (!shared.banks().forgetSnapshot(context.pathParam("bank"), snapshot, request)) {
      throw new ProblemException(
          Problem.NOT_FOUND,
          "There is no snapshot '" + snapshot + "'. GET .../snapshots lists them.");
    }
    context.status(NO_CONTENT);
  }
}
