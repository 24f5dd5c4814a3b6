package io.glimpse;

import io.glimpse.inference.AnswerListener;
import io.glimpse.inference.Result;
import io.glimpse.inference.Results;
import java.util.Iterator;

/** Passes results on, and tells how long their reader waited for each. For one thread. */
final class HeardResults implements Iterator<Result> {

  private final Results results;
  private final AnswerListener listener;
  private long waited;

  HeardResults(Results results, AnswerListener listener) {
    this.results = results;
    this.listener = listener;
  }

  @Override
  public boolean hasNext() {
    // Whoever asks whether there is one waits for it already.
    long start = System.nanoTime();
    boolean is = results.hasNext();
    waited += System.nanoTime() - start;
    return is;
  }

  @Override
  public Result next() {
    long start = System.nanoTime();
    Result result = results.next();
    listener.answered(result.isGood(), waited + System.nanoTime() - start);
    waited = 0;
    return result;
  }
}
