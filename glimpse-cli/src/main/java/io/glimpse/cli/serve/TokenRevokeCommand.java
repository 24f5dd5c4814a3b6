package io.glimpse.cli.serve;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.server.token.TokenFile;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code glimpse token revoke}. */
@Command(
    name = "revoke",
    description = "Ends tokens: a running service refuses them from the next request on.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  glimpse token revoke 3fa9c2d1")
final class TokenRevokeCommand extends GlimpseCommand {

  @Parameters(arity = "1..*", paramLabel = "ID", description = "As 'glimpse token list' has them.")
  List<String> ids = List.of();

  @Mixin TokenDataOption data = new TokenDataOption();

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    TokenFile tokens = data.tokens();
    for (String id : ids) {
      if (tokens.revoke(id)) {
        console.print("%s is revoked", id);
      } else {
        console.failed(id, id + ": there is no such token; 'glimpse token list' names them");
      }
    }
    console.printJson(Map.of("errors", console.errors()));
    return console.exitCode();
  }
}
