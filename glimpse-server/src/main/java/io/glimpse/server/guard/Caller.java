package io.glimpse.server.guard;

import io.javalin.http.Context;

/** Who asks, for the history of banks. */
public final class Caller {

  private static final String NAME = "caller";

  private Caller() {}

  /** The name of the token that a request came with; empty where none was needed. */
  public static String of(Context context) {
    String name = context.attribute(NAME);
    return name == null ? "" : name;
  }

  static void set(Context context, String name) {
    context.attribute(NAME, name);
  }
}
