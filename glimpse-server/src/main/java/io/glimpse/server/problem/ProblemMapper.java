package io.glimpse.server.problem;

import io.glimpse.database.BankDatabaseException;
import io.glimpse.file.InputException;
import io.glimpse.file.Remediable;
import io.glimpse.file.Remedy;
import io.glimpse.image.ImageException;
import io.glimpse.json.MalformedJsonException;
import io.glimpse.method.ParameterException;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.jspecify.annotations.Nullable;

/** Says which problem a failure is. */
public final class ProblemMapper {

  private static final int STORE_RETRY_SECONDS = 2;

  private ProblemMapper() {}

  /** The problem that a failure is; null where nobody foresaw it. */
  public static @Nullable ProblemException of(Throwable failure) {
    if (failure instanceof ProblemException known) {
      return known;
    }
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return of(unchecked.getCause());
    }
    if (failure instanceof ImageException image) {
      return ofImage(image);
    }
    if (failure instanceof BankDatabaseException store) {
      return ofStore(store);
    }
    if (failure instanceof MalformedJsonException json) {
      return new ProblemException(
          Problem.MALFORMED,
          "The body %s: %s. Send JSON as /docs shows it."
              .formatted(json.getMessage(), json.reason()),
          failure);
    }
    if (failure instanceof ParameterException
        || failure instanceof InputException
        || failure instanceof IllegalArgumentException) {
      return new ProblemException(Problem.UNUSABLE_VALUE, sentence(failure), failure);
    }
    if (failure instanceof HttpResponseException response) {
      return ofResponse(response);
    }
    if (failure instanceof OutOfMemoryError) {
      return ProblemException.passing(
          Problem.BUSY, "There is not enough memory for this now. Ask again, or send less.", 5);
    }
    return failure instanceof HttpException || failure instanceof EofException
        ? new ProblemException(
            Problem.MALFORMED, "The body ended before its end. Send it anew.", failure)
        : ofTimeout(failure);
  }

  private static ProblemException ofImage(ImageException image) {
    boolean large =
        image.remedy() != null && image.remedy().kind() == Remedy.Kind.RAISE_PIXEL_LIMIT;
    String detail = sentence(image);
    return new ProblemException(
        large ? Problem.TOO_LARGE : Problem.UNUSABLE_IMAGE,
        image.remedy() == null ? detail + ". Send the whole file, or another picture." : detail,
        image);
  }

  private static ProblemException ofStore(BankDatabaseException store) {
    Problem problem =
        switch (store.trouble()) {
          case NOT_FOUND -> Problem.NOT_FOUND;
          case CONFLICT -> Problem.VERSION_CONFLICT;
          case ALREADY_EXISTS, NOT_ALLOWED -> Problem.CONFLICT;
          case INVALID_NAME, KEY_REUSED -> Problem.UNUSABLE_VALUE;
          case FULL -> Problem.STORE_FULL;
          case BUSY, UNAVAILABLE, READ_ONLY, NEWER_VERSION, NAME_TAKEN -> Problem.STORE_UNAVAILABLE;
          case DAMAGED -> Problem.INTERNAL;
        };
    String detail = sentence(store);
    return store.isTransient()
        ? ProblemException.passing(problem, detail, STORE_RETRY_SECONDS)
        : new ProblemException(problem, detail, store);
  }

  /** What the HTTP layer itself refuses. */
  private static ProblemException ofResponse(HttpResponseException response) {
    int status = response.getStatus();
    if (status == HttpStatus.NOT_FOUND.getCode()) {
      return new ProblemException(
          Problem.NOT_FOUND, "There is no such route. /docs and /v1/openapi.json list them.");
    }
    if (status == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
      return new ProblemException(
          Problem.METHOD_NOT_ALLOWED,
          "The route is there, but not for this method. /docs lists the methods.");
    }
    if (status == HttpStatus.CONTENT_TOO_LARGE.getCode()) {
      return new ProblemException(
          Problem.TOO_LARGE, "The body is larger than this service takes. Send less at a time.");
    }
    return new ProblemException(
        Problem.MALFORMED, "The request cannot be read. Check its first line and its headers.");
  }

  private static @Nullable ProblemException ofTimeout(Throwable failure) {
    boolean timeout =
        failure instanceof TimeoutException
            || (failure instanceof IOException && failure.getCause() instanceof TimeoutException);
    return timeout
        ? new ProblemException(
            Problem.BODY_TIMEOUT, "The body came too slowly. Send it faster, or less.", failure)
        : null;
  }

  /** What a failure says, with what can be done about it in the words of a service. */
  public static String sentence(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Remedy remedy = failure instanceof Remediable known ? known.remedy() : null;
    return remedy == null ? message : message.replace(remedy.phrase(), words(remedy));
  }

  private static String words(Remedy remedy) {
    return switch (remedy.kind()) {
      case RAISE_PIXEL_LIMIT -> "send it smaller, or have max-pixels of this service raised";
      case CHOOSE_BACKGROUND -> "send it without transparency to choose what is behind it";
      case STRETCH_16_BITS -> "send it with 8 bits a sample to choose how they are scaled";
      case DROP_INVALID_POINTS -> "leave points out that were not measured";
      case GIVE_MEMORY -> "send less at a time";
      case GIVE_EXAMPLES ->
          "make a bank and add examples of every class, or start the service with an encoder that"
              + " takes texts";
      case MIGRATE_BANK ->
          "start the service with the encoder of the bank, or take the bank's file, migrate it to"
              + " this encoder by the command line, and put it back";
      default -> remedy.phrase();
    };
  }
}
