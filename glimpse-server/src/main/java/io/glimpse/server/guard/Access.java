package io.glimpse.server.guard;

import io.glimpse.server.token.Scope;
import io.javalin.security.RouteRole;
import org.jspecify.annotations.Nullable;

/** Who may ask a route. */
public enum Access implements RouteRole {
  /** Anybody. */
  OPEN(null),
  /** Who may read. */
  READ(Scope.READ),
  /** Who may write. */
  WRITE(Scope.WRITE);

  private final @Nullable Scope needed;

  Access(@Nullable Scope needed) {
    this.needed = needed;
  }

  /** What a token must allow; null where none is needed. */
  @Nullable Scope needed() {
    return needed;
  }
}
