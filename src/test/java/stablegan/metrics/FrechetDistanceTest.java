package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.features.FakeFeatures;
import stablegan.features.FeatureStatistics;
import stablegan.features.Features;

class FrechetDistanceTest {

  private static final Percentage CLOSED_FORM = Percentage.withPercentage(1e-7);

  /** Rounding of a difference of traces of size 10. */
  private static final Offset<Double> ZERO = Offset.offset(1e-12);

  /** Two distances of float32 features, which don't add exactly. */
  private static final double FLOAT32 = 1e-5;

  @Test
  void diagonalGaussiansGiveTheClosedForm() {
    double[] first = {4, 1, 0.25, 9};
    double[] second = {1, 2, 5, 1e-6};
    double expected = 3 * 3 + 1;
    for (int i = 0; i < first.length; i++) {
      expected += Math.pow(Math.sqrt(first[i]) - Math.sqrt(second[i]), 2);
    }
    FeatureStatistics a = FeatureStatistics.of(100, new double[] {0, 0, 1, 2}, diagonal(first));
    FeatureStatistics b = FeatureStatistics.of(100, new double[] {3, 0, 0, 2}, diagonal(second));
    assertThat(a.frechetDistance(b)).isCloseTo(expected, CLOSED_FORM);
  }

  /** For 2×2 matrices tr((AB)^½) = (tr(AB) + 2·det(AB)^½)^½. */
  @Test
  void gaussiansThatDoNotCommuteGiveTheClosedForm() {
    double[] a = {2, 1.2, 1.2, 3};
    double[] b = {1, -0.7, -0.7, 0.8};
    double trace = a[0] * b[0] + 2 * a[1] * b[1] + a[3] * b[3];
    double determinant = (a[0] * a[3] - a[1] * a[1]) * (b[0] * b[3] - b[1] * b[1]);
    double expected = a[0] + a[3] + b[0] + b[3] - 2 * Math.sqrt(trace + 2 * Math.sqrt(determinant));
    assertThat(between(a, b)).isCloseTo(expected, CLOSED_FORM);
  }

  @Test
  void singularGaussiansGiveTheClosedForm() {
    // rank one each, along (1, 1) and (1, 0): the root's trace is the product of the two lengths
    // and the cosine between them
    assertThat(between(new double[] {1, 1, 1, 1}, new double[] {4, 0, 0, 0}))
        .isCloseTo(2 + 4 - 2 * Math.sqrt(2) * 2 * Math.sqrt(0.5), CLOSED_FORM);
    assertThat(between(new double[] {0, 0, 0, 0}, new double[] {4, 0, 0, 1}))
        .isCloseTo(5, CLOSED_FORM);
  }

  @Test
  void frechetOfEqualGaussiansIsZero() {
    double[] covariance = {2, 1.2, 1.2, 3};
    assertThat(between(covariance, covariance)).isCloseTo(0, ZERO);
  }

  @Test
  void covarianceAndMeanAreUnbiasedAsNumpyHasThem() {
    FeatureStatistics statistics = FakeFeatures.of(new float[] {1, 2, 3, 6, 5, 1}, 2).statistics();
    assertThat(statistics.mean()).containsExactly(3, 3);
    assertThat(statistics.covariance()).containsExactly(new double[] {4, -1, -1, 7}, ZERO);
    assertThat(statistics.count()).isEqualTo(3);
  }

  @Test
  void chunksOfRowsDoNotChangeTheStatistics() {
    Features features = FakeFeatures.normal("chunks", 2500, 3, 100, 1, 1);
    double[] mean = new double[3];
    for (int i = 0; i < features.size(); i++) {
      for (int j = 0; j < 3; j++) {
        mean[j] += (double) features.feature(i)[j] / features.size();
      }
    }
    double covariance = 0;
    for (int i = 0; i < features.size(); i++) {
      float[] row = features.feature(i);
      covariance += (row[0] - mean[0]) * (row[2] - mean[2]) / (features.size() - 1);
    }
    assertThat(features.statistics().mean()).containsExactly(mean, Offset.offset(1e-10));
    assertThat(features.statistics().covariance()[2]).isCloseTo(covariance, ZERO);
  }

