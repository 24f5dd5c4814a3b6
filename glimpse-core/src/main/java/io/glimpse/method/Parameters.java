package io.glimpse.method;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a method's parameters: all of them, checked. Immutable. */
public final class Parameters {

  private final Map<String, Parameter> declared;
  private final Map<String, String> values;

  private Parameters(Map<String, Parameter> declared, Map<String, String> values) {
    this.declared = declared;
    this.values = values;
  }

  /** The method's own defaults. */
  public static Parameters defaults(Method method) {
    return of(method, Map.of());
  }

  /**
   * The method's defaults with some values in their place.
   *
   * @throws ParameterException naming a parameter that the method does not have, or a bad value
   */
  public static Parameters of(Method method, Map<String, String> given) {
    Map<String, Parameter> declared = new LinkedHashMap<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (Parameter p : method.parameters()) {
      declared.put(p.name(), p);
      values.put(p.name(), p.defaultValue());
    }
    given.forEach(
        (name, text) -> {
          Parameter p = declared.get(name);
          if (p == null) {
            throw new ParameterException(
                "method '"
                    + method.name()
                    + "' has no parameter '"
                    + name
                    + "'"
                    + (declared.isEmpty()
                        ? "; it has none"
                        : NearestName.hint(name, List.copyOf(declared.keySet()))));
          }
          values.put(name, p.parse(text));
        });
    return new Parameters(declared, values);
  }

  /**
   * The method's defaults, in their place some usual values, and in the place of both those that a
   * user asked for.
   *
   * @throws ParameterException naming a parameter that the method does not have, or a bad value
   */
  public static Parameters of(Method method, Map<String, String> usual, Map<String, String> asked) {
    Map<String, String> given = new LinkedHashMap<>(usual);
    given.putAll(asked);
    return of(method, given);
  }

  /** These values with another one for a number. */
  public Parameters with(Parameter parameter, double value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(require(parameter), parameter.parse(format(value)));
    return new Parameters(declared, changed);
  }

  public double number(Parameter parameter) {
    return Double.parseDouble(text(parameter));
  }

  public int wholeNumber(Parameter parameter) {
    return (int) number(parameter);
  }

  public String text(Parameter parameter) {
    String value = values.get(require(parameter));
    return value == null ? parameter.defaultValue() : value;
  }

  /**
   * The values as they would be typed, in the order of the method's list; those that go without
   * saying are left out, see {@link Parameter#tacit()}.
   */
  public Map<String, String> asText() {
    Map<String, String> told = new LinkedHashMap<>(values);
    told.entrySet().removeIf(value -> goesWithoutSaying(value.getKey(), value.getValue()));
    return Collections.unmodifiableMap(told);
  }

  private boolean goesWithoutSaying(String name, String text) {
    Parameter p = declared.get(name);
    return p != null && p.tacit() && p.defaultValue().equals(text);
  }

  /** {@link #asText} with numbers as numbers, words as words. */
  public Map<String, Object> asValues() {
    Map<String, Object> all = new LinkedHashMap<>();
    asText()
        .forEach(
            (name, text) -> {
              Parameter p = declared.get(name);
              boolean word = p != null && p.kind() == Parameter.Kind.CHOICE;
              all.put(name, word ? text : new BigDecimal(text));
            });
    return all;
  }

  private String require(Parameter parameter) {
    if (!declared.containsKey(parameter.name())) {
      throw new IllegalArgumentException("there is no parameter " + parameter.name() + " here");
    }
    return parameter.name();
  }

  /** The shortest decimal that reads back as the same double, without an exponent or {@code .0}. */
  public static String format(double value) {
    String plain = new BigDecimal(Double.toString(value)).toPlainString();
    return plain.contains(".") ? plain.replaceAll("0+$", "").replaceAll("\\.$", "") : plain;
  }

  @Override
  public String toString() {
    return asText().toString();
  }
}
