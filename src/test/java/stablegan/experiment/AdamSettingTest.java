package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stablegan.nn.Normalizations;
import stablegan.training.Method;

class AdamSettingTest {

  @Test
  void theSixSettingsAreThoseOfThePaper() {
    assertThat(AdamSetting.lettered())
        .extracting(AdamSetting::toString)
        .containsExactly(
            "AdamSetting[name=A, rate=1.0E-4, beta1=0.5, beta2=0.9, criticSteps=5]",
            "AdamSetting[name=B, rate=1.0E-4, beta1=0.5, beta2=0.999, criticSteps=1]",
            "AdamSetting[name=C, rate=2.0E-4, beta1=0.5, beta2=0.999, criticSteps=1]",
            "AdamSetting[name=D, rate=0.001, beta1=0.5, beta2=0.9, criticSteps=5]",
            "AdamSetting[name=E, rate=0.001, beta1=0.5, beta2=0.999, criticSteps=5]",
            "AdamSetting[name=F, rate=0.001, beta1=0.9, beta2=0.999, criticSteps=5]");
  }

  @Test
  void aGridHasEachMethodUnderEachSettingAndChangesNothingElse() {
    Method none = Method.dcgan().named("none");
    Method sn = none.named("SN").with(Normalizations.spectralNorm());
    List<AdamSetting> settings = AdamSetting.lettered().subList(0, 2);
    List<Method> grid = AdamSetting.grid(List.of(none, sn), settings);
    assertThat(grid)
        .extracting(Method::name)
        .containsExactly("none, A", "none, B", "SN, A", "SN, B");
    Map<String, String> expected = sn.axes();
    expected.put("discriminator optimizer", "Adam(1.0E-4, 0.5, 0.9)");
    expected.put("generator optimizer", "Adam(1.0E-4, 0.5, 0.9)");
    expected.put("critic steps", "5");
    assertThat(grid.get(2).axes()).isEqualTo(expected);
  }

  @Test
  void whatIsNoSettingIsTold() {
    assertThatThrownBy(() -> new AdamSetting("A, B", 1e-4, 0.5, 0.9, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a comma")
        .hasMessageContaining("\"A, B\"");
    assertThatThrownBy(() -> new AdamSetting("G", 1e-4, 0.5, 0.9, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("setting G needs at least 1 critic step, not 0");
    assertThatThrownBy(() -> new AdamSetting("G", 1e-4, 0.5, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("betas must be in [0, 1)");
  }
}
