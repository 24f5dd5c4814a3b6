package io.glimpse.shots;

import io.glimpse.encoder.Encoder;
import io.glimpse.feature.Labels;
import io.glimpse.input.CloudRendering;
import io.glimpse.method.Method;
import io.glimpse.method.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the parameters of a bank's method are before any is chosen. */
final class UsualParameters {

  private UsualParameters() {}

  /**
   * As given, else those before, else the encoder's and the views'; and every class gets the votes
   * of the fullest.
   *
   * @param clouds how clouds are drawn; null for pictures
   * @param before of the same method; none where there are none
   * @param labels of the shots
   * @param given what a user asked for
   */
  static Parameters of(
      Encoder encoder,
      Method method,
      @Nullable CloudRendering clouds,
      Map<String, String> before,
      Labels labels,
      Map<String, String> given) {
    Map<String, String> usual = new LinkedHashMap<>(encoder.defaults(method.name()));
    if (clouds != null) {
      usual.putAll(method.parametersFor(clouds.preset().views()));
    }
    usual.putAll(before);
    int[] counts = labels.counts(labels.classCount());
    usual.putAll(method.balanced(counts, Parameters.of(method, usual, given)));
    return Parameters.of(method, usual, given);
  }
}
