package io.glimpse.server.metric;

import java.util.Locale;

/** What happens to a picture, one after the other: the steps make up its whole time. */
public enum Step {
  /** It waits for a processor. */
  QUEUE,
  /** It is decoded and made what the network takes. */
  PREPARE,
  /** The network works on it. */
  ENCODE,
  /** Its feature is compared, and the answer put down. */
  ANSWER;

  /** The value of its label. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
