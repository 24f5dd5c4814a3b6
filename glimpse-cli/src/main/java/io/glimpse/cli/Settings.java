package io.glimpse.cli;

import io.glimpse.method.Method;
import io.glimpse.method.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code --set name=value} options. */
final class Settings {

  private Settings() {}

  /** The method's parameters: its defaults, then the encoder's, then what was set. */
  static Parameters of(Method method, Map<String, String> encoderDefaults, List<String> set) {
    Map<String, String> values = new LinkedHashMap<>(encoderDefaults);
    for (String one : set) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--set takes name=value, not '" + one + "'");
      }
      values.put(one.substring(0, equals).strip(), one.substring(equals + 1).strip());
    }
    return Parameters.of(method, values);
  }
}
