package io.glimpse.server.bank;

import io.glimpse.bank.Bank;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.BankDatabaseException;
import io.glimpse.database.BankDatabaseException.Trouble;
import io.glimpse.database.ChangeRequest;
import io.glimpse.database.ChangeResult;
import io.glimpse.database.HistoryEntry;
import io.glimpse.server.document.BankDocuments;
import io.glimpse.server.document.Paths;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.javalin.http.Context;
import java.io.IOException;

/** Puts banks in their places: what {@code PUT} of a bank and of its file have in common. */
final class BankPlacing {

  private static final int CREATED = 201;

  private BankPlacing() {}

  /**
   * Makes a bank.
   *
   * @throws ProblemException as a failed precondition, if there is one and {@code If-None-Match: *}
   *     said that there must not be
   */
  static ChangeResult create(
      BankDatabase banks, Context context, String name, Bank bank, ChangeRequest request)
      throws IOException {
    Conditions.requireNoVersion(context, name);
    try {
      return banks.create(name, bank, request);
    } catch (BankDatabaseException e) {
      if (e.trouble() == Trouble.ALREADY_EXISTS && Conditions.mustBeNew(context)) {
        throw new ProblemException(
            Problem.VERSION_CONFLICT,
            "There is a bank '" + name + "' already. Leave If-None-Match out to change it.",
            e);
      }
      throw e;
    }
  }

  /** The answer, which says whether the bank was made, and where it is then. */
  static BankDocuments.Bank placed(
      BankDatabase banks, Context context, String name, ChangeResult result) throws IOException {
    boolean made =
        result.outcome() != ChangeResult.Outcome.UNCHANGED
            && result.entry().kind() == HistoryEntry.Kind.CREATE;
    if (made) {
      context.status(CREATED);
      context.header("Location", Paths.bank(name));
    }
    Conditions.tag(context, result.version());
    return BankDocuments.Bank.of(banks.summary(name));
  }
}
