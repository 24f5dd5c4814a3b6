package io.glimpse.server.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + ID + "-00f067aa0ba902b7-01";

  @Test
  void aTraceIsTakenUpByASpanOfItsOwn() {
    Trace trace = Trace.of("mine-1", PARENT);

    assertThat(trace.requestId()).isEqualTo("mine-1");
    assertThat(trace.traceId()).isEqualTo(ID);
    assertThat(trace.parent())
        .matches("00-" + ID + "-[0-9a-f]{16}-01")
        .doesNotContain("00f067aa0ba902b7");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + ID + "-00f067aa0ba902b7",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "01-" + ID + "-00f067aa0ba902b7-01",
        PARENT + "\r\nX-Evil: 1"
      })
  void whatIsNoTraceBeginsOne(String parent) {
    Trace trace = Trace.of(null, parent);

    assertThat(trace.parent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    assertThat(trace.traceId()).isNotEqualTo(ID);
    // Without a name of the caller's, the span is the request's.
    assertThat(trace.parent()).contains("-" + trace.requestId() + "-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "a\nb", "<script>", "ü"})
  void anIdThatIsNoPlainWordIsLeftAside(String id) {
    assertThat(Trace.of(id, null).requestId()).matches("[0-9a-f]{16}");
    assertThat(Trace.of("x".repeat(65), null).requestId()).matches("[0-9a-f]{16}");
    assertThat(Trace.of("x".repeat(64), null).requestId()).isEqualTo("x".repeat(64));
  }

  @Test
  void noTwoAreTheSame() {
    assertThat(Trace.of(null, null)).isNotEqualTo(Trace.of(null, null));
  }
}
