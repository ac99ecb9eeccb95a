package stablegan.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.lipschitz.SigmaEstimator.Kind;
import stablegan.lipschitz.SigmaEstimator.Padding;

/** What estimators say of themselves, and how they treat what they are given. */
class SigmaClaimsTest {

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static NDArray gaussian(NDManager manager) {
    Shape shape = new Shape(3, 2, 3, 3);
    return UnrolledConvolution.gaussian(shape, ConvGeometry.same(8, 8, 3), 9).kernel(manager);
  }

  @Test
  void estimatorsLeaveNothingInTheKernelsManagerAndTheKernelAsItWas() {
    NDManager own = manager.newSubManager();
    NDArray kernel = gaussian(own).toType(DataType.FLOAT32, true);
    kernel.setRequiresGradient(true);
    float[] before = kernel.toFloatArray();
    int held = own.getManagedArrays().size();
    for (SigmaEstimator estimator : SigmaEstimators.all()) {
      double first = estimator.sigma(kernel, ConvGeometry.same(8, 8, 3));
      assertThat(estimator.sigma(kernel, ConvGeometry.same(8, 8, 3))).isEqualTo(first);
    }
    assertThat(own.getManagedArrays()).hasSize(held);
    assertThat(kernel.toFloatArray()).containsExactly(before);
  }

  @Test
  void aReportHoldsARowForEachEstimatorAndSaysWhatItIsForTheLayer() {
    NDArray kernel = gaussian(manager);
    List<SigmaEstimators.Report> rows =
        SigmaEstimators.Report.of(kernel, ConvGeometry.same(8, 8, 3));
    assertThat(rows)
        .extracting(SigmaEstimators.Report::name)
        .containsExactlyElementsOf(
            SigmaEstimators.all().stream().map(SigmaEstimator::name).toList());
    assertThat(rows)
        .filteredOn(row -> row.padding() == Padding.CIRCULAR)
        .hasSize(2)
        .allMatch(row -> row.kind().bounds() && row.kindForLayer() == Kind.ESTIMATE);
    assertThat(rows).allMatch(row -> row.value() > 0 && row.seconds() > 0);
    assertThat(rows.get(1).toString()).contains("reshape", "estimate");
  }

  @Test
  void whatAnEstimatorClaimsDependsOnTheLayer() {
    Shape conv = new Shape(4, 2, 3, 3);
    SigmaEstimator circular = SigmaEstimators.fourier(Padding.CIRCULAR);
    assertThat(circular.kindFor(conv, ConvGeometry.same(8, 8, 3))).isEqualTo(Kind.ESTIMATE);
    assertThat(circular.kindFor(conv, new ConvGeometry(8, 8, 1, 0, 1))).isEqualTo(Kind.UPPER_BOUND);
    assertThat(circular.kindFor(new Shape(4, 2, 1, 1), ConvGeometry.same(8, 8, 1)))
        .isEqualTo(Kind.EXACT);
    assertThat(circular.kindFor(new Shape(4, 2, 1, 1), new ConvGeometry(8, 8, 2, 1, 1)))
        .isEqualTo(Kind.ESTIMATE);
    SigmaEstimator reshape = SigmaEstimators.reshape();
    assertThat(reshape.kindFor(conv, ConvGeometry.same(8, 8, 3))).isEqualTo(Kind.ESTIMATE);
    assertThat(reshape.kindFor(new Shape(4, 2), ConvGeometry.dense())).isEqualTo(Kind.EXACT);
    assertThat(reshape.kindFor(new Shape(4, 2, 1, 1), ConvGeometry.same(8, 8, 1).withGroups(2)))
        .isEqualTo(Kind.ESTIMATE);
  }

  @Test
  void whatDoesNotFitIsRefusedWithItsShape() {
    SigmaEstimator estimator = SigmaEstimators.reshape();
    ConvGeometry geometry = new ConvGeometry(4, 4, 1, 0, 2);
    assertThatThrownBy(() -> estimator.sigma(manager.ones(new Shape(2, 3, 3)), geometry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(2, 3, 3)");
    assertThatThrownBy(() -> estimator.sigma(manager.ones(new Shape(3, 1, 3, 3)), geometry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("groups = 2");
    assertThatThrownBy(() -> estimator.sigma(manager.ones(new Shape(2, 1, 5, 3)), geometry))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("larger than the padded input");
    assertThatThrownBy(() -> SigmaEstimators.fourier(Padding.ANY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SigmaEstimators.gramIteration(0, Padding.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> geometry.withStride(0)).hasMessageContaining("stride");
  }

  @Test
  void aKernelOfAnyFloatingTypeAndOfNoManagerIsTaken() {
    NDArray kernel = gaussian(manager);
    double expected = SigmaEstimators.reshape().sigma(kernel, ConvGeometry.same(8, 8, 3));
    NDArray half = kernel.toType(DataType.FLOAT16, true);
    assertThat(SigmaEstimators.reshape().sigma(half, ConvGeometry.same(8, 8, 3)))
        .isBetween(0.99 * expected, 1.01 * expected);
    try (NDArray free = kernel.duplicate()) {
      free.detach();
      assertThat(SigmaEstimators.reshape().sigma(free, ConvGeometry.same(8, 8, 3)))
          .isEqualTo(expected);
    }
  }
}
