package stablegan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stablegan.Golden;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.internal.download.MetricNetworks;
import stablegan.internal.files.AtomicFile;
import stablegan.internal.files.Hashes;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;

/**
 * Networks from files: a small one of the FID Inception's call form, made with its golden outputs
 * by src/test/python/inception_stub.py.
 */
class ExtractorsTest {

  /** Two orders of summation in single precision, on values of about 1. */
  private static final float ROUNDING = 1e-5f;

  /** One in the last place of a bfloat16. */
  private static final float BFLOAT16_BIT = 0x1p-8f;

  private static final Percentage SIX_DIGITS = Percentage.withPercentage(1e-4);

  private final ImageSet images = Images.fashionMnistT10k().head(50);

  private static Path stub() {
    return Path.of("src/test/resources/golden/fid_stub.pt");
  }

  @Test
  void aNetworkOfTheFidCallFormGivesItsFeaturesAndProbabilities() {
    try (NDManager manager = NDManager.newBaseManager();
        FeatureExtractor network = Extractors.torchScript(stub())) {
      Golden golden = Golden.read(manager, "fid_stub");
      assertThat(network.featureDim()).isEqualTo(16);
      assertThat(network.logitDim()).isEqualTo(10);
      NDArray pixels = golden.get("images").toType(DataType.FLOAT32, false);
      NDList out = network.extract(pixels);
      assertClose(out.get(0), golden.get("features"));
      assertClose(out.get(1).softmax(1), golden.get("probabilities"));
    }
  }

  /** PyTorch's, of the same layers in bfloat16, but for a last bit here and there. */
  @Test
  void convolutionsInBfloat16GiveWhatPyTorchGives() {
    try (NDManager manager = NDManager.newBaseManager();
        FeatureExtractor full = Extractors.torchScript(stub());
        FeatureExtractor network = Extractors.bfloat16(full)) {
      Golden golden = Golden.read(manager, "fid_stub");
      NDArray pixels = golden.get("images").toType(DataType.FLOAT32, false);
      NDList out = network.extract(pixels);
      NDArray expected = golden.get("features_bfloat16");
      NDArray bit = expected.abs().add(0.1f).mul(BFLOAT16_BIT);
      assertThat(out.get(0).sub(expected).abs().lte(bit).all().getBoolean()).isTrue();
      assertThat(out.get(0).sub(golden.get("features")).abs().max().getFloat()).isPositive();
      assertThat(out.get(1).getShape()).isEqualTo(golden.get("probabilities").getShape());
    }
  }

  @Test
  void aNetworkInBfloat16IsAnotherOneWhoseErrorCanBeMeasured() {
    try (FeatureExtractor network = Extractors.named(stub() + "-bf16");
        FeatureExtractor full = network.unrounded().orElseThrow()) {
      Features rounded = Features.of(images, network);
      Features exact = Features.of(images, full);
      assertThat(network.id()).isEqualTo("fid_stub-bf16");
      assertThat(full.id()).isEqualTo("fid_stub-fp32");
      assertThat(full.unrounded()).isEmpty();
      assertThat(rounded.differenceFrom(exact)).isPositive().isLessThan(4 * BFLOAT16_BIT);
      assertThat(Metrics.frechet().score(rounded, rounded).name()).isEqualTo("FD(fid_stub-bf16)");
      assertThatThrownBy(() -> Metrics.frechet().score(exact, rounded))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("fid_stub-bf16");
    }
  }

