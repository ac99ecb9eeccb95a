package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stablegan.autograd.Autograd;
import stablegan.loss.AdversarialLoss;
import stablegan.nn.StepWeights;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalty;

/** The steps of both players. */
final class Game {

  private final Method method;
  private final AdversarialLoss loss;
  private final GameState state;
  private final Feed feed;
  private final Plan plan;
  private final long seed;
  private int criticStepsMade;

  Game(Method method, GameState state, TrainingData data, Plan plan, long seed) {
    this.method = method;
    this.loss = method.objective().smoothed();
    this.state = state;
    this.feed = new Feed(method, data, seed);
    this.plan = plan;
    this.seed = seed;
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
      criticStepsMade = k;
      boolean last = k == criticSteps - 1;
      measured.putAll(discriminatorStep(step * criticSteps + k, factor, recorded && last));
      if (!Measure.finite(measured)) {
        return measured;
      }
    }
    criticStepsMade = criticSteps;
    measured.putAll(generatorStep(step, factor, StepRandom.generator(seed, step), recorded));
    state.average.ifPresent(Average::update);
    return measured;
  }

  /**
   * How many discriminator steps of the last generator step came to their end: after a fault, which
   * one failed, from 0, and all if it was the generator's own.
   */
  int criticStepsMade() {
    return criticStepsMade;
  }

  /**
   * Makes one discriminator step.
   *
   * @param step the discriminator steps made before
   * @param factor what the schedule multiplies the learning rate by
   * @param recorded whether it is measured in any case, not only where something is no number
   */
  Map<String, Double> discriminatorStep(long step, double factor, boolean recorded) {
    try (NDScope scope = new NDScope();
        NDManager manager = state.manager.newSubManager();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      int n = method.optimization().batch();
      StepRandom random = StepRandom.discriminator(seed, step);
      List<Batch> real = parts(feed.real(manager, step, n));
      List<Batch> z = parts(feed.latents(manager, random, n));
      Pass pass =
          Pass.over(
              z.size(),
              manager,
              part -> {
                StepWeights weights = weights(manager, step, part, random);
                Batch fake = generated(z.get(part), random);
                return discriminatorPass(weights, step, random, real.get(part), fake);
              });
      NDList gradients = pass.means().subNDList(2);
      NDList numbers = new NDList(pass.means());
      numbers.addAll(pass.samples().subNDList(0, 2));
      Map<String, Double> measured =
          recorded || !Measure.finite(numbers) ? measured(pass, gradients) : Map.of();
      updateIfFinite(state.discriminator, gradients, factor, measured);
      return measured;
    }
  }

  private Map<String, Double> measured(Pass pass, NDList gradients) {
    NDList samples = pass.samples();
    Map<String, Double> measured =
        Measure.discriminator(
            pass.means().get(0),
            pass.means().get(1),
            samples.get(0),
            samples.get(1),
            norms("d", state.discriminator, gradients),
            loss);
    measured.putAll(Measure.spread(samples.get(2), samples.get(3)));
    return measured;
  }

  /**
   * Leaves the adversarial loss, the whole loss and its gradients; logits and images, real and
   * fake.
   */
  private Pass discriminatorPass(
      StepWeights weights, long step, StepRandom random, Batch clean, Batch generated) {
    long generatorStep = step / method.optimization().criticSteps();
    Batch real = noisy(clean, generatorStep, random);
    Batch fake = noisy(generated, generatorStep, random);
    NDArray realLogits = state.discriminator.forward(weights, real);
    NDArray fakeLogits = state.discriminator.forward(weights, fake);
    Critic critic =
        state.discriminator.critic(
            weights, step, random.penalties(), real.classes(), fake.classes());
    NDArray adversarial = loss.discriminator(realLogits, fakeLogits);
    NDArray total = state.discriminator.regularized(adversarial);
    for (Penalty penalty : method.objective().penalties()) {
      total = total.add(penalty.of(critic, real.x(), fake.x()));
    }
    NDList means = new NDList(adversarial, total);
    means.addAll(state.discriminator.gradients(total));
    return new Pass(means, new NDList(realLogits, fakeLogits, clean.x(), generated.x()));
  }

  /** Makes one generator step; its clock and its noise count these, not the discriminator's. */
  private Map<String, Double> generatorStep(
      long step, double factor, StepRandom random, boolean recorded) {
    try (NDScope scope = new NDScope();
        NDManager manager = state.manager.newSubManager();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      List<Batch> z = parts(feed.latents(manager, random, method.optimization().generatorBatch()));
      Pass pass =
          Pass.over(
              z.size(), manager, part -> generatorPass(manager, step, random, part, z.get(part)));
      NDList gradients = pass.means().subNDList(1);
      Map<String, Double> measured =
          recorded || !Measure.finite(pass.means())
              ? Measure.generator(pass.means().get(0), norms("g", state.generator, gradients))
              : Map.of();
      updateIfFinite(state.generator, gradients, factor, measured);
      return measured;
    }
  }

  /** Leaves the adversarial loss and the gradients of the whole one. */
  private Pass generatorPass(NDManager manager, long step, StepRandom random, int part, Batch z) {
    StepWeights weights = weights(manager, step, part, random);
    Batch fake = noisy(z.with(state.generator.forward(weights, z)), step, random);
    StepWeights fixed = StepWeights.fixed(manager).drawing(random.layers());
    NDArray adversarial =
        loss.generator(
            state.discriminator.forward(fixed, fake),
            () -> {
              long first = step * method.optimization().criticSteps();
              Batch real = feed.real(manager, first, method.optimization().generatorBatch());
              return state.discriminator.forward(fixed, noisy(parts(real).get(part), step, random));
            });
    NDList means = new NDList(adversarial);
    means.addAll(state.generator.gradients(state.generator.regularized(adversarial)));
    return new Pass(means, new NDList());
  }

  /** The weights of the player that a step trains; its power iterations advance once a step. */
  private static StepWeights weights(NDManager manager, long step, int part, StepRandom random) {
    StepWeights weights =
        part == 0 ? StepWeights.updating(manager, step) : StepWeights.fixed(manager);
    return weights.drawing(random.layers());
  }

  private List<Batch> parts(Batch batch) {
    return batch.split(method.optimization().parts());
  }

  private Batch noisy(Batch samples, long generatorStep, StepRandom random) {
    double std = method.objective().noise().at(generatorStep, plan.steps());
    return samples.with(InstanceNoise.added(samples.x(), std, random.noise()));
  }

  private static Map<String, Double> norms(String name, Player player, NDList gradients) {
    return Measure.gradients(name, player.trained(), gradients);
  }

  /** A diverged run keeps its last finite weights, so that its samples can still be looked at. */
  private static void updateIfFinite(
      Player player, NDList gradients, double factor, Map<String, Double> measured) {
    if (Measure.finite(measured)) {
      player.step(gradients, factor);
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
