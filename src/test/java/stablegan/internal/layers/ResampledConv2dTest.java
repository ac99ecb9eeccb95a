package stablegan.internal.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.cost.MacsAccess;
import stablegan.lipschitz.Certifiable;
import stablegan.lipschitz.Certificate;
import stablegan.lipschitz.ConvGeometry;
import stablegan.lipschitz.SigmaEstimator;
import stablegan.lipschitz.SigmaEstimator.Padding;
import stablegan.lipschitz.SigmaEstimators;
import stablegan.nn.SpectralNorm;
import stablegan.nn.StepWeights;

/** Convolutions computed together with a resampling, beside the two layers that they stand for. */
class ResampledConv2dTest {

  /** Of an array's largest magnitude: sums of some hundred products in single precision. */
  private static final double ROUNDING = 5e-6;

  /** The same in bfloat16, which rounds inputs, folded kernel and output to 2⁻⁹ each. */
  private static final double BFLOAT16 = 0.03;

  private static final Shape INPUT = new Shape(2, 3, 6, 8);

  /** What is left over of an odd side is cut off by the pool alone. */
  private static final Shape ODD = new Shape(2, 3, 5, 7);

  private final NDManager manager = NDManager.newBaseManager();

  /** The layer, and the two that it stands for. */
  private record Pair(String name, Shape input, Block one, Block two) {

