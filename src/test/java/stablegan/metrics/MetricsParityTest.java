package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equality with torch-fidelity 0.4.0 on the same features: golden_metrics.py. */
class MetricsParityTest {

  /** Both sides are float64; what remains is the order of sums. */
  private static final Percentage RELATIVE = Percentage.withPercentage(1e-4);

  /** The reference averages these counts in float32. */
  private static final Offset<Double> FLOAT32 = Offset.offset(1e-6);

  private static GoldenValues golden;

  @BeforeAll
  static void read() {
    golden = new GoldenValues("metrics");
  }

  @AfterAll
  static void close() {
    golden.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void frechetDistanceEqualsTheReference(String name) {
    Score score = Metrics.frechet().score(real(name), fake(name));
    assertThat(score.value()).isCloseTo(golden.value(name + "/frechet"), RELATIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void kernelDistanceOfGivenSubsetsEqualsTheReference(String name) {
    int[][] reals = golden.indices(name + "/kid_real");
    int[][] fakes = golden.indices(name + "/kid_fake");
    for (double[] estimates :
        List.of(
            KernelDistance.together(real(name), reals, fake(name), fakes),
            KernelDistance.apart(real(name), reals, fake(name), fakes))) {
      assertThat(Spread.mean(estimates)).isCloseTo(golden.value(name + "/kid_mean"), RELATIVE);
      assertThat(Spread.deviation(estimates)).isCloseTo(golden.value(name + "/kid_std"), RELATIVE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void kernelDistanceOfWholeSetsEqualsTheReference(String name) {
    int n = Math.min(real(name).size(), fake(name).size());
    Score score = Metrics.kernel().score(real(name).head(n), fake(name).head(n));
    assertThat(score.value()).isCloseTo(golden.value(name + "/kid_whole"), RELATIVE);
    assertThat(score.spread()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void precisionAndRecallEqualTheReference(String name) {
    assertEqual(name, "precision", Metrics.precision());
    assertEqual(name, "recall", Metrics.recall());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tall", "wide", "mixed", "low_rank", "dead", "collapsed"})
  void densityAndCoverageEqualTheFormulas(String name) {
    assertEqual(name, "density", Metrics.density());
    assertEqual(name, "coverage", Metrics.coverage());
  }

  @Test
  void inceptionScoreEqualsTheReference() {
    float[] logits = golden.array("logits").toFloatArray();
    int classes = (int) golden.array("logits").getShape().get(1);
    int[] order = IntStream.range(0, logits.length / classes).toArray();
    double[] scores = Metrics.inceptionScore().scores(logits, classes, order);
    assertThat(Spread.mean(scores)).isCloseTo(golden.value("is_mean"), RELATIVE);
    assertThat(Spread.deviation(scores)).isCloseTo(golden.value("is_std"), RELATIVE);
  }

  private static void assertEqual(String name, String key, Metric metric) {
    ToDoubleFunction<Metric> value = m -> m.score(real(name), fake(name)).value();
    assertThat(value.applyAsDouble(metric)).isCloseTo(golden.value(name + "/" + key), FLOAT32);
  }

  private static Features real(String name) {
    return golden.features(name + "/real");
  }

  private static Features fake(String name) {
    return golden.features(name + "/fake");
  }
}
