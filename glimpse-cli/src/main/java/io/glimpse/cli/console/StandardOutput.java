package io.glimpse.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Remembers why the answer could not be written, which a {@link java.io.PrintStream} forgets. */
public final class StandardOutput extends FilterOutputStream {

  private static final StandardOutput OF_PROCESS =
      new StandardOutput(new FileOutputStream(FileDescriptor.out));

  private @Nullable String failure;

  StandardOutput(OutputStream out) {
    super(out);
  }

  public static StandardOutput ofProcess() {
    return OF_PROCESS;
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
      throw e;
    }
  }

  /** Why writing failed; null if it did not, or if only the reader of a pipe went away. */
  public @Nullable String failure() {
    boolean closedPipe =
        failure != null && (failure.equals("Broken pipe") || failure.startsWith("The pipe "));
    return closedPipe ? null : failure;
  }
}
