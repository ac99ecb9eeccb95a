package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
    List<FeatureStatistics> parts =
        List.of(
            FeatureStatistics.of(images.head(40), pixels),
            FeatureStatistics.of(images.select(IntStream.range(40, 42).toArray()), pixels),
            FeatureStatistics.of(images.select(IntStream.range(42, 103).toArray()), pixels));
    FeatureStatistics merged =
        FeatureStatistics.merged(Extraction.provenance(images, pixels), parts);
    assertThat(merged.count()).isEqualTo(103);
    assertThat(merged.provenance()).isEqualTo(whole.provenance());
    assertClose(merged.mean(), whole.mean());
    assertClose(merged.covariance(), whole.covariance());
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
