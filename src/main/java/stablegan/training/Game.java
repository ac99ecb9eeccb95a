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
    Seeds.engine(seed, Seeds.Purpose.STEP, step);
    int criticSteps = method.optimization().criticSteps();
    double factor = method.optimization().schedule().factor(step, plan.steps());
    Map<String, Double> measured = new LinkedHashMap<>();
    boolean recorded = plan.records(step + 1);
    for (int k = 0; k < criticSteps; k++) {
      boolean last = k == criticSteps - 1;
      measured.putAll(discriminatorStep(step * criticSteps + k, factor, recorded && last));
      if (!Measure.finite(measured)) {
        return measured;
      }
    }
    measured.putAll(generatorStep(step * criticSteps, factor, recorded));
    state.average.ifPresent(Average::update);
    return measured;
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
      List<Batch> real = parts(feed.real(manager, step, n));
      List<Batch> z = parts(feed.latents(manager, n));
      Pass pass =
          Pass.over(
              z.size(),
              manager,
              part -> {
                StepWeights weights = weights(manager, step, part);
                return discriminatorPass(weights, step, real.get(part), generated(z.get(part)));
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
  private Pass discriminatorPass(StepWeights weights, long step, Batch clean, Batch generated) {
    Batch real = noisy(clean, step);
    Batch fake = noisy(generated, step);
    NDArray realLogits = state.discriminator.forward(weights, real);
    NDArray fakeLogits = state.discriminator.forward(weights, fake);
    Critic critic = state.discriminator.critic(weights, step, real.classes(), fake.classes());
    NDArray adversarial = loss.discriminator(realLogits, fakeLogits);
    NDArray total = state.discriminator.regularized(adversarial);
    for (Penalty penalty : method.objective().penalties()) {
      total = total.add(penalty.of(critic, real.x(), fake.x()));
    }
    NDList means = new NDList(adversarial, total);
    means.addAll(state.discriminator.gradients(total));
    return new Pass(means, new NDList(realLogits, fakeLogits, clean.x(), generated.x()));
  }

  private Map<String, Double> generatorStep(long step, double factor, boolean recorded) {
    try (NDScope scope = new NDScope();
        NDManager manager = state.manager.newSubManager();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      List<Batch> z = parts(feed.latents(manager, method.optimization().generatorBatch()));
      Pass pass =
          Pass.over(z.size(), manager, part -> generatorPass(manager, step, part, z.get(part)));
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
  private Pass generatorPass(NDManager manager, long step, int part, Batch z) {
    Batch fake = noisy(z.with(state.generator.forward(weights(manager, step, part), z)), step);
    StepWeights fixed = StepWeights.fixed(manager);
    NDArray adversarial =
        loss.generator(
            state.discriminator.forward(fixed, fake),
            () -> {
              Batch real = feed.real(manager, step, method.optimization().generatorBatch());
              return state.discriminator.forward(fixed, noisy(parts(real).get(part), step));
            });
    NDList means = new NDList(adversarial);
    means.addAll(state.generator.gradients(state.generator.regularized(adversarial)));
    return new Pass(means, new NDList());
  }

  /** The weights of the player that a step trains; its power iterations advance once a step. */
  private static StepWeights weights(NDManager manager, long step, int part) {
    return part == 0 ? StepWeights.updating(manager, step) : StepWeights.fixed(manager);
  }

  private List<Batch> parts(Batch batch) {
    return batch.split(method.optimization().parts());
  }

  private Batch noisy(Batch samples, long discriminatorStep) {
    long generatorStep = discriminatorStep / method.optimization().criticSteps();
    double std = method.objective().noise().at(generatorStep, plan.steps());
    return samples.with(InstanceNoise.added(samples.x(), std));
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
  private Batch generated(Batch z) {
    try (Autograd.Mode paused = Autograd.pause()) {
      return z.with(state.generator.forward(StepWeights.fixed(z.x().getManager()), z));
    }
  }
}
