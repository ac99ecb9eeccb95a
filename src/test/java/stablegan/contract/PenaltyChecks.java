package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalty;

/** Errors with gradient penalties. */
final class PenaltyChecks {

  /** Relative, in single precision. */
  private static final double ROUNDING = 1e-5;

  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
  private static final Shape IMAGES = new Shape(4, 3, 2, 2);

  private PenaltyChecks() {}

  static List<Check> all() {
    return List.of(
        new Check(21, "a gradient penalty's norm, zero or alpha", PenaltyChecks::eachSampleAlone),
        new Check(22, "hidden factors", PenaltyChecks::namesTellTheEffectiveCoefficient));
  }

  private static void eachSampleAlone(Subject subject, NDManager manager) {
    Penalty penalty = subject.gradientPenalty(10);
    try (Autograd.Mode recording = Autograd.record()) {
      normsAreTakenOfEachSample(penalty, manager);
      aConstantCriticHasAFiniteGradient(penalty, manager);
      eachSampleHasOneAlpha(penalty, manager);
    }
  }

  /** D(x) = ‖x‖²/2 has the slope x: of length 1 and 3. */
  private static void normsAreTakenOfEachSample(Penalty penalty, NDManager manager) {
    NDArray x = manager.create(new float[] {1, 0, 0, 3}, new Shape(2, 2));
    NDArray value =
        penalty.of(y -> TensorOps.times(y.square().sum(new int[] {1}), 0.5), x, x.duplicate());
    assertThat((double) value.getFloat()).isCloseTo(10 * (0 + 4) / 2.0, within(20 * ROUNDING));
  }

  private static void aConstantCriticHasAFiniteGradient(Penalty penalty, NDManager manager) {
    NDArray w = manager.zeros(new Shape(1));
    w.setRequiresGradient(true);
    NDArray x = manager.randomNormal(IMAGES);
    NDArray value = penalty.of(y -> y.mul(w).sum(new int[] {1, 2, 3}), x, x.neg());
    assertThat((double) value.getFloat()).isCloseTo(10, within(10 * ROUNDING));
    assertThat(Autograd.grad(value, new NDList(w), false).get(0).getFloat(0)).isFinite();
  }

  /** Between black and white each image is of one grey, and not all are of the same. */
  private static void eachSampleHasOneAlpha(Penalty penalty, NDManager manager) {
    AtomicReference<float[]> seen = new AtomicReference<>();
    Critic critic =
        x -> {
          seen.set(x.stopGradient().toFloatArray());
          return x.square().sum(new int[] {1, 2, 3});
        };
    penalty.of(critic, manager.zeros(IMAGES), manager.ones(IMAGES));
    int pixels = (int) IMAGES.slice(1).size();
    for (int i = 0; i < seen.get().length; i++) {
      assertThat(seen.get()[i]).isEqualTo(seen.get()[i - i % pixels]).isBetween(0f, 1f);
    }
    assertThat(seen.get()[0]).isNotEqualTo(seen.get()[pixels]);
  }

  private static void namesTellTheEffectiveCoefficient(Subject subject, NDManager manager) {
    Penalty r1 = subject.r1(10);
    double effective = perSquare(r1, manager, 1);
    assertThat(numbers(r1.name())).as(r1.name()).contains(effective);
    Penalty lazy = subject.lazy(r1, 4);
    assertThat(numbers(lazy.name())).as(lazy.name()).contains(perSquare(lazy, manager, 4), 4.0);
  }

  /** The mean over steps of the penalty of D(x) = 2x, divided by the slope's square. */
  private static double perSquare(Penalty penalty, NDManager manager, int steps) {
    NDArray x = manager.create(new float[] {1, -1}, new Shape(2, 1));
    double sum = 0;
    try (Autograd.Mode recording = Autograd.record()) {
      for (int step = 0; step < steps; step++) {
        sum += penalty.of(doubling(step), x, x.neg()).getFloat();
      }
    }
    return sum / steps / 4;
  }

  private static Critic doubling(long now) {
    return new Critic() {
      @Override
      public NDArray logits(NDArray x) {
        return TensorOps.times(x, 2);
      }

      @Override
      public long step() {
        return now;
      }
    };
  }

  private static List<Double> numbers(String name) {
    return NUMBER.matcher(name).results().map(MatchResult::group).map(Double::valueOf).toList();
  }
}