    Pair(String name, Shape input, Block one, Block first, Block second) {
      this(name, input, one, new SequentialBlock().add(first).add(second));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Upsampling by two, as a layer of one's own. */
  private static final class Twice extends AbstractBlock implements Certifiable {

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      NDArray x = inputs.singletonOrThrow();
      Shape out = getOutputShapes(new Shape[] {x.getShape()})[0];
      return new NDList(TensorOps.resizeNearest(x, (int) out.get(2), (int) out.get(3)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
      Shape in = inputShapes[0];
      return new Shape[] {new Shape(in.get(0), in.get(1), 2 * in.get(2), 2 * in.get(3))};
    }

    @Override
    public Certificate certificate(Shape sample, SigmaEstimator estimator) {
      return Certificate.upsample(2);
    }
  }

  private static Stream<Pair> pairs() {
    return IntStream.of(1, 3)
        .boxed()
        .flatMap(
            k ->
                Stream.of(
                    new Pair("up", INPUT, new UpsampledConv2d(4, k), new Twice(), conv(k)),
                    new Pair("down", INPUT, new PooledConv2d(4, k), conv(k), new AveragePool(2)),
                    new Pair("odd", ODD, new PooledConv2d(4, k), conv(k), new AveragePool(2))));
  }

  private static Block conv(int kernel) {
    return Conv2d.builder()
        .setFilters(4)
        .setKernelShape(new Shape(kernel, kernel))
        .optPadding(new Shape(kernel / 2, kernel / 2))
        .build();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /** Both with the same Gaussian weight and bias. */
  private void initialize(Pair pair) {
    manager.getEngine().setRandomSeed(3);
    List<Parameter> ones = parameters(pair.one, pair.input);
    List<Parameter> twos = parameters(pair.two, pair.input);
    for (int i = 0; i < 2; i++) {
      assertThat(ones.get(i).getName()).isEqualTo(twos.get(i).getName());
      Shape shape = twos.get(i).getArray().getShape();
      NDArray value = manager.randomNormal(shape);
      TensorOps.copy(value, ones.get(i).getArray());
      TensorOps.copy(value, twos.get(i).getArray());
    }
  }

  private List<Parameter> parameters(Block block, Shape input) {
    block.initialize(manager, DataType.FLOAT32, input);
    return block.getParameters().values();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void valuesAndGradientsOfFirstAndSecondOrderAreThoseOfTheTwoLayers(Pair pair) {
    initialize(pair);
    NDArray x = manager.randomNormal(pair.input);
    NDList one = derivatives(pair.one, x);
    NDList two = derivatives(pair.two, x);
    assertThat(one).hasSize(7);
    for (int i = 0; i < one.size(); i++) {
      assertClose(one.get(i), two.get(i), ROUNDING);
    }
    Shape[] shapes = pair.one.getOutputShapes(new Shape[] {pair.input});
    assertThat(one.get(0).getShape()).isEqualTo(shapes[0]);
  }

  /** y; ∂L/∂(x, W, b) of a curved L; and the same of ‖∂L/∂x‖², as a gradient penalty has it. */
  private NDList derivatives(Block block, NDArray at) {
    try (Autograd.Mode recording = Autograd.record()) {
      NDArray x = at.mul(manager.ones(new Shape()));
      x.setRequiresGradient(true);
      NDList variables = new NDList(x);
      block.getParameters().values().forEach(p -> variables.add(p.getArray()));
      NDArray y = run(block, x);
      NDList first = Autograd.grad(y.square().tanh().sum(), variables, true);
      NDArray slope = first.get(0).square().sum();
      NDList all = new NDList(y);
      all.addAll(first);
      all.addAll(Autograd.grad(slope, variables, false));
      return all;
    }
  }

  private NDArray run(Block block, NDArray x) {
    return block.forward(StepWeights.fixed(manager), new NDList(x), true).singletonOrThrow();
  }

  private static void assertClose(NDArray actual, NDArray expected, double relative) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    double scale = expected.abs().max().getFloat();
    assertThat(scale).isPositive();
    assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan((float) (relative * scale));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void inMixedPrecisionValuesAreRounded(Pair pair) {
    initialize(pair);
    NDArray x = manager.randomNormal(pair.input);
    NDArray y =
        pair.one
            .forward(StepWeights.fixed(manager).bfloat16(), new NDList(TensorOps.bfloat16(x)), true)
            .singletonOrThrow();
    assertThat(TensorOps.isBfloat16(y)).isTrue();
    assertClose(TensorOps.float32(y), run(pair.two, x), BFLOAT16);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theCertificateAndTheMultiplyAddsAreThoseOfTheTwoLayers(Pair pair) {
    initialize(pair);
    assertThat(MacsAccess.of(pair.one)).isEqualTo(MacsAccess.of(pair.two));
    Shape sample = pair.input.slice(1);
    SigmaEstimator fourier = SigmaEstimators.fourier(Padding.ZERO);
    Certificate one = Certificate.of(pair.one, sample, fourier);
    Certificate two = Certificate.of(pair.two, sample, fourier);
    assertThat(one.value()).isEqualTo(two.value());
    assertThat(one.isBound()).isTrue();
    assertThat(one.layers().map(Certificate::value))
        .containsExactlyElementsOf(two.layers().map(Certificate::value).toList());
  }

  @Test
  void aNormalizedOneIsCertifiedWithTheWeightThatItRunsWith() {
    SpectralNorm layer = SpectralNorm.of(new PooledConv2d(4, 3));
    layer.initialize(manager, DataType.FLOAT32, INPUT);
    SigmaEstimator fourier = SigmaEstimators.fourier(Padding.ZERO);
    ConvGeometry geometry = ConvGeometry.same(6, 8, 3);
    double convolution = fourier.sigma(layer.weight().getArray(), geometry) / layer.sigma();
    assertThat(Certificate.of(layer, INPUT.slice(1), fourier).value())
        .isCloseTo(convolution / 2, within(ROUNDING * convolution));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aPassLeavesNothingButItsOutputOnTheWeightsManager(Pair pair) {
    initialize(pair);
    int held = manager.getManagedArrays().size();
    try (NDManager other = NDManager.newBaseManager()) {
      run(pair.one, other.ones(pair.input));
    }
    assertThat(manager.getManagedArrays()).hasSize(held);
  }

  @Test
  void kernelsOfOtherSidesAreRefused() {
    assertThatThrownBy(() -> new UpsampledConv2d(4, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 or 3 but is 5");
    assertThatThrownBy(() -> new PooledConv2d(4, 2)).hasMessageContaining("1 or 3 but is 2");
  }
}
