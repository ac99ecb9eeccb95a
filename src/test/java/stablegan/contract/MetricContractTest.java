package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.data.ImageSet;
import stablegan.features.Features;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.metrics.Score;
import stablegan.metrics.SimpleExtractor;

/** What every metric keeps to: images of two pixels, whose features are these pixels. */
class MetricContractTest {

  private static final int IMAGES = 64;
  private static final int CLASSES = 2;

  private static final Features REAL = images("real", 1, 128, 40);

  /** As real as the real ones. */
  private static final Features LIKE = images("like", 2, 128, 40);

  /** Far away, and all alike. */
  private static final Features COLLAPSED = images("two-pixels", "collapsed", 3, 250, 40, 1);

  static Stream<Named<Metric>> metrics() {
    return Stream.of(
            Metrics.frechet(),
            Metrics.frechetInfinity(),
            Metrics.intraClassFrechet(),
            Metrics.kernel(),
            Metrics.kernel(30, 2, 8, 0), // each subset by itself
            Metrics.kernelInterval(),
            Metrics.inceptionScore(),
            Metrics.precision(),
            Metrics.recall(),
            Metrics.density(),
            Metrics.coverage(),
            Metrics.modes(),
            Metrics.reverseKl(),
            Metrics.of("gap", true, (a, b) -> Math.abs(a.mean()[0] - b.mean()[0])))
        .map(metric -> Named.of(metric.name(), metric));
  }

  private static Features images(String name, long seed, double mean, double deviation) {
    return images("two-pixels", name, seed, mean, 0, deviation);
  }

  /**
   * Grey images.
   *
   * @param step what the second pixel is darker by
   */
  private static Features images(
      String extractor, String name, long seed, double mean, double step, double deviation) {
    Random random = new Random(seed);
    byte[] pixels = new byte[IMAGES * 2];
    int[] labels = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      for (int j = 0; j < 2; j++) {
        double value = mean - j * step + deviation * random.nextGaussian();
        pixels[2 * i + j] = (byte) Math.round(Math.min(255, Math.max(0, value)));
      }
      labels[i] = i % CLASSES;
    }
    return features(extractor, ImageSet.of(name, "test", 1, 1, 2, pixels, labels));
  }

  private static Features features(String extractor, ImageSet images) {
    return Features.of(
        images,
        new SimpleExtractor(
            extractor,
            extractor,
            2,
            CLASSES,
            x -> {
              NDList rows = new NDList(x.reshape(-1, 2));
              rows.add(rows.get(0).sub(128).mul(0.1f)); // logits
              return rows;
            }));
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void theSameImagesHaveTheSameScoreAgain(Metric metric) {
    Score score = metric.score(REAL, LIKE);
    assertThat(metric.score(REAL, LIKE)).isEqualTo(score).isEqualByComparingTo(score);
    assertThat(score.kind()).isEqualTo(metric.kind());
    assertThat(score.name()).isEqualTo(metric.kind().name() + "(two-pixels)");
    assertThat(score.protocol().fakeCount()).isBetween(metric.fewest(), IMAGES);
    assertThat(score.protocol().estimator()).isNotBlank();
  }

  /** Generated ones can't be once their generator is closed, and take long before. */
  @ParameterizedTest
  @MethodSource("metrics")
  void imagesAreNotReadAgain(Metric metric) {
    AtomicBoolean closed = new AtomicBoolean();
    Features real = features("two-pixels", readable(REAL, closed));
    Features like = features("two-pixels", readable(LIKE, closed));
    closed.set(true);
    assertThat(metric.score(real, like).value()).isEqualTo(metric.score(REAL, LIKE).value());
  }

  /** The images of features, in parts of 8, until they are closed. */
  private static ImageSet readable(Features features, AtomicBoolean closed) {
    ImageSet images = features.images().orElseThrow();
    return ImageSet.chunked(
        images.name(),
        images.split(),
        IMAGES,
        8,
        part -> {
          assertThat(closed).isFalse();
          return images.select(IntStream.range(8 * part, 8 * part + 8).toArray());
        });
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void imagesFarAwayAndAllAlikeAreWorse(Metric metric) {
    double better = metric.score(REAL, LIKE).value();
    double worse = metric.score(REAL, COLLAPSED).value();
    if (metric.kind().lowerIsBetter()) {
      assertThat(better).isLessThan(worse);
    } else {
      assertThat(better).isGreaterThan(worse);
    }
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void featuresOfAnotherNetworkAreRefusedIfRealImagesCount(Metric metric) {
    boolean looksAtReal = metric.score(REAL, LIKE).protocol().realCount() > 0;
    Features other = images("other", "like", 2, 128, 0, 40);
    if (looksAtReal) {
      assertThatThrownBy(() -> metric.score(REAL, other))
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(metric.score(REAL, other).name()).endsWith("(other)");
    }
  }
}
