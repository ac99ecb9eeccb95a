package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;
import stablegan.features.FeaturesTest;
import stablegan.features.FirstPixels;

class DataCopyingTest {

  private static final int DIM = 5;

  /** Inner products in another order of summation, float64, values of about 1. */
  private static final double ROUNDING = 1e-12;

  private final Features train = FakeFeatures.normal("train", 1100, DIM, 0, 1, 1);
  private final Features heldOut = FakeFeatures.normal("held out", 300, DIM, 0, 1, 2);
  private final Features fresh = FakeFeatures.normal("fresh", 200, DIM, 0, 1, 3);

  @Test
  void theNearestTrainingImageIsThatOfASearchThroughAll() {
    TrainingNeighbours neighbours = TrainingNeighbours.of(train, fresh);
    for (int image = 0; image < fresh.size(); image++) {
      double[] distances = distancesTo(fresh.feature(image));
      int nearest =
          IntStream.range(0, distances.length)
              .reduce((a, b) -> distances[b] < distances[a] ? b : a)
              .orElseThrow();
      assertThat(neighbours.index(image)).isEqualTo(nearest);
      assertThat(neighbours.distance(image)).isCloseTo(distances[nearest], within(ROUNDING));
    }
    int[] closest = neighbours.closest(3);
    double[] sorted = Arrays.stream(neighbours.distances()).sorted().toArray();
    assertThat(neighbours.distance(closest[2])).isEqualTo(sorted[2]);
    assertThat(neighbours.indices(closest)[0]).isEqualTo(neighbours.index(closest[0]));
  }

  private double[] distancesTo(float[] feature) {
    double[] distances = new double[train.size()];
    for (int i = 0; i < distances.length; i++) {
      float[] other = train.feature(i);
      double sum = 0;
      for (int d = 0; d < DIM; d++) {
        sum += ((double) feature[d] - other[d]) * ((double) feature[d] - other[d]);
      }
      distances[i] = Math.sqrt(sum);
    }
    return distances;
  }

  @Test
  void copiesLieAtDistanceZeroOfTheirOriginals() {
    int[] learntByHeart = {1099, 7, 400, 7};
    TrainingNeighbours copied =
        TrainingNeighbours.of(train, train.select("[copies]", learntByHeart));
    assertThat(copied.distances()).containsOnly(0);
    assertThat(copied.indices(0, 1, 2, 3)).isEqualTo(learntByHeart);
    TrainingNeighbours self = TrainingNeighbours.of(train, train);
    assertThat(self.distances()).containsOnly(0);
    assertThat(self.index(1099)).isEqualTo(1099);
  }

  @Test
  void freshImagesPassAndMemorisedOnesAreFlagged() {
    Metric copying = Metrics.copying(heldOut);
    Score passed = copying.score(train, fresh);
    Score flagged = copying.score(train, noisyCopies());
    Score missed = copying.score(train, FakeFeatures.normal("far", 200, DIM, 3, 1, 4));
    // a standard normal number under the null hypothesis
    assertThat(passed.value()).isBetween(-4.0, 4.0);
    assertThat(flagged.value()).isLessThan(-10);
    assertThat(missed.value()).isGreaterThan(10);
    assertThat(passed.name()).isEqualTo("Z_U(none)");
    assertThat(passed.protocol().estimator())
        .isEqualTo("Z_U, 300 held-out images, held out test, hash hash-held out");
    assertThat(copying).hasToString("copying[samples=0, heldOut=hash-held out]");
  }

  private Features noisyCopies() {
    Random random = new Random(9);
    float[] values = new float[200 * DIM];
    for (int i = 0; i < values.length; i++) {
      values[i] = train.feature(i / DIM)[i % DIM] + (float) (0.01 * random.nextGaussian());
    }
    return FakeFeatures.of(values, DIM);
  }

  @Test
  void theStatisticIsMannAndWhitneys() {
    // pairs with generated > fresh: 3 > {1, 2}, 2 ties with 2 and beats 1, 0 beats none: 3.5 of 9
    double[] generated = {3, 0, 2};
    double[] held = {2, 1, 5};
    double expected = (3.5 - 4.5) / Math.sqrt(9.0 * 7 / 12);
    assertThat(DataCopying.standardised(generated, held)).isCloseTo(expected, within(ROUNDING));
    assertThat(DataCopying.standardised(held, held)).isZero();
  }

  @Test
  void heldOutImagesThatWereTrainedOnAreRefused() {
    Features trained = train.select("[trained on]", IntStream.range(0, 100).toArray());
    assertThatThrownBy(() -> Metrics.copying(trained).score(train, fresh))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100 of the 100 held-out images");
  }

  @Test
  void otherFeaturesAndImpossibleNumbersAreRefused() {
    Features other = Features.of(FeaturesTest.images(3), new FirstPixels("pixels", 48));
    assertThatThrownBy(() -> TrainingNeighbours.of(train, other))
        .hasMessageContaining("use one extractor");
    assertThatThrownBy(() -> TrainingNeighbours.of(train, fresh).closest(201))
        .hasMessageContaining("201 images asked for, there are 200");
  }
}
