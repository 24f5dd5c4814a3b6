package io.glimpse.server.bank;

import io.glimpse.bank.Bank;
import io.glimpse.bank.BankFile;
import io.glimpse.database.BankSnapshot;
import io.glimpse.database.ChangeRequest;
import io.glimpse.database.ChangeResult;
import io.glimpse.database.StoreNames;
import io.glimpse.file.Sha256;
import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.problem.ProblemMapper;
import io.glimpse.shots.BankBuilder;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET} and {@code PUT /v1/banks/{bank}/file}: a bank as the single file of the command line.
 */
public final class FileRoutes {

  private static final String ENDING = ".bank";

  private final BankContext shared;

  FileRoutes(BankContext shared) {
    this.shared = shared;
  }

  /** The bank as it is, or as it was at {@code version}. */
  public void get(Context context, Ticket ticket) throws Exception {
    String name = context.pathParam("bank");
    Long version = Paging.version(context);
    BankSnapshot snapshot = snapshot(name, version);
    BankPredictors.requireTaught(snapshot, "to write");
    byte[] bytes = shared.admission().run(() -> BankFile.toBytes(snapshot.bank()));
    Conditions.tag(context, snapshot.version());
    // A name of any script, in the one form that holds it and nothing else.
    String file = URLEncoder.encode(name + ENDING, StandardCharsets.UTF_8).replace("+", "%20");
    context.header("Content-Disposition", "attachment; filename*=UTF-8''" + file);
    context.contentType("application/octet-stream").result(bytes);
  }

  private BankSnapshot snapshot(String name, @Nullable Long version) throws IOException {
    return version == null ? shared.banks().current(name) : shared.banks().at(name, version);
  }

  /** A bank in the place of the one of that name, whose history goes on; or a new one. */
  public BankDocuments.Bank put(Context context, Ticket ticket) throws Exception {
    String name = StoreNames.requireBank(context.pathParam("bank"));
    byte[] bytes = shared.uploads().bodies().read(context.req(), ticket);
    Bank bank = shared.admission().run(() -> read(name, bytes));
    ChangeRequest request = Conditions.of(context, Sha256.hex(bytes));
    // A damaged one can be replaced, so that it is not read to see whether it is there.
    boolean isNew = Conditions.mustBeNew(context) || shared.banks().version(name).isEmpty();
    ChangeResult result =
        isNew
            ? BankPlacing.create(shared.banks(), context, name, bank, request)
            : shared.banks().replace(name, bank, request);
    return BankPlacing.placed(shared.banks(), context, name, result);
  }

  private Bank read(String name, byte[] bytes) throws IOException {
    Bank read;
    try {
      read = BankFile.read(name, bytes);
    } catch (IOException e) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE,
          ProblemMapper.sentence(e) + ". Send the file of a bank, whole and as it was written.",
          e);
    }
    BankBuilder.requireSameEncoder(read, shared.predictors().pipeline().encoder(), name);
    return read;
  }
}
