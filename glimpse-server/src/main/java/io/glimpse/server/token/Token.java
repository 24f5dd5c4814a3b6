package io.glimpse.server.token;

import io.glimpse.server.document.TokensDocument;
import java.util.Locale;

/**
 * What is known of a token, but not the token.
 *
 * @param id by which it is revoked
 * @param name who has it
 * @param scope what it allows
 * @param created when, ISO 8601 in UTC
 */
public record Token(String id, String name, Scope scope, String created) {

  /**
   * What a token allows, by its name.
   *
   * @throws IllegalArgumentException if it is neither {@code read} nor {@code write}
   */
  public static Scope scope(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "read" -> Scope.READ;
      case "write" -> Scope.WRITE;
      default -> throw new IllegalArgumentException("a scope is read or write, not '" + name + "'");
    };
  }

  static Token of(TokensDocument.Stored stored) {
    return new Token(stored.id(), stored.name(), scope(stored.scope()), stored.created());
  }
}
