package io.glimpse.cli.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code --set name=value} options. */
public final class SetOption {

  private SetOption() {}

  /** The values by the names of the parameters; the last of a name counts. */
  public static Map<String, String> of(List<String> set) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String one : set) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--set takes name=value, not '" + one + "'");
      }
      values.put(one.substring(0, equals).strip(), one.substring(equals + 1).strip());
    }
    return values;
  }
}
