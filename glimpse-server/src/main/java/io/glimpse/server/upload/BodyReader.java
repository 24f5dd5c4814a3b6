package io.glimpse.server.upload;

import io.glimpse.server.admission.Admission.Ticket;
import io.glimpse.server.limit.Limit;
import io.glimpse.server.limit.Limits;
import io.glimpse.server.problem.Problem;
import io.glimpse.server.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads bodies: no more bytes than are allowed, in no more time than is allowed. */
public final class BodyReader {

  private static final int PART = 1 << 16;

  private final Limits limits;

  /** A reader that keeps to limits. */
  public BodyReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * The most bytes that the body of a request may have.
   *
   * @throws ProblemException if it says itself that it has more
   */
  public long most(HttpServletRequest request) {
    long said = request.getContentLengthLong();
    long most = limits.of(Limit.MAX_BODY);
    if (said > most) {
      throw tooLarge(most);
    }
    boolean known = said >= 0;
    boolean none = !known && request.getHeader("Transfer-Encoding") == null;
    return known ? said : none ? 0 : most;
  }

  /**
   * The whole body.
   *
   * @param ticket learns how long it is
   * @throws ProblemException if it is too long, or comes too slowly
   * @throws IOException if the client ends before its end
   */
  public byte[] read(HttpServletRequest request, Ticket ticket) throws IOException {
    long most = most(request);
    long said = request.getContentLengthLong();
    long end = System.nanoTime() + limits.time(Limit.BODY_TIMEOUT).toNanos();
    // A length that is said is not yet a body that comes.
    ByteArrayOutputStream body = new ByteArrayOutputStream((int) Math.min(Math.max(said, 0), PART));
    byte[] part = new byte[PART];
    InputStream in = request.getInputStream();
    for (int count = in.read(part); count >= 0; count = in.read(part)) {
      body.write(part, 0, count);
      if (body.size() > most) {
        throw tooLarge(most);
      }
      if (System.nanoTime() > end) {
        throw new ProblemException(
            Problem.BODY_TIMEOUT,
            "The body took longer than is allowed (body-timeout). Send it faster, or less.");
      }
    }
    ticket.shrink(body.size());
    return body.toByteArray();
  }

  private static ProblemException tooLarge(long most) {
    return new ProblemException(
        Problem.TOO_LARGE,
        "The body has more than the "
            + most
            + " bytes that this service takes (max-body). Send smaller pictures, or fewer at a"
            + " time.");
  }
}
