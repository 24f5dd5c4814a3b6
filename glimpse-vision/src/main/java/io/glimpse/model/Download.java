package io.glimpse.model;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches one file into a {@link PartialFile}, in as many attempts as it takes. */
final class Download {

  /** No model is larger; an endless answer ends here. */
  private static final long LARGEST = 1L << 36;

  private final WebClient client;
  private final TransferSettings settings;
  private final PullListener listener;

  Download(WebClient client, TransferSettings settings, PullListener listener) {
    this.client = client;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Goes on until the whole file is there. Its content is not checked.
   *
   * @throws IOException if the server refuses, says another length, or brings nothing new in
   *     several attempts; what has come so far stays for the next run unless it is of no use
   */
  void fetch(URI url, PartialFile part, ModelFile file) throws IOException {
    long most = 0;
    int failures = 0;
    while (true) {
      try {
        if (attempt(url, part, file)) {
          return;
        }
      } catch (TryAgainException e) {
        // Only a new byte is progress: a server that always starts again would be asked for ever.
        failures = part.size() > most ? 1 : failures + 1;
        most = Math.max(most, part.size());
        if (failures >= settings.attempts()) {
          throw new IOException(
              file.name() + ": " + e.getMessage() + "; pulling again goes on from here", e);
        }
        Duration asked = e.after();
        Duration wait = asked == null ? settings.pause(failures) : asked;
        if (wait.compareTo(settings.longestWait()) > 0) {
          wait = settings.longestWait();
        }
        listener.note(
            file.name() + ": " + e.getMessage() + "; trying again in " + wait.toSeconds() + " s");
        sleep(wait);
      }
    }
  }

  /** One request; true if the file is whole, false if it must be asked for anew. */
  private boolean attempt(URI url, PartialFile part, ModelFile file) throws IOException {
    PartialFile.Note note = part.note(url);
    long have = part.size();
    if (note != null && note.bytes() != null && have == note.bytes()) {
      return true;
    }
    Map<String, String> headers = note == null ? Map.of() : note.askForRest(have);
    boolean resumes = !headers.isEmpty();
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = client.get(url, headers);
    boolean read = false;
    try {
      Response answer = Response.of(response, url);
      if (resumes && answer.isBeyondEnd()) {
        part.discard();
        return false;
      }
      answer.requireContent(file);
      if (note != null && resumes && answer.isPartial()) {
        if (!answer.continues(have, note)) {
          part.discard();
          return false;
        }
      } else {
        note = new PartialFile.Note(url, answer.validator(), answer.length(file.sha256() != null));
        requireLength(note.bytes(), file, url);
        part.restart(note);
        have = 0;
      }
      Long total = note.bytes() == null ? file.bytes() : note.bytes();
      requireSpace(part.file(), total == null ? 1 : total - have, file);
      read = true;
      write(response, part.file(), have, total, file, url);
      return true;
    } finally {
      if (!read) {
        WebClient.drop(response);
      }
    }
  }

  private void write(
      HttpResponse<Flow.Publisher<List<ByteBuffer>>> response,
      Path target,
      long have,
      @Nullable Long total,
      ModelFile file,
      URI url)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      BodyWriter writer = new BodyWriter(channel, have, total == null ? LARGEST : total);
      response.body().subscribe(writer);
      boolean within = await(writer, file, total, url);
      if (!within) {
        throw new IOException(
            file.name()
                + ": "
                + WebClient.shown(url)
                + " sends more than the "
                + (total == null ? LARGEST : total)
                + " bytes it should have");
      }
      if (total != null && writer.size() < total) {
        throw new TryAgainException(
            WebClient.shown(url) + ": ended after " + writer.size() + " of " + total + " bytes",
            (Duration) null);
      }
    }
  }

  /** Waits for the end of the body, or for a silence that is too long. */
  private boolean await(BodyWriter writer, ModelFile file, @Nullable Long total, URI url)
      throws IOException {
    long seen = writer.size();
    long since = System.nanoTime();
    long slice = Math.max(1, Math.min(200, settings.silence().toMillis() / 4));
    try {
      while (true) {
        try {
          boolean within = writer.end().get(slice, TimeUnit.MILLISECONDS);
          listener.progress(file.name(), writer.size(), total);
          return within;
        } catch (TimeoutException e) {
          long size = writer.size();
          if (size > seen) {
            seen = size;
            since = System.nanoTime();
            listener.progress(file.name(), size, total);
          } else if (System.nanoTime() - since > settings.silence().toNanos()) {
            throw new TryAgainException(
                WebClient.shown(url)
                    + ": nothing came for "
                    + settings.silence().toSeconds()
                    + " s",
                e);
          }
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof BodyWriter.WriteException write) {
        throw new IOException(file.name() + ": cannot be written (" + write.getMessage() + ")", e);
      }
      throw new TryAgainException(WebClient.shown(url) + ": " + WebClient.reason(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(file.name() + ": interrupted");
    } finally {
      writer.cancel();
    }
  }

  private static void requireLength(@Nullable Long bytes, ModelFile file, URI url)
      throws IOException {
    if (bytes != null && file.bytes() != null && !bytes.equals(file.bytes())) {
      throw new IOException(
          file.name()
              + ": "
              + WebClient.shown(url)
              + " has "
              + bytes
              + " bytes, and the catalogue says "
              + file.bytes());
    }
  }

  private static void requireSpace(Path target, long bytes, ModelFile file) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    long free = Files.getFileStore(folder).getUsableSpace();
    if (bytes > free) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: needs %.0f MB more, and %s has %.0f MB free",
              file.name(),
              bytes / 1e6,
              folder,
              free / 1e6));
    }
  }

  private static void sleep(Duration wait) throws IOException {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
