package io.glimpse.server.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.glimpse.encoder.Encoder;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class TimedEncoderTest {

  /** A default of the interface would answer otherwise than the encoder that is timed. */
  @Test
  void everyMethodOfEncodersIsPassedOn() throws Exception {
    for (Method method : Encoder.class.getMethods()) {
      Method own = TimedEncoder.class.getMethod(method.getName(), method.getParameterTypes());
      assertThat(own.getDeclaringClass()).as(method.toString()).isEqualTo(TimedEncoder.class);
    }
  }
}
