package io.glimpse.server;

import io.glimpse.server.bank.BankApi;
import io.glimpse.server.guard.Access;
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
    routes.get(BANKS, doorway.documented(api.banks()::list), Access.READ);
    routes.get(BANK, doorway.documented(api.banks()::show), Access.READ);
    routes.put(BANK, doorway.documented(api.banks()::put), Access.WRITE);
    routes.delete(BANK, doorway.entered(api.banks()::delete), Access.WRITE);

    routes.get(CLASS + "/shots", doorway.documented(api.classes()::shots), Access.READ);
    routes.post(CLASS + "/shots", doorway.documented(api.shots()::add), Access.WRITE);
    routes.patch(CLASS, doorway.documented(api.classes()::rename), Access.WRITE);
    routes.delete(CLASS, doorway.documented(api.classes()::delete), Access.WRITE);

    routes.get(SHOT, doorway.documented(api.shots()::show), Access.READ);
    routes.patch(SHOT, doorway.documented(api.shots()::move), Access.WRITE);
    routes.delete(SHOT, doorway.documented(api.shots()::delete), Access.WRITE);
    routes.get(SHOT + "/thumbnail", doorway.entered(api.shots()::thumbnail), Access.READ);

    routes.post(BANK + "/classify", doorway.documented(api.answers()::classify), Access.READ);
    routes.get(BANK + "/check", doorway.documented(api.reviews()::check), Access.READ);
    routes.post(BANK + "/suggest", doorway.documented(api.reviews()::suggest), Access.READ);

    routes.get(BANK + "/history", doorway.documented(api.history()::history), Access.READ);
    routes.post(BANK + "/undo", doorway.documented(api.history()::undo), Access.WRITE);
    routes.post(BANK + "/restore", doorway.documented(api.history()::restore), Access.WRITE);
    routes.get(SNAPSHOTS, doorway.documented(api.history()::snapshots), Access.READ);
    routes.put(
        SNAPSHOTS + "/{snapshot}", doorway.documented(api.history()::snapshot), Access.WRITE);
    routes.delete(SNAPSHOTS + "/{snapshot}", doorway.entered(api.history()::forget), Access.WRITE);

    routes.get(BANK + "/file", doorway.entered(api.files()::get), Access.READ);
    routes.put(BANK + "/file", doorway.documented(api.files()::put), Access.WRITE);
  }
}
