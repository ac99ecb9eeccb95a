package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
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
