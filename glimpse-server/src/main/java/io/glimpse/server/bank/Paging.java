package io.glimpse.server.bank;

import io.glimpse.database.Page;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for: {@code limit} items behind {@code after}. */
final class Paging {

  private Paging() {}

  static Page.Request of(Context context) {
    String after = context.queryParam("after");
    String limit = context.queryParam("limit");
    int size = limit == null ? Page.Request.FIRST.size() : number(limit);
    return new Page.Request(size, after);
  }

  /** A version that is named in the query; null where none is. */
  static @Nullable Long version(Context context) {
    String text = context.queryParam("version");
    return text == null ? null : (Long) (long) number(text);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new ProblemException(
          Problem.UNUSABLE_VALUE, "limit and version must be whole numbers, not what was sent.", e);
    }
  }
}
