package io.glimpse.server.bank;

import io.glimpse.document.ErrorDocument;
import io.glimpse.progress.Notes;
import io.glimpse.server.problem.ProblemMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Hears which pictures could not be used. */
final class Failures implements Notes {

  private final List<ErrorDocument> errors = new ArrayList<>();

  @Override
  public synchronized void failed(String name, String sentence) {
    errors.add(new ErrorDocument(name, sentence));
  }

  @Override
  public void failed(String name, IOException reason) {
    failed(name, ProblemMapper.sentence(reason));
  }

  /** All so far, in the order in which they were heard. */
  synchronized List<ErrorDocument> errors() {
    return List.copyOf(errors);
  }
}
