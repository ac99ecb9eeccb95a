package stablegan.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.LipschitzSearch;
import stablegan.lipschitz.SigmaEstimator.Padding;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;

class DiscriminatorCertificateTest {

  private static final Shape IMAGE = new Shape(3, 32, 32);

  /** Relative, for rounding in single precision. */
  private static final double ROUNDING = 1e-4;

  static Stream<Architecture> architectures() {
    return Stream.of(new SnCnn(4), new Dcgan(4));
  }

  private static Block discriminator(
      Architecture architecture, Normalization normalization, NDManager manager) {
    manager.getEngine().setRandomSeed(1);
    Block block = architecture.discriminator(IMAGE, normalization);
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(IMAGE));
    return block;
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void spectralNormLooksLikeOneByReshapesAndIsNoneByTrueNorms(Architecture architecture) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Block block = discriminator(architecture, Normalizations.spectralNorm(), manager);
      Certificate reshape = Certificate.of(block, IMAGE, SigmaEstimators.reshape());
      // the power iteration is below σ, by some per cent in each layer after its warm-up
      assertThat(reshape.value()).isBetween(1 - ROUNDING, 1.2);
      assertThat(reshape.isBound()).isFalse();
      Certificate bound = Certificate.of(block, IMAGE, SigmaEstimators.fourier(Padding.ZERO));
      assertThat(bound.isBound()).isTrue();
      assertThat(bound.value()).isGreaterThan(1.5 * reshape.value());
      Certificate loose = Certificate.of(block, IMAGE, SigmaEstimators.fourReshapes());
      assertThat(loose.value()).isGreaterThan(bound.value());
    }
  }

  static Stream<Architecture> allArchitectures() {
    return Stream.concat(architectures(), Stream.of(new SnResNet(1)));
  }

  @ParameterizedTest
  @MethodSource("allArchitectures")
  void noPairOfImagesIsSteeperThanTheCertificate(Architecture architecture) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Block block = discriminator(architecture, Normalizations.none(), manager);
      double bound = Certificate.of(block, IMAGE, SigmaEstimators.fourier(Padding.ZERO)).value();
      ParameterStore store = new ParameterStore(manager, false);
      Function<NDArray, NDArray> critic =
          x -> block.forward(store, new NDList(x), false).singletonOrThrow();
      NDArray images = manager.randomUniform(-1, 1, new Shape(4).addAll(IMAGE));
      double atStart = new LipschitzSearch(0, 1).steepestPair(critic, images, 1);
      double found = new LipschitzSearch(20, 1).steepestPair(critic, images, 1);
      assertThat(found).isGreaterThan(atStart).isLessThan(bound);
    }
  }
}
