package io.glimpse.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes the body of an answer to the end of a file, piece by piece as it arrives. */
final class BodyWriter implements Flow.Subscriber<List<ByteBuffer>> {

  /** The file could not be written, which no further attempt will mend. */
  static final class WriteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WriteException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final FileChannel channel;
  private final long limit;
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private volatile Flow.@Nullable Subscription subscription;
  private volatile long size;

  /**
   * A writer.
   *
   * @param channel appends
   * @param size what is in the file already
   * @param limit the most bytes that the file may come to hold
   */
  BodyWriter(FileChannel channel, long size, long limit) {
    this.channel = channel;
    this.size = size;
    this.limit = limit;
  }

  /** The size of the file by now. */
  long size() {
    return size;
  }

  /** True when the body has ended well, false when it went beyond the limit. */
  CompletableFuture<Boolean> end() {
    return end;
  }

  /** Takes no more. */
  void cancel() {
    Flow.Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription started) {
    subscription = started;
    started.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    try {
      for (ByteBuffer piece : pieces) {
        if (piece.remaining() > limit - size) {
          cancel();
          end.complete(false);
          return;
        }
        long after = size + piece.remaining();
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
        // Only the one thread that delivers the body ever gets here.
        size = after;
      }
    } catch (IOException e) {
      cancel();
      end.completeExceptionally(new WriteException(e));
      return;
    }
    Flow.Subscription current = subscription;
    if (current != null) {
      current.request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(true);
  }
}
