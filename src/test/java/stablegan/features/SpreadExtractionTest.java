package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stablegan.cluster.Cluster;
import stablegan.data.ImageSet;
import stablegan.data.Images;

/** What a cluster does itself is tried by environment/test_spark.py. */
class SpreadExtractionTest {

  /** Of float64 sums in another order, relative to the largest value. */
  private static final double ROUNDING = 1e-13;

  @Test
  void statisticsOfPartsAreThoseOfTheWhole() {
    ImageSet images = Images.fashionMnistT10k().head(103);
    FeatureExtractor pixels = Extractors.pixels(5);
    FeatureStatistics whole = FeatureStatistics.of(images, pixels);
    MergedMoments moments = new MergedMoments(pixels.featureDim());
    moments.add(FeatureStatistics.of(images.head(40), pixels));
    moments.add(FeatureStatistics.of(images.select(IntStream.range(40, 42).toArray()), pixels));
    moments.add(FeatureStatistics.of(images.select(IntStream.range(42, 103).toArray()), pixels));
    FeatureStatistics merged = moments.statistics(Extraction.provenance(images, pixels));
    assertThat(merged.count()).isEqualTo(103);
    assertThat(merged.provenance()).isEqualTo(whole.provenance());
    assertClose(merged.mean(), whole.mean());
    assertClose(merged.covariance(), whole.covariance());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 258, 511, 512, 513, 514, 1000})
  void partsAreTheSetInItsOrderAndNoneIsASingleImageOfMany(int size) {
    List<int[]> parts =
        new SpreadExtraction(
                Images.fashionMnistT10k().head(size),
                Extractors.pixels(5),
                Cluster.spark("local[1]"),
                done -> {})
            .parts();
    assertThat(parts.stream().flatMapToInt(IntStream::of).toArray())
        .isEqualTo(IntStream.range(0, size).toArray());
    assertThat(parts).allMatch(part -> part.length > 1 || size == 1);
    assertThat(parts.subList(0, parts.size() - 1)).allMatch(part -> part.length % 64 == 0);
  }

  private static void assertClose(double[] found, double... expected) {
    double largest = 0;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(ROUNDING * largest));
    }
  }
}
