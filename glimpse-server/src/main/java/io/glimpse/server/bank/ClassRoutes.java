package io.glimpse.server.bank;

import com.fasterxml.jackson.databind.JsonNode;
import io.glimpse.bank.Bank;
import io.glimpse.database.BankEdits;
import io.glimpse.database.ChangeRequest;
import io.glimpse.database.ChangeResult;
import io.glimpse.database.Page;
import io.glimpse.database.StoreNames;
import io.glimpse.database.StoredShot;
import io.glimpse.encoder.ClassDescriptions;
import io.glimpse.json.StrictJson;
import io.glimpse.progress.Notes;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.shots.BankRenaming;
import io.glimpse.shots.BankStore;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/** Classes of banks: their shots, their names, their end. */
public final class ClassRoutes {

  private final BankContext shared;

  ClassRoutes(BankContext shared) {
    this.shared = shared;
  }

  /** {@code GET /v1/banks/{bank}/classes/{class}/shots}. */
  public BankDocuments.Shots shots(Context context, Ticket ticket) throws IOException {
    String bank = context.pathParam("bank");
    Page<StoredShot> page =
        shared.banks().shots(bank, context.pathParam("class"), Paging.of(context));
    return new BankDocuments.Shots(
        page.items().stream().map(shot -> BankDocuments.Shot.of(bank, shot)).toList(), page.next());
  }

  /** {@code PATCH /v1/banks/{bank}/classes/{class}}: another name. */
  public BankDocuments.Change rename(Context context, Ticket ticket) throws Exception {
    String name = context.pathParam("bank");
    String className = context.pathParam("class");
    JsonNode asked = shared.uploads().json(context.req(), ticket);
    String other = StoreNames.requireClass(StrictJson.text(asked.path("name"), "name"));
    ChangeRequest request = Conditions.of(context, asked.toString());
    Optional<ChangeResult> before = shared.banks().repeated(name, request);
    if (before.isPresent()) {
      return changed(context, before.get());
    }
    // Refused as it is in the store, before texts are encoded for it.
    BankStore.Change plain = BankEdits.rename(className, other);
    Bank bank = shared.banks().current(name).bank();
    plain.of(bank);
    BankStore.Change change =
        BankRenaming.needsTexts(bank, className)
            ? shared.admission().run(() -> ofTexts(bank, name, className, other))::to
            : plain;
    return changed(context, shared.banks().change(name, request, change));
  }

  private BankRenaming ofTexts(Bank bank, String name, String className, String other)
      throws IOException {
    return BankRenaming.ofTexts(
        bank,
        name,
        className,
        other,
        ClassDescriptions.NONE,
        shared.predictors().pipeline().encoder(),
        Notes.SILENT);
  }

  /** {@code DELETE /v1/banks/{bank}/classes/{class}}. */
  public BankDocuments.Change delete(Context context, Ticket ticket) throws IOException {
    return changed(
        context,
        shared
            .banks()
            .change(
                context.pathParam("bank"),
                Conditions.of(context, ""),
                BankEdits.removeClass(context.pathParam("class"))));
  }

  static BankDocuments.Change changed(Context context, ChangeResult result) {
    Conditions.tag(context, result.version());
    return new BankDocuments.Change(result.version(), result.entry().what());
  }
}
