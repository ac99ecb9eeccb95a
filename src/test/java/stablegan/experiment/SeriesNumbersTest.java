package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stablegan.training.History;
import stablegan.training.Outcome;

class SeriesNumbersTest {

  private static final double ROUNDING = 1e-15;

  private static Cell cell(double... values) {
    History history = new History();
    for (int i = 0; i < values.length; i++) {
      history.add(i + 1, "x", values[i]);
    }
    Outcome outcome = Outcome.completed(values.length);
    return new Cell("m", 0, Map.of(), outcome, List.of(), history, new SampleLog(), Map.of());
  }

  private static double of(Claim.Criterion criterion, double... values) {
    return criterion.number().applyAsDouble(cell(values));
  }

  @Test
  void decadesSpanTheWholeRun() {
    Claim.Criterion decades = Claim.Criterion.decades("decades", "x");
    assertThat(of(decades, 100, 0.1, 5, 7)).isCloseTo(3, within(ROUNDING));
    assertThat(of(decades, 5, 5)).isZero();
    assertThat(of(decades)).isNaN();
  }

  @Test
  void unrestIsTheMeanChangeOfTheSecondHalfOverItsSize() {
    Claim.Criterion unrest = Claim.Criterion.unrest("unrest", "x");
    assertThat(of(unrest, 900, -900, 900, -900, 1, 3, 1, 3)).isEqualTo(1);
    assertThat(of(unrest, 0, 0, -1, 1)).isEqualTo(2); // sizes, not values, which cancel
    assertThat(of(unrest, 1, 2, 4, 4)).isZero();
    assertThat(of(unrest, 1)).isNaN();
  }

  @Test
  void relativeDeviationIsThatOfTheSecondHalf() {
    Claim.Criterion deviation = Claim.Criterion.relativeDeviation("deviation", "x");
    assertThat(of(deviation, 900, 0, 900, 0, 1, 3, 1, 3)).isEqualTo(0.5);
    assertThat(of(deviation, 8, 9, 2, 2)).isZero();
  }
}
