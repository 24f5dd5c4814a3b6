package io.glimpse.cli.console;

import io.glimpse.document.DocumentWriter;
import io.glimpse.document.ErrorDocument;
import io.glimpse.file.Remedy;
import io.glimpse.progress.Notes;
import io.glimpse.progress.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a command says: answers to stdout, everything else to stderr. Collects the failures of
 * single files, which make the exit code 1.
 */
public final class Console implements Notes {

  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final boolean quiet;
  private final List<ErrorDocument> errors = new ArrayList<>();
  private final List<Consumer<ErrorDocument>> hearers = new ArrayList<>();
  private final FewErrors few = new FewErrors();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> warnings = new LinkedHashSet<>();
  private boolean lines;
  private boolean rows;

  public Console(CommonOptions options) {
    this(System.out, System.err, options.json, options.quiet);
  }

  public Console(PrintStream out, PrintStream err, boolean json, boolean quiet) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.quiet = quiet;
  }

  public boolean json() {
    return json;
  }

  /** Whether the answer is text for people. */
  private boolean text() {
    return !json && !lines && !rows;
  }

  /**
   * From now on the answer is lines of JSON, those of failures among them; what is printed as text
   * is left out.
   */
  public synchronized void answerInLines() {
    lines = true;
    hear(this::printJsonLine);
  }

  /** From now on the answer is rows of a table; what is printed as text is left out. */
  public void answerInRows() {
    rows = true;
  }

  /** Tells somebody of every file that could not be used, those before among them. */
  public synchronized void hear(Consumer<ErrorDocument> hearer) {
    errors.forEach(hearer);
    hearers.add(hearer);
  }

  /** Tells him no more. */
  public synchronized void unhear(Consumer<ErrorDocument> hearer) {
    hearers.remove(hearer);
  }

  /** A text of many lines of Glimpse's own, as it is. */
  public void printScript(String script) {
    if (text()) {
      out.print(script);
      if (out.checkError()) {
        throw new ClosedOutputException();
      }
    }
  }

  /** A line of the answer; nothing where the answer is JSON. */
  public void print(String format, Object... values) {
    if (text()) {
      Object[] shown = Arrays.stream(values).map(Console::shown).toArray();
      out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, shown));
      if (out.checkError()) {
        throw new ClosedOutputException();
      }
    }
  }

  /** A line of the answer that is ready; nothing where the answer is JSON. */
  public void printLine(String line) {
    if (text()) {
      out.println(visible(line));
      if (out.checkError()) {
        throw new ClosedOutputException();
      }
    }
  }

  /**
   * The answer as JSON; nothing where it is text.
   *
   * @param answer what {@link DocumentWriter} writes
   */
  public void printJson(Object answer) {
    if (json) {
      try {
        DocumentWriter.write(answer, out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (out.checkError()) {
        throw new ClosedOutputException();
      }
    }
  }

  /** A part of the answer as a line of JSON, which its reader has at once. */
  public synchronized void printJsonLine(Object part) {
    try {
      DocumentWriter.writeLine(part, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (out.checkError()) {
      throw new ClosedOutputException();
    }
  }

  /** A part of the answer that is a row, with its end, as it is. */
  public synchronized void printRow(String row) {
    out.print(row);
    out.flush();
    if (out.checkError()) {
      throw new ClosedOutputException();
    }
  }

  /** Something the user should know; said once. */
  @Override
  public synchronized void note(String sentence) {
    if (notes.add(sentence) && !quiet) {
      err.println("note: " + visible(sentence));
    }
  }

  @Override
  public void note(String sentence, Remedy remedy) {
    note(RemedyWords.message(sentence, remedy));
  }

  /** What a figure must not be believed without, however quiet the user wants it; said once. */
  @Override
  public synchronized void warning(String sentence) {
    if (warnings.add(sentence)) {
      notes.add(sentence);
      err.println("warning: " + visible(sentence));
    }
  }

  /** All warnings so far. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** How far long work has come: a line of its own on stderr. */
  public void status(String format, Object... values) {
    if (!quiet) {
      err.println(String.format(Locale.ROOT, format, values));
    }
  }

  /** All notes so far. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * A file that could not be used; the message names it. Of very many the first are shown, and the
   * answer as JSON has all.
   */
  @Override
  public synchronized void failed(String path, String message) {
    failed(path, message, few.shows(path, message));
  }

  /** What ends the command; the message is always shown. */
  public synchronized void ended(String path, String message) {
    tellRest();
    failed(path, message, true);
  }

  private void failed(String path, String message, boolean shown) {
    ErrorDocument error = new ErrorDocument(path, message);
    errors.add(error);
    if (shown) {
      err.println("error: " + visible(message));
    }
    List.copyOf(hearers).forEach(hearer -> hearer.accept(error));
  }

  /** Says how many failures were not shown. */
  synchronized void tellRest() {
    long hidden = few.takeHidden();
    if (hidden > 0) {
      err.println(
          String.format(
              Locale.ROOT,
              "error: %s could not be used, like those above%s",
              hidden == 1 ? "1 more input" : hidden + " more inputs",
              text() ? "; --json lists them all" : "; the answer lists them all"));
    }
  }

  @Override
  public void failed(String name, IOException reason) {
    failed(name, String.valueOf(RemedyWords.message(reason)));
  }

  /** The failures so far, for JSON. */
  public List<ErrorDocument> errors() {
    return errors;
  }

  /** 0 if nothing failed, else 1. */
  public int exitCode() {
    return errors.isEmpty() ? 0 : 1;
  }

  @Override
  public Progress progress(String what, long total) {
    return progress(what, total, 0);
  }

  /** Of work a part of which was done before. */
  public Progress progress(String what, long total, long before) {
    return new ConsoleProgress(err, quiet, what, total, before);
  }

  private static Object shown(Object value) {
    return value instanceof CharSequence || value instanceof Path
        ? visible(value.toString())
        : value;
  }

  /** Names are other people's: what would move the cursor or end the line is spelled out. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        visible.append(c == '\n' ? "\\n" : String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        visible.append(c);
      }
    }
    return visible.toString();
  }
}
