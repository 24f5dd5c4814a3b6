package io.glimpse.method;

import java.util.List;
import java.util.ServiceLoader;

/**
 * All methods, by name: those that {@link ServiceLoader} finds, whether they come with this module
 * or with another.
 */
public final class Methods {

  private static final List<Method> ALL =
      ServiceLoader.load(Method.class, Methods.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

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
