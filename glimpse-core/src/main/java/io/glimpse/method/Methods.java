package io.glimpse.method;

import java.util.List;

/** All methods, by name. */
public final class Methods {

  private static final List<Method> ALL =
      List.of(
          new ZeroShot(),
          new Calip(),
          new CalipFs(),
          new TipAdapter(),
          new TipAdapterF(),
          new ClipAdapter(),
          new LinearProbe());

  private Methods() {}

  /** All methods, in the order in which help lists them. */
  public static List<Method> all() {
    return ALL;
  }

  /**
   * The method of that name.
   *
   * @throws ParameterException if there is none, suggesting the nearest
   */
  public static Method of(String name) {
    for (Method method : ALL) {
      if (method.name().equals(name)) {
        return method;
      }
    }
    throw new ParameterException(
        "there is no method '"
            + name
            + "'"
            + NearestName.hint(name, ALL.stream().map(Method::name).toList()));
  }
}
