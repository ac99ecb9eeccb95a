package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import stablegan.cost.StepFlops;

class ConvergenceTest {

  private static final double ROUNDING = 1e-9;
  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final Results RESULTS =
      new MadeUpResults()
          .with("none", 50, 60, 70)
          .with("GP", 10, 20, 30)
          .with("wild", 40, Double.NaN, Double.NaN)
          .results();
  private static final Convergence FD = Convergence.of(RESULTS, MadeUpResults.FD);

  private static double flops(String method) {
    return StepFlops.of(MadeUpResults.method(method), new Shape(1, 8, 8)).together();
  }

  @Test
  void aScoreIsReachedAtTheFirstLookThatIsAsGood() {
    Cell cell = RESULTS.cells("none").get(0);
    assertThat(FD.reached(cell, 150)).isZero();
    assertThat(FD.reached(cell, 110)).isEqualTo(40);
    assertThat(FD.reached(cell, 109)).isEqualTo(60);
    assertThat(FD.reached(cell, 49)).isEqualTo(NEVER);
  }

  @Test
  void runsThatNeverReachItCountInTheMedian() {
    assertThat(FD.steps("none", 65)).isEqualTo(100);
    assertThat(FD.reaching("none", 65)).isEqualTo(2);
    assertThat(FD.steps("wild", 100)).isEqualTo(NEVER);
    assertThat(FD.reaching("wild", 100)).isEqualTo(1);
    assertThat(FD.cost("wild", 100, Results.Cost.Unit.SECONDS)).isEqualTo(NEVER);
  }

  @Test
  void theSameStepsCostAPenalizedMethodMoreInEveryCurrency() {
    assertThat(FD.cost("none", 100, Results.Cost.Unit.DISCRIMINATOR_STEPS)).isEqualTo(60);
    assertThat(FD.cost("none", 100, Results.Cost.Unit.IMAGES)).isEqualTo(240);
    assertThat(FD.cost("none", 100, Results.Cost.Unit.SECONDS)).isCloseTo(6, within(ROUNDING));
    assertThat(FD.cost("none", 100, Results.Cost.Unit.FLOPS)).isEqualTo(60 * flops("none"));
    assertThat(FD.cost("GP", 100, Results.Cost.Unit.DISCRIMINATOR_STEPS)).isEqualTo(5.0 * 20);
    assertThat(FD.cost("GP", 100, Results.Cost.Unit.FLOPS)).isEqualTo(20 * flops("GP"));
    assertThat(flops("GP")).isGreaterThan(5 * flops("none"));
  }

  @Test
  void equalBudgetsAreWhatTheCheapestMethodSpent() {
    assertThat(FD.budget(Results.Cost.Unit.DISCRIMINATOR_STEPS)).isEqualTo(100);
    assertThat(FD.budget(Results.Cost.Unit.SECONDS)).isCloseTo(10, within(ROUNDING));
    assertThat(FD.affordable("none", Results.Cost.Unit.SECONDS, 10)).isEqualTo(100);
    assertThat(FD.affordable("GP", Results.Cost.Unit.SECONDS, 10)).isEqualTo(25);
    assertThat(FD.affordable("GP", Results.Cost.Unit.DISCRIMINATOR_STEPS, 100)).isEqualTo(20);
    Results.Spread gp = FD.within("GP", Results.Cost.Unit.SECONDS, 10);
    assertThat(gp.mean()).isCloseTo(20 + 80, within(ROUNDING));
    assertThat(FD.within("none", Results.Cost.Unit.SECONDS, 10).mean())
        .isCloseTo(60, within(ROUNDING));
    assertThat(gp.n()).isEqualTo(3);
    // where a part's operations can't be counted there is no budget
    assertThat(FD.within("none", Results.Cost.Unit.FLOPS, Double.NaN).n()).isZero();
  }

  @Test
  void aDivergedRunStaysAtItsLastLook() {
    assertThat(FD.within("wild", Results.Cost.Unit.IMAGES, 400).n()).isEqualTo(3);
    assertThat(FD.within("wild", Results.Cost.Unit.IMAGES, 400).mean())
        .isCloseTo((40 + 160 + 160) / 3.0, within(ROUNDING));
  }

  @Test
  void allThatWasSpentIsAddedUpOverRuns() {
    assertThat(RESULTS.totalCost().discriminatorSteps()).isEqualTo(300 + 1500 + 200);
    assertThat(RESULTS.totalCost().seconds()).isCloseTo(30 + 120 + 20, within(ROUNDING));
  }

  @Test
  void scoresDuringTrainingMustBeThere() {
    assertThatThrownBy(() -> Convergence.of(RESULTS, "KID")).hasMessageContaining("monitor");
  }
}
