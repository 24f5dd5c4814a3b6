package io.glimpse.server.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.HistoryEntry;
import io.glimpse.database.Page;
import io.glimpse.json.StrictJson;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.upload.Uploads;
import io.javalin.http.Context;
import java.io.IOException;

/** What became of a bank, and ways back. */
public final class HistoryRoutes {

  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final BankDatabase banks;
  private final Uploads uploads;

  HistoryRoutes(BankDatabase banks, Uploads uploads) {
    this.banks = banks;
    this.uploads = uploads;
  }

  /** {@code GET /v1/banks/{bank}/history}. */
  public BankDocuments.History history(Context context, Ticket ticket) throws IOException {
    Page<HistoryEntry> page = banks.history(context.pathParam("bank"), Paging.of(context));
    return new BankDocuments.History(
        page.items().stream().map(BankDocuments.Entry::of).toList(), page.next());
  }

  /** {@code POST /v1/banks/{bank}/undo}. */
  public BankDocuments.Change undo(Context context, Ticket ticket) throws IOException {
    return ClassRoutes.changed(
        context, banks.undo(context.pathParam("bank"), Conditions.of(context, "")));
  }

  /** {@code POST /v1/banks/{bank}/restore}: to a version, or to a snapshot by its name. */
  public BankDocuments.Change restore(Context context, Ticket ticket) throws IOException {
    String bank = context.pathParam("bank");
    JsonNode asked = uploads.json(context.req(), ticket);
    boolean named = asked.has("snapshot");
    if (named == asked.has("version")) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          "Name either a version, as in {\"version\": 3}, or a snapshot, as in {\"snapshot\":"
              + " \"monday\"}.");
    }
    long version =
        named
            ? banks.snapshotOf(bank, StrictJson.text(asked.path("snapshot"), "snapshot")).version()
            : StrictJson.whole(asked.path("version"), "version", 1, Long.MAX_VALUE);
    return ClassRoutes.changed(
        context, banks.restore(bank, version, Conditions.of(context, asked.toString())));
  }

  /** {@code GET /v1/banks/{bank}/snapshots}. */
  public BankDocuments.Snapshots snapshots(Context context, Ticket ticket) throws IOException {
    return new BankDocuments.Snapshots(
        banks.snapshots(context.pathParam("bank")).stream()
            .map(BankDocuments.Snapshot::of)
            .toList());
  }

  /** {@code PUT /v1/banks/{bank}/snapshots/{snapshot}}: names the version of now. */
  public BankDocuments.Snapshot snapshot(Context context, Ticket ticket) throws IOException {
    BankDocuments.Snapshot named =
        BankDocuments.Snapshot.of(
            banks.snapshot(
                context.pathParam("bank"),
                context.pathParam("snapshot"),
                Conditions.of(context, "")));
    context.status(CREATED);
    return named;
  }

  /** {@code DELETE /v1/banks/{bank}/snapshots/{snapshot}}: the version stays. */
  public void forget(Context context, Ticket ticket) throws IOException {
    String snapshot = context.pathParam("snapshot");
    if (!banks.forgetSnapshot(context.pathParam("bank"), snapshot)) {
      throw new ProblemException(
          Problem.NOT_FOUND,
          "There is no snapshot '" + snapshot + "'. GET .../snapshots lists them.");
    }
    context.status(NO_CONTENT);
  }
}
