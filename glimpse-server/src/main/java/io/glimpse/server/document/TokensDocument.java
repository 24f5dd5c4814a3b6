package io.glimpse.server.document;

import java.util.List;

/** The file of tokens. */
public record TokensDocument(List<Stored> tokens) {

  public TokensDocument {
    tokens = List.copyOf(tokens);
  }

  /**
   * A token as it is kept: whoever reads this cannot use it.
   *
   * @param id by which it is revoked
   * @param name who has it, for people and for the history of banks
   * @param scope {@code read} or {@code write}
   * @param sha256 of the token, in hex; it is as random as the digest, so that no salt is needed
   * @param created when, ISO 8601 in UTC
   */
  public record Stored(String id, String name, String scope, String sha256, String created) {}
}
