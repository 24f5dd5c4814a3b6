package io.glimpse.study;

import io.glimpse.method.Method;
import io.glimpse.method.Methods;
import io.glimpse.method.Parameters;
import io.glimpse.method.Selection;
import io.glimpse.method.Ties;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A method with some of its parameters set.
 *
 * @param method its name
 * @param settings values by parameter
 * @param selection how the rest is chosen; null leaves that to the protocol
 * @param asked which of equally good parameters are taken; null for the published ones
 */
public record MethodVariant(
    String method,
    Map<String, String> settings,
    @Nullable Selection selection,
    @Nullable Ties asked) {

  private static final String SELECT = "select";
  private static final String TIES = "ties";

  public MethodVariant {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads {@code tip}, or {@code tip:alpha=1:beta=5.5:select=fixed}, or {@code tip:ties=default}.
   *
   * @throws io.glimpse.method.ParameterException naming the method, parameter or value that does
   *     not exist
   */
  public static MethodVariant parse(String text) {
    String[] parts = text.strip().split(":", -1);
    Method method = Methods.of(parts[0]);
    Map<String, String> settings = new LinkedHashMap<>();
    Selection selection = null;
    Ties ties = null;
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "a method's settings are name=value, not '" + parts[i] + "' in '" + text + "'");
      }
      String value = parts[i].substring(equals + 1);
      if (parts[i].startsWith(SELECT + "=")) {
        selection = Selection.of(value);
      } else if (parts[i].startsWith(TIES + "=")) {
        ties = Ties.of(value);
      } else {
        settings.put(parts[i].substring(0, equals), value);
      }
    }
    Parameters.of(method, settings);
    return new MethodVariant(method.name(), settings, selection, ties);
  }

  /** Which of equally good parameters are taken. */
  Ties ties() {
    return asked == null ? Ties.FIRST : asked;
  }

  /** Whether nothing but the method is said. */
  public boolean isPlain() {
    return settings.isEmpty() && selection == null && ties() == Ties.FIRST;
  }

  /** This with other ties than the published, where it says nothing of them and searches at all. */
  public MethodVariant withUsual(Ties usual) {
    return asked == null && Methods.of(method).selections().size() > 1
        ? new MethodVariant(method, settings, selection, usual)
        : this;
  }

  /** What {@link #parse} reads, settings in alphabetical order. */
  public String label() {
    StringBuilder label = new StringBuilder(method);
    new TreeMap<>(settings)
        .forEach((name, value) -> label.append(':').append(name).append('=').append(value));
    if (selection != null) {
      label.append(':').append(SELECT).append('=').append(selection.label());
    }
    if (ties() != Ties.FIRST) {
      label.append(':').append(TIES).append('=').append(ties().label());
    }
    return label.toString();
  }
}
