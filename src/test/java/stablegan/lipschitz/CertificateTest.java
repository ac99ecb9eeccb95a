package stablegan.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.lipschitz.SigmaEstimator.Kind;
import stablegan.lipschitz.SigmaEstimator.Padding;

class CertificateTest {

  /** For rounding in double precision. */
  private static final double ROUNDING = 1e-10;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray gaussian(Shape shape, long seed) {
    return UnrolledConvolution.gaussian(shape, ConvGeometry.dense(), seed).kernel(manager);
  }

  private static double svd(NDArray matrix) {
    int rows = (int) matrix.getShape().get(0);
    return UnrolledConvolution.largest(
        DMatrixRMaj.wrap(rows, (int) matrix.size() / rows, matrix.toDoubleArray()));
  }

  @Test
  void layersInSequenceMultiply() {
    NDArray first = gaussian(new Shape(5, 3), 1);
    NDArray second = gaussian(new Shape(2, 5), 2);
    Certificate whole =
        Certificate.sequence(
            "mlp",
            Certificate.linear("1", first, ConvGeometry.dense(), SigmaEstimators.reshape()),
            Certificate.leakyRelu(0.2),
            Certificate.linear("2", second, ConvGeometry.dense(), SigmaEstimators.reshape()));
    assertThat(whole.value()).isCloseTo(svd(first) * svd(second), within(ROUNDING * 100));
    assertThat(whole.kind()).isEqualTo(Kind.UPPER_BOUND);
    assertThat(whole.layers())
        .extracting(Certificate::kind)
        .containsExactly(Kind.EXACT, Kind.UPPER_BOUND, Kind.EXACT);
    assertThat(whole.value()).isGreaterThan(svd(second.matMul(first)));
  }

  @Test
  void branchesThatAreAddedAdd() {
    Certificate branch = Certificate.factor("branch", 3);
    assertThat(Certificate.residual("r", Certificate.identity("id"), branch).value()).isEqualTo(4);
    Certificate shortcut = Certificate.averagePool(2, 2);
    assertThat(Certificate.residual("r", shortcut, branch).value()).isEqualTo(3.5);
  }

  @Test
  void poolingFactorsAreTheNormsOfTheirMatrices() {
    assertThat(Certificate.averagePool(2, 2).value()).isCloseTo(ones(2, 2) / 4, within(ROUNDING));
    assertThat(Certificate.averagePool(3, 3).value()).isCloseTo(ones(3, 3) / 9, within(ROUNDING));
    assertThat(Certificate.averagePool(3, 1).value()).isBetween(ones(3, 1) / 9, 1.0);
    assertThat(Certificate.averagePool(3, 2).value()).isBetween(ones(3, 2) / 9, 1.0);
    assertThat(Certificate.sumPool(6, 6).value()).isCloseTo(ones(6, 6), within(ROUNDING));
    // upsampling by copies is the adjoint of summing over windows side by side
    assertThat(Certificate.upsample(2).value()).isCloseTo(ones(2, 2), within(ROUNDING));
  }

  /** σ of the sum over k × k windows of a 6 × 6 image. */
  private static double ones(int k, int stride) {
    double[] values = new double[k * k];
    Arrays.fill(values, 1);
    ConvGeometry geometry = new ConvGeometry(6, 6, stride, 0, 1);
    return new UnrolledConvolution(new Shape(1, 1, k, k), values, geometry).sigmaOfZeroPadded();
  }

  @Test
  void overlappingMaximaCountAPixelMoreThanOnce() {
    NDArray pixel = manager.zeros(new Shape(1, 1, 5, 5));
    pixel.set(new ai.djl.ndarray.index.NDIndex("0, 0, 2, 2"), 1);
    NDArray pooled =
        Pool.maxPool2d(pixel, new Shape(3, 3), new Shape(1, 1), new Shape(0, 0), false);
    assertThat(Certificate.maxPool(3, 1).value())
        .isEqualTo(Math.sqrt(pooled.square().sum().getFloat()));
    assertThat(Certificate.maxPool(2, 2).value()).isEqualTo(1);
  }

  @Test
  void aReshapedConvolutionCertifiesNothingWhateverItsValue() {
    NDArray kernel = gaussian(new Shape(4, 3, 3, 3), 3);
    ConvGeometry geometry = ConvGeometry.same(8, 8, 3);
    NDArray normalized = kernel.div(SigmaEstimators.reshape().sigma(kernel, geometry));
    Certificate sn =
        Certificate.sequence(
            "network",
            Certificate.linear("conv", normalized, geometry, SigmaEstimators.reshape()),
            Certificate.leakyRelu(0.1));
    assertThat(sn.value()).isCloseTo(1, within(ROUNDING));
    assertThat(sn.isBound()).isFalse();
    assertThat(sn.toString())
        .contains("network: 1.00000 (estimate, certifies nothing)")
        .contains("  conv: 1.00000 (estimate, certifies nothing)")
        .doesNotContainIgnoringCase("1-lipschitz");

    Certificate honest =
        Certificate.linear("conv", normalized, geometry, SigmaEstimators.fourier(Padding.ZERO));
    assertThat(honest.isBound()).isTrue();
    assertThat(honest.value()).isGreaterThan(1.2);
    assertThat(honest.toString()).contains("upper bound").doesNotContain("certifies nothing");
  }

  @Test
  void oneLowerBoundSpoilsTheWhole() {
    NDArray kernel = gaussian(new Shape(4, 3, 3, 3), 3);
    Certificate lower =
        Certificate.linear(
            "conv", kernel, ConvGeometry.same(8, 8, 3), SigmaEstimators.convPowerIteration(10, 0));
    assertThat(lower.kind()).isEqualTo(Kind.LOWER_BOUND);
    Certificate whole = Certificate.sequence("network", Certificate.factor("ReLU", 1), lower);
    assertThat(whole.kind()).isEqualTo(Kind.ESTIMATE);
  }

  @Test
  void weightsThatDivergedStayVisible() {
    NDArray kernel = manager.ones(new Shape(2, 2)).mul(Float.NaN);
    Certificate layer =
        Certificate.linear("1", kernel, ConvGeometry.dense(), SigmaEstimators.reshape());
    assertThat(Certificate.sequence("network", layer, Certificate.upsample(2)).value()).isNaN();
    assertThatThrownBy(() -> Certificate.factor("f", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'f'");
  }
}
