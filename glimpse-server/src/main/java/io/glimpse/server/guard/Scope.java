package io.glimpse.server.guard;

import io.javalin.security.RouteRole;

/** What a request must be allowed to do, by its route. */
public enum Scope implements RouteRole {
  /** Anybody may. */
  OPEN,
  /** To ask, which changes nothing. */
  READ,
  /** To change something. */
  WRITE;

  /** Whether who may do this may do what a route wants. */
  public boolean covers(Scope wanted) {
    return compareTo(wanted) >= 0;
  }
}
