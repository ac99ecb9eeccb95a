package stablegan.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import stablegan.features.FakeFeatures;
import stablegan.features.Features;

class IntraClassFrechetTest {

  private static final Percentage ROUNDING = Percentage.withPercentage(1e-6);

  private final Metric metric = Metrics.intraClassFrechet();

  /** Two classes around 0 and 10 in one dimension; labels as given. */
  private static Features classes(int seed, double first, double second) {
    float[] values = new float[200];
    int[] labels = new int[200];
    Features noise = FakeFeatures.normal("x", 200, 1, 0, 1, seed);
    for (int i = 0; i < 200; i++) {
      labels[i] = i % 2;
      values[i] = (float) (noise.feature(i)[0] + (i % 2 == 0 ? first : second));
    }
    return FakeFeatures.labelled("two", values, 1, labels);
  }

  private static float[] values(Features features) {
    float[] values = new float[features.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = features.feature(i)[0];
    }
    return values;
  }

  @Test
  void itIsTheMeanOverClasses() {
    // the same noise moved by 2 in one class and by 4 in the other: distances 4 and 16
    Score score = metric.score(classes(1, 0, 10), classes(1, 2, 14));
    assertThat(score.value()).isCloseTo(10, ROUNDING);
    assertThat(score.spread()).isCloseTo(6, ROUNDING);
    assertThat(score.name()).isEqualTo("intra-FD(none)");
    assertThat(score.protocol().estimator())
        .matches(
            "Gaussian fit a class, mean of 2 classes of 100 real and 100 generated images,"
                + " real labels [0-9a-f]{8}");
  }

  @Test
  void itSeesConfusedClassesWhichTheWholeDistanceDoesNot() {
    Features real = classes(1, 0, 10);
    Features confused = classes(1, 10, 0);
    assertThat(metric.score(real, confused).value()).isCloseTo(100, ROUNDING);
    assertThat(Metrics.frechet().score(real, confused).value()).isLessThan(1);
  }

  @Test
  void scoresAgainstOtherLabelsOfTheSameImagesAreNotCompared() {
    Features fake = classes(2, 0, 10);
    Features real = classes(1, 0, 10);
    int[] other = IntStream.range(0, 200).map(i -> i / 2 % 2).toArray();
    Features relabelled = FakeFeatures.labelled("two", values(real), 1, other);
    Score score = metric.score(real, fake);
    Score against = metric.score(relabelled, fake);
    assertThat(real.identity()).isEqualTo(relabelled.identity());
    assertThatThrownBy(() -> score.difference(against)).hasMessageContaining("real labels");
    assertThat(score.protocol().differenceFrom(metric.score(real, classes(3, 0, 10)).protocol()))
        .isEmpty();
  }

  @Test
  void setsWithoutLabelsAreRefused() {
    Features none = FakeFeatures.normal("none", 20, 1, 0, 1, 1);
    assertThatThrownBy(() -> metric.score(classes(1, 0, 10), none))
        .hasMessageContaining("20 of the 20 images of none test have none");
  }

  @Test
  void aClassOfOneImageIsRefused() {
    Features real = classes(1, 0, 10);
    int[] lone = IntStream.range(0, 200).filter(i -> i % 2 == 0 || i == 7).toArray();
    assertThatThrownBy(() -> metric.score(real, real.select("[lone]", lone)))
        .hasMessageContaining("at least 2 images a class")
        .hasMessageContaining("has 1 of class 1");
  }

  @Test
  void classesThatOneSideLacksAreNamed() {
    Features real = classes(1, 0, 10);
    int[] even = IntStream.range(0, 100).map(i -> 2 * i).toArray();
    assertThatThrownBy(() -> metric.score(real, real.select("[even]", even)))
        .hasMessageContaining("[0, 1]")
        .hasMessageContaining("[0]:");
  }
}
