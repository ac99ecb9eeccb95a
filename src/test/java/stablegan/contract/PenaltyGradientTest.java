package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stablegan.autograd.Autograd;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;

/** Every penalty's gradient for a smooth critic's parameters is that of finite differences. */
class PenaltyGradientTest {

  /** Relative, of central differences with this step in double precision. */
  private static final double NUMERIC = 1e-3;

  private static final double STEP = 1e-5;

  private static final int DIMENSION = 5;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Named<Penalty>> allPenalties() {
    Penalty orthogonal = Penalties.orthogonal(0.1);
    return Stream.concat(
        PenaltyContractTest.gradientPenalties(),
        Stream.of(Named.of(orthogonal.name(), orthogonal)));
  }

  @ParameterizedTest
  @MethodSource("allPenalties")
  void gradientsForParametersAreThoseOfDifferences(Penalty penalty) {
    SmoothCritic critic = SmoothCritic.of(manager, DIMENSION);
    NDList exact;
    try (Autograd.Mode recording = Autograd.record()) {
      exact = Autograd.grad(seeded(penalty, critic), critic.weights(), false);
    }
    double error = 0;
    double size = 0;
    for (int i = 0; i < exact.size(); i++) {
      double[] gradient = exact.get(i).toDoubleArray();
      for (int j = 0; j < gradient.length; j++) {
        double numeric = difference(penalty, critic, critic.weights().get(i), j);
        error += Math.pow(gradient[j] - numeric, 2);
        size += Math.pow(numeric, 2);
      }
    }
    assertThat(size).isPositive();
    assertThat(Math.sqrt(error / size)).isLessThan(NUMERIC);
  }

  private double difference(Penalty penalty, SmoothCritic critic, NDArray weight, int entry) {
    double above = moved(penalty, critic, weight, entry, STEP);
    double below = moved(penalty, critic, weight, entry, -2 * STEP);
    moved(penalty, critic, weight, entry, STEP);
    return (above - below) / (2 * STEP);
  }

  /** The penalty after one entry of a weight has moved. */
  private double moved(Penalty penalty, SmoothCritic critic, NDArray weight, int entry, double by) {
    double[] values = new double[(int) weight.size()];
    values[entry] = by;
    try (Autograd.Mode paused = Autograd.pause()) {
      weight.addi(manager.create(values, weight.getShape()));
    }
    try (Autograd.Mode recording = Autograd.record()) {
      return seeded(penalty, critic).stopGradient().getDouble();
    }
  }

  /** The same random points for each call: a bare critic's stream starts anew. */
  private NDArray seeded(Penalty penalty, Critic critic) {
    NDArray real = SmoothCritic.gaussian(manager, 3, 6, DIMENSION);
    NDArray fake = SmoothCritic.gaussian(manager, 4, 6, DIMENSION);
    return penalty.of(critic, real, fake);
  }
}
