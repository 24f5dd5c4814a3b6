package io.glimpse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glimpse.method.ParameterException;
import io.glimpse.method.Parameters;
import io.glimpse.probe.ZeroShot;
import io.glimpse.tip.TipAdapter;
import io.glimpse.tip.TipAdapterF;
import org.junit.jupiter.api.Test;

class PublishedSettingsTest {

  @Test
  void valuesAreThoseThatTheMethodTakes() {
    PublishedSettings caltech = PublishedSettings.of("caltech101");
    assertThat(caltech.values(new TipAdapter()))
        .containsOnlyKeys("alpha", "beta", "alpha_max", "beta_max")
        .containsEntry("alpha", "3")
        .containsEntry("beta_max", "12");
    assertThat(PublishedSettings.of("eurosat").values(new TipAdapterF()))
        .containsEntry("epochs", "100");
    assertThat(caltech.values(new ZeroShot())).isEmpty();
  }

  @Test
  void everySettingIsAllowed() {
    TipAdapterF method = new TipAdapterF();
    for (String dataset : PublishedSettings.datasets()) {
      Parameters parameters = Parameters.of(method, PublishedSettings.of(dataset).values(method));
      assertThat(parameters.number(TipAdapter.BETA)).isEqualTo(1);
    }
  }

  @Test
  void unknownDataSetSuggestsTheNearest() {
    assertThatThrownBy(() -> PublishedSettings.of("caltech"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("caltech101");
  }
}
