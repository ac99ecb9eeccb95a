package stablegan.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

  /** Rounding of a cosine in double precision. */
  private static final double ROUNDING = 1e-15;

  private static double[] factors(Schedule schedule, int steps) {
    double[] factors = new double[steps];
    for (int step = 0; step < steps; step++) {
      factors[step] = schedule.factor(step, steps);
    }
    return factors;
  }

  static Stream<Named<Schedule>> schedules() {
    return Stream.of(
            Schedules.constant(),
            Schedules.linearToZero(),
            Schedules.cosine(),
            Schedules.stepDecay(0.5, 2),
            Schedules.cosine().afterWarmUp(3))
        .map(schedule -> Named.of(schedule.name(), schedule));
  }

  /** What every schedule keeps to: a run that resumes asks for some steps alone. */
  @ParameterizedTest
  @MethodSource("schedules")
  void factorsAreNumbersFromZeroAndDependOnTheStepAlone(Schedule schedule) {
    for (int steps : new int[] {1, 2, 7}) {
      double[] factors = factors(schedule, steps);
      for (int step = steps - 1; step >= 0; step--) {
        assertThat(factors[step]).isNotNegative().isFinite();
        assertThat(schedule.factor(step, steps)).isEqualTo(factors[step]);
      }
      assertThat(factors[0]).isPositive();
    }
    assertThat(schedule.name()).isNotBlank();
  }

  @Test
  void theLinearOneReachesZeroAfterTheLastStep() {
    assertThat(factors(Schedules.linearToZero(), 4)).containsExactly(1, 0.75, 0.5, 0.25);
  }

  @Test
  void theCosineIsHalfWayInTheMiddleAndFallsSteepestThere() {
    double slanted = Math.sqrt(0.5) / 2;
    assertThat(factors(Schedules.cosine(), 4))
        .containsExactly(new double[] {1, 0.5 + slanted, 0.5, 0.5 - slanted}, within(ROUNDING));
  }

  @Test
  void stepsDecayInPowers() {
    assertThat(factors(Schedules.stepDecay(0.5, 2), 6)).containsExactly(1, 1, 0.5, 0.5, 0.25, 0.25);
  }

  @Test
  void aWarmUpRisesToTheScheduleThatFollowsOverWhatIsLeft() {
    Schedule warm = Schedules.linearToZero().afterWarmUp(2);
    assertThat(factors(warm, 6)).containsExactly(0.5, 1, 1, 0.75, 0.5, 0.25);
    assertThat(warm.name()).isEqualTo("warm-up 2, linear to zero");
  }

  @Test
  void aWarmUpLongerThanTheRunIsTheWholeRun() {
    Schedule warm = Schedules.cosine().afterWarmUp(4);
    assertThat(factors(warm, 3)).containsExactly(0.25, 0.5, 0.75);
  }

  @Test
  void badSettingsAreRefused() {
    assertThatThrownBy(() -> Schedules.stepDecay(0, 1)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> Schedules.stepDecay(0.5, 0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Schedules.constant().afterWarmUp(0)).hasMessageContaining("warm-up");
  }
}
