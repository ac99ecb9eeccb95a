package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutcomeTest {

  @Test
  void anOutcomeIsToldInWords() {
    assertThat(Outcome.completed(600)).hasToString("completed 600 steps");
    assertThat(Outcome.diverged(12, "d_loss is NaN"))
        .hasToString("diverged after 12 steps: d_loss is NaN");
    assertThat(Outcome.interrupted(7)).hasToString("interrupted after 7 steps");
  }
}
