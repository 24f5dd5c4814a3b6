package io.glimpse.server.token;

/** What a token allows. */
public enum Scope {
  /** To ask, which changes nothing. */
  READ,
  /** To change something, too. */
  WRITE;

  /** Whether who may do this may do what is wanted. */
  public boolean covers(Scope wanted) {
    return compareTo(wanted) >= 0;
  }
}
