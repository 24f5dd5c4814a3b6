package io.glimpse.server.bank;

import io.glimpse.database.ChangeRequest;
import io.glimpse.file.Sha256;
import io.glimpse.server.guard.Caller;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** On what condition a change is made, and how often, as the headers of a request say it. */
final class Conditions {

  private static final Pattern VERSION = Pattern.compile("\"(\\d{1,18})\"");

  private static final int LONGEST_KEY = 200;

  private Conditions() {}

  /**
   * The request for a change: by whom, {@code If-Match} for the version that must be there, {@code
   * Idempotency-Key} for what is done once however often it comes.
   *
   * @param content what is asked for beside method and path, so that a key stands for it alone
   */
  static ChangeRequest of(Context context, String content) {
    ChangeRequest request = ChangeRequest.by(Caller.of(context));
    String match = context.header("If-Match");
    if (match != null && !match.strip().equals("*")) {
      request = request.ifVersion(version(match.strip()));
    }
    String key = context.header("Idempotency-Key");
    if (key == null) {
      return request;
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw new ProblemException(
          Problem.MALFORMED, "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
    }
    String asked = context.method() + " " + context.path() + "\n" + content;
    return request.once(key, Sha256.hex(asked.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Whether {@code If-None-Match: *} says that there must be nothing yet.
   *
   * @throws ProblemException if it says anything else, which no change of a bank can mean
   */
  static boolean mustBeNew(Context context) {
    String match = context.header("If-None-Match");
    if (match == null) {
      return false;
    }
    if (!match.strip().equals("*")) {
      throw new ProblemException(
          Problem.MALFORMED,
          "If-None-Match can only be *, for a bank that is to be made if there is none.");
    }
    return true;
  }

  /**
   * Refuses {@code If-Match} where there is nothing yet.
   *
   * @param name of the bank that is not there
   */
  static void requireNoVersion(Context context, String name) {
    if (context.header("If-Match") != null) {
      throw new ProblemException(
          Problem.VERSION_CONFLICT,
          "There is no bank '" + name + "', so it has no version. Leave If-Match out to make it.");
    }
  }

  private static long version(String match) {
    Matcher matcher = VERSION.matcher(match);
    if (!matcher.matches()) {
      throw new ProblemException(
          Problem.MALFORMED,
          "If-Match must be the ETag that the bank was given with, such as \"3\", or *.");
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Says which version of a bank the answer is of. */
  static void tag(Context context, long version) {
    context.header("ETag", "\"" + version + "\"");
  }
}
