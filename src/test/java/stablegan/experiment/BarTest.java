package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stablegan.metrics.Protocol;
import stablegan.metrics.Score;

class BarTest {

  private static final double NAN = Double.NaN;
  private static final String FD = MadeUpResults.FD;

  /** Means of 60 and 40; real images score 1. */
  private static final Results RESULTS =
      new MadeUpResults().with("none", 50, 60, 70).with("SN", 30, 40, 50).results();

  @Test
  void theBestMethodReachesItOrNot() {
    assertThat(Bar.of(FD, 40).isReached(RESULTS)).isTrue();
    assertThat(Bar.of(FD, 39.9).isReached(RESULTS)).isFalse();
    assertThat(Bar.timesReal(FD, 40).isReached(RESULTS)).isTrue();
    assertThat(Bar.timesReal(FD, 39).isReached(RESULTS)).isFalse();
    assertThat(Bar.timesReal(FD, 50).and(FD, 39).isReached(RESULTS)).isFalse();
    assertThat(Bar.timesReal(FD, 50).inWords(RESULTS))
        .isEqualTo(
            "The bar for a comparison of trained networks, FD at most 50 × that of real images, 50"
                + " in the best method, is reached: SN has FD 40.");
    assertThat(Bar.of(FD, 30).inWords(RESULTS))
        .startsWith("The bar for a comparison of trained networks, FD at most 30 in the best")
        .contains("is NOT reached: SN has FD 40. What follows speaks of the beginning of training");
  }

  /** As in the smoke budget, where networks of four steps would be below three times the floor. */
  @Test
  void multiplesOfTheFdOfFewImagesAreNotJudged() {
    Score real = RESULTS.floor().get(0);
    Protocol many = real.protocol();
    Protocol few =
        new Protocol(
            many.extractor(),
            many.weightsHash(),
            many.resizer(),
            100,
            many.realSet(),
            many.realHash(),
            20,
            many.estimator(),
            many.seed());
    Results smoke =
        new Results(
            RESULTS.setup(),
            RESULTS.cells(),
            List.of(new Score(real.kind(), real.name(), real.value(), NAN, few)),
            Optional.empty());
    assertThat(Bar.timesReal(FD, 40).isReached(smoke)).isFalse();
    assertThat(Bar.timesReal(FD, 40).inWords(smoke))
        .contains("can't be judged by 20 generated images", "it takes 500");
    assertThat(Bar.of(FD, 40).isReached(smoke)).as("a bar that asks nothing of them").isTrue();
  }

  /** KID's estimator is unbiased: of real images against real ones it may well be below zero. */
  @Test
  void aMultipleOfWhatIsNotPositiveIsNoBar() {
    Score real = RESULTS.floor().get(0);
    List<Score> floor = List.of(new Score(real.kind(), real.name(), -0.25, NAN, real.protocol()));
    Results below = new Results(RESULTS.setup(), RESULTS.cells(), floor, Optional.empty());
    Bar triple = Bar.timesReal(FD, 3);
    assertThat(triple.isReached(below)).isFalse();
    assertThat(triple.bound(below, FD)).isEmpty();
    assertThat(triple.inWords(below))
        .contains("can't be judged as a multiple of -0.25, which is what real images have");
    assertThatThrownBy(() -> triple.requireMultiples(floor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the bar for FD can't be stated as a multiple of -0.25");
    assertThat(Bar.of(FD, 40).isReached(below)).isTrue();
    for (double factor : new double[] {0, -3}) {
      assertThatThrownBy(() -> Bar.timesReal(FD, factor))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("positive multiple")
          .hasMessageEndingWith("not " + factor);
    }
  }

  /** The same numbers as a score of which more is better: the best mean is 60. */
  @Test
  void ofScoresOfWhichMoreIsBetterTheLargestMeanMustReachIt() {
    Score.Kind recall = Score.Kind.RECALL;
    List<Cell> cells =
        RESULTS.cells().stream()
            .map(
                cell -> {
                  Score fd = cell.scores().get(0);
                  Score score = new Score(recall, "recall", fd.value(), NAN, fd.protocol());
                  return new Cell(
                      cell.method(),
                      cell.seed(),
                      cell.axes(),
                      cell.outcome(),
                      List.of(fd, score),
                      cell.history(),
                      cell.samples(),
                      cell.provenance());
                })
            .toList();
    Score floor = RESULTS.floor().get(0);
    Results both =
        new Results(
            RESULTS.setup(),
            cells,
            List.of(floor, new Score(recall, "recall", 100, NAN, floor.protocol())),
            Optional.empty());
    assertThat(Bar.of("recall", 60).isReached(both)).isTrue();
    assertThat(Bar.of("recall", 61).isReached(both)).isFalse();
    assertThat(Bar.timesReal("recall", 0.6).isReached(both)).isTrue();
    // the best by the first score is SN, whose recall is 40
    assertThat(Bar.of(FD, 50).and("recall", 40).isReached(both)).isTrue();
    assertThat(Bar.of(FD, 50).and("recall", 41).isReached(both)).isFalse();
    assertThat(Bar.of(FD, 50).and("recall", 41).inWords(both))
        .contains("FD at most 50 and recall at least 41 in the best method, is NOT reached: SN has")
        .contains("SN has FD 40, recall 40.");
  }

  @Test
  void aMethodWhoseRunsDivergeIsNotTheBest() {
    // a diverged run's last finite weights score 100 here
    Results half =
        new MadeUpResults().with("none", 50, 60, 70, 60).with("SN", 30, NAN, NAN, 10).results();
    assertThat(Bar.of(FD, 40).isReached(half)).isFalse();
    assertThat(Bar.of(FD, 60).inWords(half)).contains("is reached: none has FD 60.");
    Results most =
        new MadeUpResults().with("none", 50, 60, 70, 60).with("SN", 30, 20, NAN, 10).results();
    assertThat(Bar.of(FD, 40).inWords(most)).contains("is reached: SN has FD 20.");
    Results all = new MadeUpResults().with("none", NAN, NAN).with("SN", NAN, NAN).results();
    assertThat(Bar.of(FD, 1000).isReached(all)).isFalse();
    assertThat(Bar.of(FD, 1000).inWords(all))
        .contains("is NOT reached: of no method more than half of the runs ended well. What");
  }

  @Test
  void whatItAsksForMustBeMeasuredAndANumber() {
    assertThatThrownBy(() -> Bar.of(FD, 40).and("recall(lite0)", 0.2).isReached(RESULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the bar asks for recall(lite0), but the scores are [FD]");
    assertThatThrownBy(() -> Bar.of(FD, NAN)).hasMessageContaining("conditions with numbers");
    assertThatThrownBy(() -> new Bar(List.of())).hasMessageContaining("conditions with numbers");
  }
}