  @Test
  void onlyNetworksWithConvolutionsInTorchScriptHaveAFormInBfloat16() {
    FeatureExtractor pixels = Extractors.pixels(4);
    assertThatThrownBy(() -> Extractors.bfloat16(pixels))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(pixels.id())
        .hasMessageContaining("TorchScript");
    String only64 = "src/test/resources/networks/only_64.pt";
    assertThatThrownBy(() -> Extractors.named(only64 + "-bf16"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only_64.pt has no form in bfloat16, take it in float32")
        .hasMessageContaining("no convolution is found");
  }

  @Test
  void aNetworkOfAnotherHashThanTheOneAskedForIsNotRun() {
    String hash = Hashes.of(stub());
    try (FeatureExtractor network = Extractors.named(stub() + "#" + hash)) {
      assertThat(network.weightsHash()).isEqualTo(hash);
    }
    String other = Hashes.of("another");
    assertThatThrownBy(() -> Extractors.torchScript(stub(), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("fid_stub.pt", hash, other, "nothing of it was run");
    assertThatThrownBy(() -> Extractors.named(stub() + "#" + other)).hasMessageContaining(other);
    assertThatThrownBy(() -> Extractors.named(stub() + "#abc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a network's hash must be the 64 hexadecimal digits of a SHA-256 but is \"abc\"");
  }

  @Test
  void withoutLogitsTheFeaturesAreTheSame() {
    try (FeatureExtractor network = Extractors.torchScript(stub())) {
      Features both = Features.of(images, network);
      Features alone = Features.of(images, network.withoutLogits());
      assertThat(alone.logitDim()).isZero();
      assertThat(alone.features()).isEqualTo(both.features());
      assertThat(Metrics.frechet().score(both, alone).value()).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void aNetworkOfAnotherFileKeepsItsName() {
    try (FeatureExtractor network = Extractors.torchScript(stub())) {
      Features features = Features.of(images, network);
      assertThat(Metrics.frechet().score(features, features).name()).isEqualTo("FD(fid_stub)");
      assertThat(Metrics.inceptionScore(0, 2, 0).score(features, features).name())
          .isEqualTo("IS(fid_stub)");
    }
  }

  /** It multiplies by ones: each feature is the sum of all pixels. */
  @Test
  void aNetworkOfAnotherSizeThanCifarsIsTaken() {
    Path file = Path.of("src/test/resources/networks/only_64.pt");
    try (NDManager manager = NDManager.newBaseManager();
        FeatureExtractor network = Extractors.torchScript(file)) {
      assertThat(network.featureDim()).isEqualTo(2);
      NDArray ones = manager.ones(new Shape(1, 3, 64, 64));
      assertThat(network.extract(ones).get(0).toFloatArray()).containsOnly(3 * 64 * 64);
      NDArray small = manager.ones(new Shape(1, 3, 28, 28));
      assertThatThrownBy(() -> network.extract(small))
          .hasMessageContaining("only_64")
          .hasMessageContaining("it takes images of 64×64");
    }
  }

  @Test
  void aNetworkThatWasSavedWhileItWasTrainedIsEvaluated() {
    Path file = Path.of("src/test/resources/networks/in_training.pt");
    try (NDManager manager = NDManager.newBaseManager();
        FeatureExtractor network = Extractors.torchScript(file)) {
      NDArray pixels = images.pixels(manager, 0, 1, 2);
      NDArray means = pixels.reshape(3, -1).mean(new int[] {1}, true).repeat(1, 3);
      assertClose(network.extract(pixels).get(0).div(255), means.div(255));
    }
  }

  @Test
  void theBatchSizeDoesNotTouchTheFirstSixDigits() {
    ImageSet others = Images.fashionMnistT10k().sample(60, 1);
    try (FeatureExtractor network = Extractors.torchScript(stub())) {
      for (Metric metric : Metrics.named("frechet,kid,is")) {
        double whole = score(metric, network, others, 16);
        assertThat(score(metric, network, others, 1)).isCloseTo(whole, SIX_DIGITS);
        assertThat(score(metric, network, others, 7)).isCloseTo(whole, SIX_DIGITS);
      }
    }
  }

  private double score(Metric metric, FeatureExtractor network, ImageSet others, int batch) {
    Features real = new Extraction(images, network, batch, done -> {}).features();
    Features fake = new Extraction(others, network, batch, done -> {}).features();
    return metric.score(real, fake).value();
  }

  @Test
  void onlyTheRightHashMakesAFid() {
    assertThatThrownBy(() -> Extractors.inception(stub()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(MetricNetworks.FID_INCEPTION_SHA256)
        .hasMessageContaining("fid_stub.pt");
  }

  @Test
  void aFileThatIsNoNetworkIsNamed(@TempDir Path folder) throws IOException {
    Path text = AtomicFile.write(folder.resolve("text.pt"), "no network");
    assertThatThrownBy(() -> Extractors.named(text.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("text.pt is not a TorchScript network");
    byte[] half = Files.readAllBytes(stub());
    Path cut = AtomicFile.write(folder.resolve("cut.pt"), Arrays.copyOf(half, 5000));
    assertThatThrownBy(() -> Extractors.torchScript(cut)).hasMessageContaining("cut.pt is not");
    assertThatThrownBy(() -> Extractors.named("vgg"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no network \"vgg\"")
        .hasMessageContaining("inception");
  }

  @Test
  void statisticsOfAStreamAreThoseOfFeaturesInMemory() {
    ImageSet many = Images.fashionMnistT10k().head(2500);
    FeatureExtractor pixels = Extractors.pixels(4);
    FeatureStatistics streamed = FeatureStatistics.of(many, pixels);
    FeatureStatistics kept = Features.of(many, pixels).statistics();
    assertThat(streamed.mean()).containsExactly(kept.mean());
    assertThat(streamed.covariance()).containsExactly(kept.covariance());
    assertThat(streamed.count()).isEqualTo(2500);
  }

  @Test
  void pixelsAreThemselvesAtTheirOwnSize() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray grey = images.pixels(manager, 3);
      float[] features = Extractors.pixels(28).extract(grey).get(0).toFloatArray();
      float[] expected = grey.repeat(1, 3).toFloatArray();
      assertThat(features).containsExactly(expected, within(ROUNDING));
    }
  }

  private static void assertClose(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), within(ROUNDING));
  }
}