  @Property(tries = 20)
  void aShiftAddsItsSquaredLength(
      @ForAll @LongRange(min = 0, max = 1000) long seed,
      @ForAll @DoubleRange(min = -5, max = 5) double shift) {
    Features a = FakeFeatures.normal("a", 60, 7, 0, 1, seed);
    Features b = FakeFeatures.normal("b", 50, 7, 0, 2, seed + 1);
    Features shifted = FakeFeatures.normal("b", 50, 7, shift, 2, seed + 1);
    FeatureStatistics moved = shifted.statistics();
    double difference =
        squaredMeanDistance(moved, a.statistics())
            - squaredMeanDistance(b.statistics(), a.statistics());
    assertThat(frechet(a, shifted) - frechet(a, b)).isCloseTo(difference, Offset.offset(FLOAT32));
  }

  @Property(tries = 20)
  void itIsSymmetric(@ForAll @LongRange(min = 0, max = 1000) long seed) {
    Features a = FakeFeatures.normal("a", 12, 30, 0, 1, seed);
    Features b = FakeFeatures.normal("b", 50, 30, 1, 2, seed + 1);
    assertThat(frechet(a, b)).isCloseTo(frechet(b, a), CLOSED_FORM);
  }

  @Test
  void oneImageIsTooFew() {
    Features many = FakeFeatures.normal("many", 10, 3, 0, 1, 1);
    Features one = FakeFeatures.normal("one", 1, 3, 0, 1, 1);
    assertThatThrownBy(() -> Metrics.frechet().score(many, one))
        .hasMessageContaining("needs at least 2 images")
        .hasMessageContaining("one test has 1");
  }

  @Test
  void moreImagesThanThereAreIsRefused() {
    Features few = FakeFeatures.normal("few", 10, 3, 0, 1, 1);
    assertThatThrownBy(() -> Metrics.frechet(20).score(few, few))
        .hasMessageContaining("wants 20 generated images, few test has 10");
  }

  @Test
  void statisticsOfOtherDimensionsAreRefused() {
    Features two = FakeFeatures.normal("two", 10, 2, 0, 1, 1);
    Features three = FakeFeatures.normal("three", 10, 3, 0, 1, 1);
    assertThatThrownBy(() -> two.statistics().frechetDistance(three.statistics()))
        .hasMessageContaining("2 features")
        .hasMessageContaining("3");
  }

  @Test
  void statisticsThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> FeatureStatistics.of(2, new double[] {0}, new double[] {Double.NaN}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> FeatureStatistics.of(2, new double[] {0, 1}, new double[] {1}))
        .hasMessageContaining("covariance of 4");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -2, 0, 1})
  void statisticsOfFewerThanTwoImagesAreRefused(long count) {
    double[] one = {1};
    assertThatThrownBy(() -> FeatureStatistics.of(count, one, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "statistics are of at least 2 images, or -1 where their number isn't known, not of "
                + count);
    assertThat(FeatureStatistics.of(FeatureStatistics.UNKNOWN_COUNT, one, one).count())
        .isEqualTo(-1);
  }

  private static double frechet(Features a, Features b) {
    return a.statistics().frechetDistance(b.statistics());
  }

  private static double between(double[] a, double[] b) {
    double[] mean = new double[2];
    return FeatureStatistics.of(10, mean, a).frechetDistance(FeatureStatistics.of(10, mean, b));
  }

  private static double[] diagonal(double... values) {
    double[] matrix = new double[values.length * values.length];
    for (int i = 0; i < values.length; i++) {
      matrix[i * values.length + i] = values[i];
    }
    return matrix;
  }

  private static double squaredMeanDistance(FeatureStatistics a, FeatureStatistics b) {
    double sum = 0;
    for (int i = 0; i < a.mean().length; i++) {
      double difference = a.mean()[i] - b.mean()[i];
      sum += difference * difference;
    }
    return sum;
  }
}
