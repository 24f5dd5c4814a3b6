package io.glimpse.server;

import io.glimpse.database.StoreLocation;

/** Banks in a file of SQLite. */
class SqliteBankLifeTest extends BankLifeContractTest {

  @Override
  protected StoreLocation location() {
    return StoreLocation.folder(folder);
  }
}
