package io.glimpse.shots;

import io.glimpse.argument.Given;
import io.glimpse.bank.Bank;
import io.glimpse.encoder.Encoder;
import io.glimpse.encoder.EncoderOptions;
import io.glimpse.encoder.Encoders;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an encoder gives a bank of a method that nobody asked for: by it, what somebody asked for is
 * told from the rest when the bank goes to another encoder.
 *
 * @param templates its own, or none where they are not known
 * @param parameters its own of the bank's method, by name, as they would be typed
 */
public record EncoderDefaults(List<String> templates, Map<String, String> parameters) {

  /** Of an encoder that is not at hand: it is taken for one without parameters of its own. */
  public static final EncoderDefaults UNKNOWN = new EncoderDefaults(List.of(), Map.of());

  public EncoderDefaults {
    templates = Given.list(templates, "templates");
    parameters = Given.map(parameters, "parameters");
  }

  /** Those of an encoder, for a method. */
  public static EncoderDefaults of(Encoder encoder, String method) {
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(method, "method");
    return new EncoderDefaults(encoder.templates(), encoder.defaults(method));
  }

  /**
   * Those of the encoder of a bank, which is opened by its name for it; {@link #UNKNOWN} where it
   * cannot be opened any more.
   */
  public static EncoderDefaults of(Bank bank, EncoderOptions options) {
    Objects.requireNonNull(bank, "bank");
    Objects.requireNonNull(options, "options");
    try (Encoder encoder = Encoders.open(bank.encoder().name(), options)) {
      return of(encoder, bank.method());
    } catch (IOException e) {
      // The bank goes to another encoder, perhaps because this one is gone.
      return UNKNOWN;
    }
  }
}
