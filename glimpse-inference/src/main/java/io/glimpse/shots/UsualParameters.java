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

  /** See {@link #of(Map, Method, CloudRendering, Map, Labels, Map)}. */
  static Parameters of(
      Encoder encoder,
      Method method,
      @Nullable CloudRendering clouds,
      Map<String, String> before,
      Labels labels,
      Map<String, String> given) {
    return of(encoder.defaults(method.name()), method, clouds, before, labels, given);
  }

  /**
   * As given, else those before, else the encoder's and the views'; and every class gets the votes
   * of the fullest.
   *
   * @param own the encoder's, of this method
   * @param clouds how clouds are drawn; null for pictures
   * @param before of the same method; none where there are none
   * @param labels of the shots
   * @param given what a user asked for
   */
  static Parameters of(
      Map<String, String> own,
      Method method,
      @Nullable CloudRendering clouds,
      Map<String, String> before,
      Labels labels,
      Map<String, String> given) {
    Map<String, String> usual = new LinkedHashMap<>(own);
    if (clouds != null) {
      usual.putAll(method.parametersFor(clouds.preset().views()));
    }
    usual.putAll(before);
    int[] counts = labels.counts(labels.classCount());
    usual.putAll(method.balanced(counts, Parameters.of(method, usual, given)));
    return Parameters.of(method, usual, given);
  }
}
