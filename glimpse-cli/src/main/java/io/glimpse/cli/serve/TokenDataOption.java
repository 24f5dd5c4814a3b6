package io.glimpse.cli.serve;

import io.glimpse.server.token.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says whose tokens are meant. */
final class TokenDataOption {

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of the service; default: $GLIMPSE_DATA, else as for 'glimpse serve'.")
  @Nullable Path data;

  TokenFile tokens() throws IOException {
    String folder =
        Settings.of(null, System::getenv).text("data", data == null ? null : data.toString());
    return new TokenFile(folder == null ? DataFolder.usual() : Path.of(folder));
  }
}
