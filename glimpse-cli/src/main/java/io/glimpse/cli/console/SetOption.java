package io.glimpse.cli.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option {@code --set name=value}. */
public final class SetOption {

  @Option(
      names = "--set",
      paramLabel = "K=V",
      description = "A parameter of the method; may be repeated.")
  List<String> set = List.of();

  /** The values by the names of the parameters; the last of a name counts. */
  public Map<String, String> values() {
    return of(set);
  }

  /** As {@link #values}, of what stands behind each option. */
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
