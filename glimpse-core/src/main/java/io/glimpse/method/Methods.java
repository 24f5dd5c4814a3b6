package io.glimpse.method;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * All methods, by name: those of this module, and behind them those that {@link ServiceLoader}
 * finds in others.
 */
public final class Methods {

  private static final List<Method> OWN =
      List.of(
          new ZeroShot(),
          new Calip(),
          new CalipFs(),
          new TipAdapter(),
          new TipAdapterF(),
          new ClipAdapter(),
          new LinearProbe());

  private static final List<Method> ALL =
      Stream.concat(
              OWN.stream(),
              ServiceLoader.load(Method.class, Methods.class.getClassLoader()).stream()
                  .map(ServiceLoader.Provider::get))
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
