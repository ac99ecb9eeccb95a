package stablegan.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.optim.Schedules;
import stablegan.stabilizer.Stabilizers;

class InstanceNoiseTest {

  /** Relative, five standard errors of a deviation that is estimated from 4,000 numbers. */
  private static final double SAMPLING = 5 / Math.sqrt(2 * 4000);

  private static final int STEPS = 4;
  private static final int BATCH = 2000;

  private static final Method PLAIN = Method.of(Gan.of(Mlp.of(4, 1), Latent.normal(2)));

  /** Real samples are the origin, so that whatever is seen of them is noise. */
  private static final TrainingData ORIGIN =
      new TrainingData() {
        @Override
        public Shape sample() {
          return new Shape(2);
        }

        @Override
        public String id() {
          return "origin";
        }

        @Override
        public NDArray batch(NDManager manager, long seed, long step, int n) {
          return manager.zeros(new Shape(n, 2));
        }
      };

  /** Deviations of the real samples that penalties see, step by step. */
  private static List<Double> seen(Method shown) {
    List<Double> deviations = new ArrayList<>();
    Method method =
        shown
            .batch(BATCH)
            .criticSteps(2)
            .with(
                (critic, real, fake) -> {
                  NDArray squares = real.toType(DataType.FLOAT64, true).square();
                  deviations.add(Math.sqrt(squares.mean().getDouble()));
                  return real.getManager().create(0f);
                });
    try (Run run =
        GanTrainer.of(method)
            .listen(TrainingAccess.onStart(deviations::clear)) // the penalty has been tried before
            .train(ORIGIN, Plan.steps(STEPS), 1, Optional.empty())) {
      assertThat(run.outcome().isCompleted()).isTrue();
    }
    return deviations;
  }

  @Test
  void itFallsLinearlyToZeroOverTheRunTheSameInAllCriticSteps() {
    List<Double> deviations =
        seen(PLAIN.with(Stabilizers.instanceNoise(0.8, Schedules.linearToZero())));
    double[] expected = {0.8, 0.8, 0.6, 0.6, 0.4, 0.4, 0.2, 0.2};
    assertThat(deviations).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(deviations.get(i)).isCloseTo(expected[i], within(SAMPLING * expected[i]));
    }
    assertThat(deviations.get(1)).isNotEqualTo(deviations.get(0));
  }

  @Test
  void withoutNoiseSamplesAreShownAsTheyAre() {
    assertThat(seen(PLAIN)).containsOnly(0.0);
  }

  @Test
  void badDeviationsAreRefused() {
    assertThatThrownBy(() -> Stabilizers.instanceNoise(-0.1, Schedules.linearToZero()))
        .hasMessageContaining("-0.1");
  }
}
