package io.glimpse.progress;

/** How far some work has come. For one thread at a time; closed when the work ends. */
public interface Progress extends AutoCloseable {

  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void step() {}

        @Override
        public void to(long done) {}

        @Override
        public void close() {}
      };

  /** One more part is done. */
  void step();

  /** So many parts are done. */
  void to(long done);

  @Override
  void close();
}
