package io.glimpse.encoder;

import io.glimpse.file.InputException;
import io.glimpse.file.Remedy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Finds an encoder by its name among all providers on the class path. */
public final class Encoders {

  /** The encoder that is used where none is named. */
  public static final String DEFAULT = "lite";

  private Encoders() {}

  /**
   * Opens an encoder.
   *
   * @throws IOException if no provider knows the name, or its files cannot be used
   */
  public static Encoder open(String name, EncoderOptions options) throws IOException {
    List<EncoderProvider> providers = new ArrayList<>();
    // Where this class is, are its providers: a thread's own loader may know none of them.
    ServiceLoader.load(EncoderProvider.class, Encoders.class.getClassLoader())
        .forEach(providers::add);
    providers.sort(Comparator.comparingInt(EncoderProvider::order));
    List<String> names = new ArrayList<>();
    for (EncoderProvider provider : providers) {
      if (provider.knows(name, options.home())) {
        return provider.open(name, options);
      }
      names.addAll(provider.names());
    }
    names.sort(null);
    Remedy list = new Remedy(Remedy.Kind.LIST_MODELS);
    String hint = ModelSpelling.hint(name, names);
    // Who is told the name he meant need not read all others.
    String known =
        hint.isEmpty()
            ? "; known here: " + String.join(", ", names) + ", and the path of a checkpoint"
            : hint;
    throw new InputException(
        "", "there is no encoder '" + name + "'" + known + "; " + list.phrase(), list);
  }
}
