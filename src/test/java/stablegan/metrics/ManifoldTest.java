package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;

class ManifoldTest {

  /** Real at 0, 1, 3, 10: radii for k = 1 are 1, 1, 2, 7. Fake at 2, 4, 30: radii 2, 2, 26. */
  @Test
  void fourMeasuresByHand() {
    Features real = FakeFeatures.of(new float[] {0, 1, 3, 10}, 1);
    Features fake = FakeFeatures.of(new float[] {2, 4, 30}, 1);
    Manifold manifold = Manifold.of(real, fake, 1);
    // 2 is in the balls of 1 (on its edge) and 3; 4 in those of 3 and 10; 30 in none
    assertThat(manifold.precision()).isEqualTo(2 / 3.0);
    // 0 is on the edge of 2's ball, 1 and 3 in it, 10 in 30's
    assertThat(manifold.recall()).isEqualTo(1);
    // strictly inside: 2 in 3's; 4 in 3's and 10's
    assertThat(manifold.density()).isEqualTo(3 / 3.0);
    assertThat(manifold.coverage()).isEqualTo(0.5);
  }

  @Test
  void aSetAgainstItselfIsWhollyCovered() {
    Features real = FakeFeatures.normal("real", 1500, 5, 0, 1, 1);
    assertThat(Metrics.precision().score(real, real).value()).isEqualTo(1);
    assertThat(Metrics.recall().score(real, real).value()).isEqualTo(1);
    assertThat(Metrics.coverage().score(real, real).value()).isEqualTo(1);
  }

  /** Draws without images of one set have the provenance of the whole. */
  @Test
  void eachDrawHasItsOwnPrecision() {
    Features real = FakeFeatures.of(new float[] {0, 1, 2, 3}, 1);
    Features fake = FakeFeatures.of(new float[] {0, 1, 2, 70, 80, 90}, 1).withoutImages();
    Metric precision = Metrics.precision(1);
    assertThat(precision.score(real, fake.select("", new int[] {0, 1, 2})).value()).isEqualTo(1);
    assertThat(precision.score(real, fake.select("", new int[] {3, 4, 5})).value()).isZero();
  }

  /**
   * Each image lies in the balls of the k images that it is among the k − 1 nearest of, and its
   * own: k balls on average. The k-th neighbour is on the edge, which rounding doesn't move.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 64, 500})
  void aSetHasDensityOneInItselfAndInACopy(int dim) {
    Features real = FakeFeatures.normal("real", 1500, dim, 1, 1, 1);
    Features copy = FakeFeatures.normal("copy", 1500, dim, 1, 1, 1);
    assertThat(Metrics.density().score(real, real).value()).isEqualTo(1);
    assertThat(Metrics.density().score(real, copy).value()).isEqualTo(1);
    assertThat(Metrics.density().score(real.head(700), copy.head(700)).value()).isEqualTo(1);
  }

  /** Values of steps of 2⁻¹⁰, to which float32 adds 2¹³ without rounding. */
  @Test
  void whatAllFeaturesHaveInCommonDoesNotCount() {
    float[] real = steps(FakeFeatures.normal("real", 600, 4, 0, 0.005, 1));
    float[] fake = steps(FakeFeatures.normal("fake", 500, 4, 0, 0.005, 2));
    for (Metric metric : Metrics.named("pr,dc")) {
      double plain = metric.score(FakeFeatures.of(real, 4), FakeFeatures.of(fake, 4)).value();
      Features far = FakeFeatures.of(plus(real, 8192), 4);
      assertThat(metric.score(far, FakeFeatures.of(plus(fake, 8192), 4)).value())
          .as(metric.name())
          .isEqualTo(plain);
    }
  }

  /** Two clusters that lie much further apart than float32 resolves within each. */
  @Test
  void neighboursInClustersFarApartAreToldApart() {
    float[] values = steps(FakeFeatures.normal("real", 600, 4, 0, 0.005, 1));
    float[] apart = plus(values, 8192);
    System.arraycopy(plus(values, -8192), 0, apart, 0, 4 * 300);
    float[] nearer = plus(values, 64);
    System.arraycopy(plus(values, -64), 0, nearer, 0, 4 * 300);
    assertThat(NearestNeighbours.radii(FakeFeatures.of(apart, 4), 3))
        .isEqualTo(NearestNeighbours.radii(FakeFeatures.of(nearer, 4), 3))
        .contains(exact(values), atIndex(0));
  }

  private static double exact(float[] values) {
    Features cluster = FakeFeatures.of(Arrays.copyOf(values, 4 * 300), 4);
    return neighbour(cluster, 0, 3);
  }

  private static float[] steps(Features features) {
    float[] values = new float[features.size() * features.featureDim()];
    for (int i = 0; i < values.length; i++) {
      float value = features.feature(i / features.featureDim())[i % features.featureDim()];
      values[i] = Math.round(value * 1024) / 1024f;
    }
    return values;
  }

  private static float[] plus(float[] values, float offset) {
    float[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += offset;
    }
    return moved;
  }

  @Test
  void setsFarApartScoreZero() {
    Features real = FakeFeatures.normal("real", 50, 5, 0, 1, 1);
    Features far = FakeFeatures.normal("far", 50, 5, 100, 1, 2);
    for (Metric metric : Metrics.named("pr,dc")) {
      assertThat(metric.score(real, far).value()).as(metric.name()).isZero();
    }
  }

  @Test
  void aCollapsedGeneratorIsPreciseAndRecallsNothing() {
    Features real = FakeFeatures.normal("real", 100, 2, 0, 1, 1);
    float[] copies = new float[200];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(real.feature(0), 0, copies, 2 * i, 2);
    }
    Features collapsed = FakeFeatures.of(copies, 2);
    assertThat(Metrics.precision().score(real, collapsed).value()).isEqualTo(1);
    // balls of radius 0 hold the copied image only
    assertThat(Metrics.recall().score(real, collapsed).value()).isEqualTo(0.01);
  }

  @Test
  void blocksOfTheDistanceMatrixDoNotChangeTheResult() {
    Features real = FakeFeatures.normal("real", 1100, 3, 0, 1, 1);
    Features fake = FakeFeatures.normal("fake", 1050, 3, 0.5, 1, 2);
    int covered = 0;
    for (int i = 0; i < real.size(); i++) {
      covered += nearest(real, i, fake) < neighbour(real, i, 5) ? 1 : 0;
    }
    assertThat(Metrics.coverage().score(real, fake).value())
        .isEqualTo((double) covered / real.size());
  }

  @Test
  void tooFewImagesForKAreRefused() {
    Features three = FakeFeatures.normal("three", 3, 2, 0, 1, 1);
    assertThatThrownBy(() -> Metrics.precision().score(three, three))
        .hasMessageContaining("precision needs at least 4 images");
    assertThatThrownBy(() -> Metrics.recall(0)).hasMessageContaining("k = 0");
  }

  private static double nearest(Features real, int i, Features fake) {
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < fake.size(); j++) {
      best = Math.min(best, squared(real.feature(i), fake.feature(j)));
    }
    return best;
  }

  private static double neighbour(Features real, int i, int k) {
    double[] distances = new double[real.size()];
    for (int j = 0; j < real.size(); j++) {
      distances[j] = squared(real.feature(i), real.feature(j));
    }
    Arrays.sort(distances);
    return distances[k];
  }

  private static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return sum;
  }
}
