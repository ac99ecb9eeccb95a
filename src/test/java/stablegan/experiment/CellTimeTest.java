package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stablegan.training.History;
import stablegan.training.Outcome;

/** What a step took, where the first ones took longer. */
class CellTimeTest {

  private static Cell cell(long steps, double... seconds) {
    History history = new History();
    for (int i = 0; i < seconds.length; i++) {
      history.add((i + 1) * steps / seconds.length, "seconds_per_step", seconds[i]);
    }
    Outcome outcome = new Outcome(Outcome.Kind.COMPLETED, steps, "");
    return new Cell("SN", 0, Map.of(), outcome, List.of(), history, new SampleLog(), Map.of());
  }

  @Test
  void theFirstRecordIsLeftOut() {
    assertThat(cell(100, 9, 1, 2, 3).settledSecondsPerStep()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"49, 2", "2, 2", "50, 1"})
  void fewStepsSayNothing(long steps, int records) {
    double[] seconds = new double[records];
    assertThat(cell(steps, seconds).settledSecondsPerStep()).isNaN();
  }
}
