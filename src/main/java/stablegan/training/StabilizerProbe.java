package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.identity.IdentityDraft;
import stablegan.internal.identity.PartProbes;
import stablegan.internal.identity.Pattern;
import stablegan.internal.identity.PenaltyProbe;
import stablegan.internal.identity.RunIdentity;
import stablegan.stabilizer.Stabilizer;

/**
 * What a stabiliser does in a game of two small networks, from step to step of one run: a smooth
 * critic of three hidden units, and a generator of one layer.
 *
 * @param sample shape of one sample
 */
record StabilizerProbe(Stabilizer stabilizer, Shape sample, int criticSteps) {

  /** How many steps the run has that it is asked in. */
  private static final long STEPS_OF_A_RUN = 1L << 17;

  private static final int LATENT = 3;

  /** How far the weights go along their gradients in a step. */
  private static final double RATE = 0.1;

  private static final long SEED = 0;

  /** Its numbers in one run. */
  List<Double> straight() {
    return numbers(probed(), STEPS_OF_A_RUN, false);
  }

  /** Its numbers in a run that is resumed before every step, from what it remembers. */
  List<Double> resumed() {
    return numbers(probed(), STEPS_OF_A_RUN, true);
  }

  /** The same steps as a penalty is tried at, as far as the run has them. */
  private long[] probed() {
    return PenaltyProbe.stepsBefore(STEPS_OF_A_RUN, IdentityDraft.isOwn(stabilizer));
  }

  /** Whether it does something else in a run of more steps. */
  boolean dependsOnLength(long steps) {
    long[] at = PenaltyProbe.stepsBefore(steps, false);
    List<Double> numbers = numbers(at, steps, false);
    return IntStream.of(2, 10)
        .mapToObj(n -> numbers(at, PartProbes.times(n, steps), false))
        .anyMatch(other -> RunIdentity.firstDifference(numbers, other) >= 0);
  }

  /** The first, and of a user's own, which may do something else in them, the second and last. */
  private int[] triedCriticSteps() {
    return IdentityDraft.isOwn(stabilizer)
        ? IntStream.of(0, 1, criticSteps - 1)
            .filter(made -> made < criticSteps)
            .distinct()
            .toArray()
        : new int[] {0};
  }

  /**
   * @param at generator steps made before the ones that it is asked in
   * @param resuming whether it is started anew before each, from what it remembers
   */
  private List<Double> numbers(long[] at, long steps, boolean resuming) {
    List<Double> numbers = new ArrayList<>();
    try (NDManager manager = ComputeDevice.newManager();
        NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      SmallGame game = new SmallGame(manager, Math.toIntExact(sample.size()));
      for (long generatorStep : at) {
        try (NDScope ofStep = new NDScope()) {
          ofStep.suppressNotUsedWarning();
          if (resuming) {
            game.resume();
          }
          for (int criticStep : triedCriticSteps()) {
            numbers.addAll(game.discriminatorStep(generatorStep, criticStep, steps));
          }
          numbers.addAll(game.generatorStep(generatorStep, steps));
        }
      }
    }
    return numbers;
  }

  /** The two networks, and the stabiliser at work on them. */
  private final class SmallGame {

    private final NDManager manager;
    private final Batch real;
    private final Batch fake;
    private final Batch latents;
    private final PenaltyProbe.Small critic;
    private final NDArray weight;
    private Stabilization stabilization;

    SmallGame(NDManager manager, int features) {
      this.manager = manager;
      real = Batch.of(Pattern.of(manager, 11, shape()));
      fake = Batch.of(Pattern.of(manager, 12, shape()));
      latents = Batch.of(Pattern.of(manager, 16, new Shape(PenaltyProbe.BATCH, LATENT)));
      critic = PenaltyProbe.Small.of(manager, features, 0, new AtomicBoolean());
      weight = Pattern.of(manager, 15, new Shape(LATENT, features));
      weight.setRequiresGradient(true);
      stabilization = started();
    }

    private Stabilization started() {
      try (Autograd.Mode paused = Autograd.pause()) {
        return new Stabilization(
            List.of(stabilizer), manager, critic.weights(), new NDList(weight));
      }
    }

    void resume() {
      Stabilization fresh = started();
      stabilization
          .state()
          .forEach((name, array) -> TensorOps.copy(array, fresh.state().get(name)));
      stabilization.state().values().forEach(NDArray::close);
      stabilization = fresh;
    }

    List<Double> discriminatorStep(long generatorStep, int criticStep, long steps) {
      Stabilizer.StepNumber step =
          new Stabilizer.StepNumber(generatorStep, criticStep, criticSteps);
      Stabilization.InStep inStep = stabilization.in(step, steps, SEED);
      List<Double> numbers = new ArrayList<>();
      NDArray realLogits;
      NDArray fakeLogits;
      NDList gradients;
      try (Autograd.Mode recording = Autograd.record()) {
        Batch shownReal = inStep.shown(real);
        Batch shownFake = inStep.shown(fake);
        realLogits = critic.logits(shownReal.x());
        fakeLogits = critic.logits(shownFake.x());
        NDArray loss =
            inStep.discriminatorLoss(
                fakeLogits.mean().sub(realLogits.mean()),
                shownReal,
                shownFake,
                realLogits,
                fakeLogits,
                random -> critic.at(step.discriminator(), random));
        gradients = gradients(loss, critic.weights(), numbers);
        numbers.addAll(Pattern.summary(shownReal.x()));
        numbers.addAll(Pattern.summary(shownFake.x()));
      }
      moveAnd(
          critic.weights(), gradients, () -> inStep.afterDiscriminatorStep(realLogits, fakeLogits));
      numbers.addAll(remembered());
      return numbers;
    }

    List<Double> generatorStep(long generatorStep, long steps) {
      Stabilizer.StepNumber step =
          new Stabilizer.StepNumber(generatorStep, criticSteps, criticSteps);
      Stabilization.InStep inStep = stabilization.in(step, steps, SEED);
      List<Double> numbers = new ArrayList<>();
      NDArray fakeLogits;
      NDList gradients;
      try (Autograd.Mode recording = Autograd.record()) {
        Batch made = latents.with(latents.x().matMul(weight).tanh().reshape(shape()));
        fakeLogits = critic.logits(inStep.shown(made).x());
        NDArray loss = inStep.generatorLoss(fakeLogits.mean().neg(), latents, made, fakeLogits);
        gradients = gradients(loss, new NDList(weight), numbers);
      }
      moveAnd(new NDList(weight), gradients, () -> inStep.afterGeneratorStep(fakeLogits));
      numbers.addAll(remembered());
      return numbers;
    }

    private Shape shape() {
      return new Shape(PenaltyProbe.BATCH).addAll(sample);
    }

    private NDList gradients(NDArray loss, NDList weights, List<Double> numbers) {
      NDList gradients = Autograd.grad(loss, weights, false);
      numbers.addAll(Pattern.all(loss));
      gradients.forEach(gradient -> numbers.addAll(Pattern.summary(gradient)));
      return gradients;
    }

    private void moveAnd(NDList weights, NDList gradients, Runnable afterwards) {
      try (Autograd.Mode paused = Autograd.pause()) {
        for (int i = 0; i < weights.size(); i++) {
          weights.get(i).subi(gradients.get(i).mul(RATE));
        }
        afterwards.run();
      }
    }

    private List<Double> remembered() {
      List<Double> numbers = new ArrayList<>();
      stabilization.state().values().forEach(array -> numbers.addAll(Pattern.summary(array)));
      return numbers;
    }
  }
}
