package io.glimpse.cli.serve;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.cli.console.UsageException;
import io.glimpse.server.token.Scope;
import io.glimpse.server.token.Token;
import io.glimpse.server.token.TokenFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code glimpse token create}. */
@Command(
    name = "create",
    description = "Makes a token and shows it, once: only a digest of it is kept.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  glimpse token create --name camera --scope read")
final class TokenCreateCommand extends GlimpseCommand {

  @Option(
      names = "--name",
      paramLabel = "WHO",
      defaultValue = "token",
      description = "Who will have it, for the list and the history of banks; default: token.")
  String name = "token";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      required = true,
      description = "read to ask, write also to change banks.")
  String scope = "";

  @Mixin TokenDataOption data = new TokenDataOption();

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    TokenFile.Created created;
    try {
      Scope allowed = Token.scope(scope);
      created = data.tokens().create(name, allowed);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("token", created.secret());
    document.putAll(TokenListCommand.facts(created.token()));
    document.put("errors", List.of());
    console.printJson(document);
    console.print("%s", created.secret());
    console.note("this is shown once; send it as Authorization: Bearer TOKEN");
    return console.exitCode();
  }
}
