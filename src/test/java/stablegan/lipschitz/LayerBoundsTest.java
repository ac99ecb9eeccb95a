package stablegan.lipschitz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.NormalInitializer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stablegan.model.Layers;

class LayerBoundsTest {

  /** Relative, for weights in single precision. */
  private static final double ROUNDING = 1e-5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private List<LayerBounds> bounds(SequentialBlock network, Shape sample) {
    network.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(sample));
    return LayerBounds.of(network, sample);
  }

  @Test
  void ofAMeanOverNinePixelsTheTrueNormIsNearTheCeiling() {
    // 3·3 ones: the reshape has norm 3, and a constant image is stretched by 9 but for its border
    SequentialBlock ones = new SequentialBlock().add(Layers.conv(1, 3, 1, 1));
    ones.setInitializer(new ConstantInitializer(1), Parameter.Type.WEIGHT);
    LayerBounds layer = bounds(ones, new Shape(1, 24, 24)).get(0);
    assertThat(layer.reshape()).isCloseTo(3, within(3 * ROUNDING));
    assertThat(layer.ceiling()).isCloseTo(9, within(9 * ROUNDING));
    // of zeros as padding the eigenvector is a sine: (1 + 2·cos(π/25))²
    double truth = Math.pow(1 + 2 * Math.cos(Math.PI / 25), 2);
    assertThat(layer.atLeast()).isCloseTo(truth, within(1e-3));
    assertThat(layer.atMost()).isBetween(truth, 9 * (1 + ROUNDING));
  }

  @Test
  void layersComeInOrderWithTheirBoundsInOrder() {
    SequentialBlock network = new SequentialBlock();
    network.addAll(Layers.conv(4, 3, 1, 1), Layers.relu(), Layers.conv(5, 4, 2, 1));
    network.addAll(Layers.flatten(), Layers.linear(1));
    network.setInitializer(new NormalInitializer(0.1f), Parameter.Type.WEIGHT);
    List<LayerBounds> layers = bounds(network, new Shape(2, 8, 8));
    assertThat(layers).extracting(LayerBounds::number).containsExactly(1, 2, 3);
    assertThat(layers)
        .extracting(LayerBounds::kernel)
        .containsExactly(new Shape(4, 2, 3, 3), new Shape(5, 4, 4, 4), new Shape(1, 80));
    assertThat(layers)
        .allSatisfy(
            layer -> {
              assertThat(layer.atLeast()).isLessThanOrEqualTo(layer.atMost() * (1 + ROUNDING));
              assertThat(layer.atMost()).isLessThanOrEqualTo(layer.ceiling() * (1 + ROUNDING));
            });
    assertThat(layers.get(1).ceiling() / layers.get(1).reshape()).isCloseTo(2, within(ROUNDING));
    LayerBounds dense = layers.get(2);
    assertThat(dense.atLeast()).isCloseTo(dense.reshape(), within(ROUNDING * dense.reshape()));
    assertThat(dense.atMost()).isCloseTo(dense.reshape(), within(ROUNDING * dense.reshape()));
    assertThat(dense.ceiling()).isEqualTo(dense.reshape());
  }

  @Test
  void theErrorsOfThePowerIterationFallAsInTheory() {
    SigmaEstimators.IterationErrors half = SigmaEstimators.IterationErrors.ofRatio(0.5, 8, 100, 4);
    assertThat(half.ratio()).isCloseTo(0.5, within(1e-12));
    assertThat(half.theory()).isCloseTo(1.0 / 16, within(1e-12));
    // errors near 1e-13 carry three digits, spread over some ten iterations
    assertThat(half.factor()).isCloseTo(1.0 / 16, within(1e-3));
    assertThat(half.errors()).allMatch(error -> error > 0 && error < 1);
    assertThat(half.iterations()).hasSameSizeAs(half.errors()).startsWith(1, 2);
    int first = (int) half.iterationsTo(1e-6);
    assertThat(half.errors().get(first - 1)).isLessThanOrEqualTo(1e-6);
    assertThat(half.errors().get(first - 2)).isGreaterThan(1e-6);
    assertThat(half.iterationsTo(1e-20)).as("below rounding").isEqualTo(half.errors().size() + 1);
    SigmaEstimators.IterationErrors few = SigmaEstimators.IterationErrors.ofRatio(0.999, 8, 5, 4);
    assertThatThrownBy(() -> few.iterationsTo(1e-9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("after 5 iterations the error of")
        .hasMessageContaining("allow more");
    assertThat(SigmaEstimators.IterationErrors.ofRatio(0.9, 8, 100, 4).errors())
        .hasSizeGreaterThan(2 * half.errors().size());
  }

  @Test
  void fewerThanThreeErrorsDoNotShowHowTheyFall() {
    for (int iterations = 1; iterations < 3; iterations++) {
      assertThat(SigmaEstimators.IterationErrors.ofRatio(0.5, 8, iterations, 4).factor()).isNaN();
    }
    assertThat(SigmaEstimators.IterationErrors.ofRatio(0.5, 8, 3, 4).factor()).isBetween(0.0, 1.0);
    // all directions are stretched alike
    SigmaEstimators.IterationErrors settled = SigmaEstimators.IterationErrors.ofRatio(1, 2, 9, 4);
    assertThat(settled.errors()).isEmpty();
    assertThat(settled.factor()).isNaN();
  }

  @Test
  void matricesWithoutASecondSingularValueAreRefused() {
    for (NDArray matrix :
        List.of(manager.ones(new Shape(1, 3)), manager.ones(new Shape(3, 1)), manager.create(2f))) {
      assertThatThrownBy(() -> SigmaEstimators.IterationErrors.of("small", matrix, 9, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("m and n at least 2")
          .hasMessageEndingWith("but is " + matrix.getShape());
    }
    for (int rows = -1; rows < 2; rows++) {
      int few = rows;
      assertThatThrownBy(() -> SigmaEstimators.IterationErrors.ofRatio(0.5, few, 9, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rows must be at least 2 but are " + rows);
    }
  }

  @Test
  void noPairIsStretchedByMoreThanSigma() {
    NDArray matrix = manager.create(new double[][] {{3, 0}, {4, 5}}); // σ = √45
    double most = SigmaEstimators.largestStretch(matrix, 10_000, 1);
    // directions of 10,000 pairs lie 3e-4 apart on average
    assertThat(most).isBetween(Math.sqrt(45) * (1 - 1e-5), Math.sqrt(45) * (1 + 1e-12));
    assertThat(SigmaEstimators.largestStretch(matrix, 1, 1)).isLessThan(most);
  }

  @Test
  void relativeReportsAreInUnitsOfTheReshape() {
    NDArray kernel = manager.ones(new Shape(2, 1, 3, 3)).mul(7);
    ConvGeometry geometry = ConvGeometry.same(6, 6, 3);
    List<SigmaEstimators.Report> plain = SigmaEstimators.Report.of(kernel, geometry);
    List<SigmaEstimators.Report> relative = SigmaEstimators.Report.relative(kernel, geometry);
    assertThat(relative.get(1).name()).isEqualTo("reshape");
    assertThat(relative.get(1).value()).isEqualTo(1);
    double unit = plain.get(1).value();
    for (int i = 0; i < plain.size(); i++) {
      assertThat(relative.get(i).value() * unit)
          .isCloseTo(plain.get(i).value(), within(1e-9 * plain.get(i).value()));
    }
  }
}
