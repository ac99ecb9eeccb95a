package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import stablegan.autograd.Autograd;
import stablegan.loss.AdversarialLoss;
import stablegan.nn.StepWeights;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalty;
import stablegan.random.RandomStream;
import stablegan.stabilizer.Stabilizer;

/** The steps of both players. */
final class Game {

  private final Method method;
  private final AdversarialLoss loss;
  private final GameState state;
  private final Inputs inputs;
  private final Plan plan;
  private final long seed;
  private Stabilizer.StepNumber lastStep;

  Game(Method method, GameState state, TrainingData data, Plan plan, long seed) {
    this.method = method;
    this.loss = method.objective().smoothed();
    this.state = state;
    this.inputs = new Inputs(method, data, seed);
    this.plan = plan;
    this.seed = seed;
    lastStep = new Stabilizer.StepNumber(0, 0, method.optimization().criticSteps());
  }

  /**
   * Makes one generator step, after its discriminator steps. What is no number ends it there, so
   * that a later discriminator step can't hide it.
   *
   * @param step the generator steps made before
   * @return what was measured last, by name, if the plan records the step; else what is no number,
   *     with all that was measured then
   */
  Map<String, Double> step(long step) {
    int criticSteps = method.optimization().criticSteps();
    double factor = method.optimization().schedule().factor(step, plan.steps());
    Map<String, Double> measured = new LinkedHashMap<>();
    boolean recorded = plan.records(step + 1);
    for (int k = 0; k < criticSteps; k++) {
      lastStep = new Stabilizer.StepNumber(step, k, criticSteps);
      boolean last = k == criticSteps - 1;
      measured.putAll(discriminatorStep(lastStep, factor, recorded && last));
      if (!Measure.finite(measured)) {
        return measured;
      }
    }
    lastStep = new Stabilizer.StepNumber(step, criticSteps, criticSteps);
    measured.putAll(generatorStep(lastStep, factor, recorded));
    state.ema.ifPresent(Ema::update);
    return measured;
  }

  /** The player's step that was begun last: after a fault, the one that failed. */
  Stabilizer.StepNumber lastStep() {
    return lastStep;
  }

  /**
   * Makes one discriminator step.
   *
   * @param factor what the schedule multiplies the learning rate by
   * @param recorded whether it is measured in any case, not only where something is no number
   */
  Map<String, Double> discriminatorStep(
      Stabilizer.StepNumber step, double factor, boolean recorded) {
    try (NDScope scope = new NDScope();
        NDManager manager = state.manager.newSubManager();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      int n = method.optimization().batch();
      StepRandom random = StepRandom.of(seed, step);
      Stabilization.InStep stabilizers = state.stabilization.in(step, plan.steps(), seed);
      List<Batch> real = parts(inputs.real(manager, step, n));
      List<Batch> z = parts(inputs.latents(manager, random, n));
      DiscriminatorResult result =
          StepResult.accumulated(
              z.size(),
              manager,
              part -> {
                StepWeights weights = weights(manager, step, part, random);
                Batch fake = generated(z.get(part), random);
                return discriminatorPass(weights, step, random, stabilizers, real.get(part), fake);
              });
      Map<String, Double> measured =
          recorded || !Measure.finite(result.numbers()) ? measured(result) : Map.of();
      updateIfFinite(
          state.discriminator,
          result.gradients(),
          factor,
          measured,
          () -> stabilizers.afterDiscriminatorStep(result.realLogits(), result.fakeLogits()));
      return measured;
    }
  }

  private Map<String, Double> measured(DiscriminatorResult result) {
    Map<String, Double> measured =
        Measure.discriminator(
            result, norms("d", state.discriminator, result.gradients()), loss.probabilistic());
    measured.putAll(Measure.spread(result.real(), result.fake()));
    return measured;
  }

