package io.glimpse.cli.serve;

import io.glimpse.cli.console.UsageException;
import io.glimpse.database.BankDatabase;
import io.glimpse.database.StoreLocation;
import io.glimpse.server.token.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where banks and tokens are kept. */
final class StoreOptions {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Keep banks and tokens there; default: $GLIMPSE_HOME/data, else glimpse in the platform's"
              + " folder for data.")
  @Nullable Path data;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "Keep banks in PostgreSQL, which several services may share: jdbc:postgresql://...; tokens"
              + " stay in --data.")
  @Nullable String url;

  /**
   * Where both are kept.
   *
   * @param folder of tokens, and of banks where no server holds them
   */
  record Place(Path folder, StoreLocation banks) {

    /**
     * Opens the banks.
     *
     * @param memory bytes of them that are kept in memory
     */
    BankDatabase open(long memory) throws IOException {
      return BankDatabase.open(banks, memory);
    }

    TokenFile tokens() {
      return new TokenFile(folder);
    }

    @Override
    public String toString() {
      return banks.toString();
    }
  }

  /** Where options, environment and file say. */
  Place place(Settings settings) {
    String folder = settings.text("data", data == null ? null : data.toString());
    String server = settings.text("store", url);
    Path named = folder == null ? DataFolder.usual() : Path.of(folder);
    try {
      return new Place(
          named, server == null ? StoreLocation.folder(named) : StoreLocation.parse(server));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--store: " + e.getMessage());
    }
  }
}
