package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.random.RandomStream;

/** What every extractor of features keeps to. */
class ExtractorContractTest {

  /** Of the largest feature, for sums of a network in single precision in another order. */
  private static final double ROUNDING = 1e-4;

  private static final int IMAGES = 3;

  static Stream<Named<Supplier<FeatureExtractor>>> extractors() {
    return Stream.of(
        Named.of("pixels", () -> Extractors.pixels(8)),
        Named.of("lite0", () -> Extractors.lite0(96)));
  }

  private static NDArray images(NDManager manager, int channels) {
    return RandomStream.of(1, RandomStream.Purpose.DATA, 0)
        .uniform(manager, 0, 255, new Shape(IMAGES, channels, 12, 10));
  }

  @ParameterizedTest
  @MethodSource("extractors")
  void eachImageHasTheFeaturesThatItHasAlone(Supplier<FeatureExtractor> network) {
    try (FeatureExtractor extractor = network.get();
        NDManager manager = NDManager.newBaseManager()) {
      NDArray images = images(manager, 3);
      NDList all = extractor.extract(images);
      assertThat(all).hasSize(extractor.logitDim() > 0 ? 2 : 1);
      assertThat(all.get(0).getShape()).isEqualTo(new Shape(IMAGES, extractor.featureDim()));
      if (extractor.logitDim() > 0) {
        assertThat(all.get(1).getShape()).isEqualTo(new Shape(IMAGES, extractor.logitDim()));
      }
      for (int i = 0; i < IMAGES; i++) {
        NDList alone = extractor.extract(images.get(i + ":" + (i + 1)));
        for (int k = 0; k < all.size(); k++) {
          assertSame(all.get(k).get(i), alone.get(k).get(0));
        }
      }
      assertSame(all.get(0), extractor.withoutLogits().extract(images).get(0));
    }
  }

  @ParameterizedTest
  @MethodSource("extractors")
  void greyImagesAreColourImagesOfThreeEqualChannels(Supplier<FeatureExtractor> network) {
    try (FeatureExtractor extractor = network.get();
        NDManager manager = NDManager.newBaseManager()) {
      NDArray grey = images(manager, 1);
      NDArray features = extractor.extract(grey).get(0);
      assertSame(features, extractor.extract(grey.repeat(1, 3)).get(0));
      assertThat(features.get(0)).isNotEqualTo(features.get(1));
    }
  }

  private static void assertSame(NDArray a, NDArray b) {
    double scale = a.abs().max().getFloat();
    assertThat((double) a.sub(b).abs().max().getFloat()).isCloseTo(0, within(ROUNDING * scale));
  }

  @ParameterizedTest
  @MethodSource("extractors")
  void itSaysWhatItIs(Supplier<FeatureExtractor> network) {
    try (FeatureExtractor extractor = network.get();
        FeatureExtractor again = network.get()) {
      assertThat(extractor.id()).isEqualTo(again.id()).startsWith(extractor.name());
      assertThat(extractor.weightsHash())
          .isEqualTo(again.weightsHash())
          .matches("none|[0-9a-f]{64}");
      assertThat(extractor.resizer()).isNotBlank();
      assertThat(extractor.batchSize()).isPositive();
    }
  }
}