  private DiscriminatorResult discriminatorPass(
      StepWeights weights,
      Stabilizer.StepNumber step,
      StepRandom random,
      Stabilization.InStep stabilizers,
      Batch clean,
      Batch generated) {
    Batch real = stabilizers.shown(clean);
    Batch fake = stabilizers.shown(generated);
    NDArray realLogits = state.discriminator.forward(weights, real);
    NDArray fakeLogits = state.discriminator.forward(weights, fake);
    Function<RandomStream, Critic> critic =
        stream ->
            state.discriminator.critic(
                weights, step.discriminator(), stream, real.classes(), fake.classes());
    NDArray adversarial = loss.discriminator(realLogits, fakeLogits);
    NDArray total =
        stabilizers.discriminatorLoss(adversarial, real, fake, realLogits, fakeLogits, critic);
    Critic forPenalties = critic.apply(random.penalties());
    for (Penalty penalty : method.objective().penalties()) {
      total = total.add(penalty.of(forPenalties, real.x(), fake.x()));
    }
    return new DiscriminatorResult(
        adversarial,
        total,
        state.discriminator.gradients(total),
        realLogits,
        fakeLogits,
        clean.x(),
        generated.x());
  }

  private Map<String, Double> generatorStep(
      Stabilizer.StepNumber step, double factor, boolean recorded) {
    try (NDScope scope = new NDScope();
        NDManager manager = state.manager.newSubManager();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      StepRandom random = StepRandom.of(seed, step);
      Stabilization.InStep stabilizers = state.stabilization.in(step, plan.steps(), seed);
      List<Batch> z =
          parts(inputs.latents(manager, random, method.optimization().generatorBatch()));
      GeneratorResult result =
          StepResult.accumulated(
              z.size(),
              manager,
              part -> generatorPass(manager, step, random, stabilizers, part, z.get(part)));
      Map<String, Double> measured =
          recorded || !Measure.finite(result.numbers())
              ? Measure.generator(
                  result.adversarial(), norms("g", state.generator, result.gradients()))
              : Map.of();
      updateIfFinite(
          state.generator,
          result.gradients(),
          factor,
          measured,
          () -> stabilizers.afterGeneratorStep(result.fakeLogits()));
      return measured;
    }
  }

  private GeneratorResult generatorPass(
      NDManager manager,
      Stabilizer.StepNumber step,
      StepRandom random,
      Stabilization.InStep stabilizers,
      int part,
      Batch z) {
    StepWeights weights = weights(manager, step, part, random);
    Batch fake = z.with(state.generator.forward(weights, z));
    StepWeights fixed = StepWeights.fixed(manager).drawing(random.layers());
    NDArray fakeLogits = state.discriminator.forward(fixed, stabilizers.shown(fake));
    NDArray adversarial =
        loss.generator(
            fakeLogits,
            () -> {
              int n = method.optimization().generatorBatch();
              Batch real = parts(inputs.real(manager, step.first(), n)).get(part);
              return state.discriminator.forward(fixed, stabilizers.shown(real));
            });
    NDArray total = stabilizers.generatorLoss(adversarial, z, fake, fakeLogits);
    return new GeneratorResult(adversarial, state.generator.gradients(total), fakeLogits);
  }

  /** The weights of the player that a step trains; its power iterations advance once a step. */
  private static StepWeights weights(
      NDManager manager, Stabilizer.StepNumber step, int part, StepRandom random) {
    StepWeights weights =
        part == 0 ? StepWeights.updating(manager, step.ofPlayer()) : StepWeights.fixed(manager);
    return weights.drawing(random.layers());
  }

  private List<Batch> parts(Batch batch) {
    return batch.split(method.optimization().gradientAccumulation());
  }

  private static Map<String, Double> norms(String name, Player player, NDList gradients) {
    return Measure.gradients(name, player.trained(), gradients);
  }

  /** A diverged run keeps its last finite weights, so that its samples can still be looked at. */
  private static void updateIfFinite(
      Player player,
      NDList gradients,
      double factor,
      Map<String, Double> measured,
      Runnable afterwards) {
    if (Measure.finite(measured)) {
      player.step(gradients, factor);
      try (Autograd.Mode paused = Autograd.pause()) {
        afterwards.run();
      }
    }
  }

  /** Generated samples for a discriminator step: no gradient flows back to the generator. */
  private Batch generated(Batch z, StepRandom random) {
    try (Autograd.Mode paused = Autograd.pause()) {
      StepWeights fixed = StepWeights.fixed(z.x().getManager()).drawing(random.layers());
      return z.with(state.generator.forward(fixed, z));
    }
  }
}
