package io.glimpse.server;

import io.glimpse.server.bank.BankApi;
import io.glimpse.server.guard.Scope;
import io.javalin.config.RoutesConfig;

/** Which routes banks have, and who may ask them. */
final class BankRouting {

  private static final String BANKS = "/v1/banks";
  private static final String BANK = BANKS + "/{bank}";
  private static final String CLASS = BANK + "/classes/{class}";
  private static final String SHOT = BANK + "/shots/{shot}";
  private static final String SNAPSHOTS = BANK + "/snapshots";

  private BankRouting() {}

  static void add(RoutesConfig routes, Doorway doorway, BankApi api) {
    routes.get(BANKS, doorway.documented(api.banks()::list), Scope.READ);
    routes.get(BANK, doorway.documented(api.banks()::show), Scope.READ);
    routes.put(BANK, doorway.documented(api.banks()::put), Scope.WRITE);
    routes.delete(BANK, doorway.entered(api.banks()::delete), Scope.WRITE);

    routes.get(CLASS + "/shots", doorway.documented(api.classes()::shots), Scope.READ);
    routes.post(CLASS + "/shots", doorway.documented(api.shots()::add), Scope.WRITE);
    routes.patch(CLASS, doorway.documented(api.classes()::rename), Scope.WRITE);
    routes.delete(CLASS, doorway.documented(api.classes()::delete), Scope.WRITE);

    routes.get(SHOT, doorway.documented(api.shots()::show), Scope.READ);
    routes.patch(SHOT, doorway.documented(api.shots()::move), Scope.WRITE);
    routes.delete(SHOT, doorway.documented(api.shots()::delete), Scope.WRITE);
    routes.get(SHOT + "/thumbnail", doorway.entered(api.shots()::thumbnail), Scope.READ);

    routes.post(BANK + "/classify", doorway.documented(api.answers()::classify), Scope.READ);
    routes.get(BANK + "/check", doorway.documented(api.reviews()::check), Scope.READ);
    routes.post(BANK + "/suggest", doorway.documented(api.reviews()::suggest), Scope.READ);

    routes.get(BANK + "/history", doorway.documented(api.history()::history), Scope.READ);
    routes.post(BANK + "/undo", doorway.documented(api.history()::undo), Scope.WRITE);
    routes.post(BANK + "/restore", doorway.documented(api.history()::restore), Scope.WRITE);
    routes.get(SNAPSHOTS, doorway.documented(api.history()::snapshots), Scope.READ);
    routes.put(
        SNAPSHOTS + "/{snapshot}", doorway.documented(api.history()::snapshot), Scope.WRITE);
    routes.delete(
        SNAPSHOTS + "/{snapshot}", doorway.entered(api.history()::forget), Scope.WRITE);

    routes.get(BANK + "/file", doorway.entered(api.files()::get), Scope.READ);
    routes.put(BANK + "/file", doorway.documented(api.files()::put), Scope.WRITE);
  }
}
