package io.glimpse.server.guard;

import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.glimpse.server.token.Scope;
import io.glimpse.server.token.Token;
import io.glimpse.server.token.TokenFile;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;

/**
 * Asks for a token where one is needed: on every route that is not open to anybody, as soon as
 * there is any token, and always where other machines can reach the service.
 */
public final class Authorisation {

  private static final String BEARER = "Bearer ";

  private final TokenFile tokens;
  private final boolean always;

  /**
   * By the tokens of a file.
   *
   * @param always whether a token is needed though there is none
   */
  public Authorisation(TokenFile tokens, boolean always) {
    this.tokens = tokens;
    this.always = always;
  }

  /** Whether requests need a token now. */
  public boolean isNeeded() throws IOException {
    return always || !tokens.isEmpty();
  }

  /**
   * Lets a request to a route pass.
   *
   * @throws ProblemException if it has no token that allows what the route does
   */
  public void check(Context context) throws IOException {
    Scope wanted = access(context).needed();
    if (wanted == null || !isNeeded()) {
      return;
    }
    Token token =
        shown(context)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.UNAUTHENTICATED,
                        "Send a token of this service, as in Authorization: Bearer glimpse_..."));
    if (!token.scope().covers(wanted)) {
      throw new ProblemException(
          Problem.FORBIDDEN, "The token may only read. Use one with the scope write.");
    }
    Caller.set(context, token.name());
  }

  private Optional<Token> shown(Context context) throws IOException {
    String header = context.header("Authorization");
    return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.empty()
        : tokens.find(header.substring(BEARER.length()).strip());
  }

  /** A route that nobody gave a scope changes something for all that is known. */
  private static Access access(Context context) {
    return context.routeRoles().stream()
        .filter(Access.class::isInstance)
        .map(Access.class::cast)
        .findFirst()
        .orElse(Access.WRITE);
  }
}
