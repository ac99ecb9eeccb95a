package stablegan.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import stablegan.data.ImageSet;
import stablegan.model.Dcgan;
import stablegan.model.Latent;
import stablegan.nn.Normalizations;
import stablegan.training.Method;

class StepCostTest {

  private static final double ROUNDING = 1e-12;
  private static final ImageSet GREY = ImageSet.of("grey", "train", 1, 8, 8, new byte[16 * 64]);
  private static final Method TINY =
      Method.dcgan().with(new Dcgan(4)).with(Latent.normal(6)).batch(8).named("none");

  private static StepCost cost(double... milliseconds) {
    return new StepCost("method", DoubleStream.of(milliseconds).boxed().toList());
  }

  @Test
  void everyMethodIsTimedInEveryRound() {
    Method sn = TINY.with(Normalizations.spectralNorm()).named("SN");
    List<StepCost> costs = StepCost.interleaved(List.of(TINY, sn), GREY, 3);
    assertThat(costs).extracting(StepCost::method).containsExactly("none", "SN");
    assertThat(costs).allSatisfy(c -> assertThat(c.milliseconds()).hasSize(3));
    assertThat(costs).allSatisfy(c -> assertThat(c.median()).isPositive());
  }

  @Test
  void theIncreaseComparesWithinARoundSoThatSlowRoundsCancel() {
    StepCost baseline = cost(10, 100, 20);
    StepCost.Increase increase = cost(11, 110, 22).increaseOver(baseline);
    assertThat(increase.median()).isCloseTo(0.1, within(ROUNDING));
    assertThat(increase.low()).isCloseTo(0.1, within(ROUNDING));
    assertThat(increase.high()).isCloseTo(0.1, within(ROUNDING));
  }

  @Test
  void theIntervalOfFewRoundsSpansThemAll() {
    StepCost.Increase increase = cost(1, 2, 3).increaseOver(cost(1, 1, 1));
    assertThat(increase.low()).isCloseTo(0, within(ROUNDING));
    assertThat(increase.median()).isCloseTo(1, within(ROUNDING));
    assertThat(increase.high()).isCloseTo(2, within(ROUNDING));
  }

  @Test
  void anInterruptedTimingStops() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> StepCost.interleaved(List.of(TINY), GREY, 1000))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void timingsOfDifferentLengthAreNotCompared() {
    assertThatThrownBy(() -> cost(1, 2).increaseOver(cost(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 1");
  }
}
