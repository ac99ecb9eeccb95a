package stablegan.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CircumstancesTest {

  private static final String EPYC = "model name\t: AMD EPYC";

  @Test
  void processorsOfOneNameAreToldApart() {
    List<String> two =
        List.of(
            "processor\t: 0",
            "cpu family\t: 23",
            "model\t\t: 1",
            EPYC,
            "",
            "processor\t: 1",
            "cpu family\t: 23",
            "model\t\t: 1",
            EPYC);
    assertThat(Circumstances.processor(two)).isEqualTo("AMD EPYC (family 23, model 1)");
    List<String> newer = List.of("cpu family\t: 25", "model\t\t: 17", EPYC);
    assertThat(Circumstances.processor(newer)).isEqualTo("AMD EPYC (family 25, model 17)");
  }

  @Test
  void aProcessorThatSaysLessIsNamedByWhatItSays() {
    assertThat(Circumstances.processor(List.of(EPYC))).isEqualTo("AMD EPYC");
    assertThat(Circumstances.processor(List.of("CPU part\t: 0xd0c"))).isEqualTo("unknown");
  }
}
