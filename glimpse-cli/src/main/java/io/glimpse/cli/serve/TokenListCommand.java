package io.glimpse.cli.serve;

import io.glimpse.cli.console.Console;
import io.glimpse.cli.console.GlimpseCommand;
import io.glimpse.server.token.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code glimpse token list}. */
@Command(
    name = "list",
    description = "Lists the tokens of a service, but not what is to be sent for them.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = "  glimpse token list --json")
final class TokenListCommand extends GlimpseCommand {

  @Mixin TokenDataOption data = new TokenDataOption();

  @Override
  public boolean usesEncoder() {
    return false;
  }

  @Override
  protected int run(Console console) throws Exception {
    List<Token> tokens = data.tokens().list();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("tokens", tokens.stream().map(TokenListCommand::facts).toList());
    document.put("errors", List.of());
    console.printJson(document);
    if (tokens.isEmpty()) {
      console.print("there is no token");
    }
    for (Token token : tokens) {
      console.printLine(
          "%s  %-5s  %s  %s".formatted(token.id(), scope(token), token.created(), token.name()));
    }
    return console.exitCode();
  }

  static Map<String, Object> facts(Token token) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", token.id());
    facts.put("name", token.name());
    facts.put("scope", scope(token));
    facts.put("created", token.created());
    return facts;
  }

  private static String scope(Token token) {
    return token.scope().name().toLowerCase(Locale.ROOT);
  }
}
