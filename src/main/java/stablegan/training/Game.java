package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.LinkedHashMap;
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
  private final TrainingData data;
  private final Plan plan;
  private final long seed;

  Game(Method method, GameState state, TrainingData data, Plan plan, long seed) {
    this.method = method;
    this.loss = method.objective().smoothed();
    this.state = state;
    this.data = data;
    this.plan = plan;
    this.seed = seed;
  }

  /**
   * Makes one generator step, after its discriminator steps. What is no number ends it there, so
   * that a later discriminator step can't hide it.
   *
   * @param step the generator steps made before
   * @return what was measured last, by name
   */
  Map<String, Double> step(long step) {
    Seeds.engine(seed, Seeds.Purpose.STEP, step);
    int criticSteps = method.optimization().criticSteps();
    double factor = method.optimization().schedule().factor(step, plan.steps());
    Map<String, Double> measured = new LinkedHashMap<>();
    for (int k = 0; k < criticSteps; k++) {
      measured.putAll(discriminatorStep(step * criticSteps + k, factor));
      if (!finite(measured)) {
        return measured;
      }
    }
    measured.putAll(generatorStep(step * criticSteps, factor));
    state.average.ifPresent(Average::update);
    return measured;
  }

  /**
   * Makes one discriminator step.
   *
   * @param step the discriminator steps made before
   * @param factor what the schedule multiplies the learning rate by
   */
  Map<String, Double> discriminatorStep(long step, double factor) {
    try (NDScope scope = new NDScope();
        NDManager manager = state.manager.newSubManager();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      NDArray real = data.batch(manager, seed, step, method.optimization().batch());
      NDArray fake = generated(manager);
      StepWeights weights = StepWeights.updating(manager, step);
      Critic critic = state.discriminator.critic(weights, step);
      NDArray realLogits = critic.logits(real);
      NDArray fakeLogits = critic.logits(fake);
      NDArray adversarial = loss.discriminator(realLogits, fakeLogits);
      NDArray total = adversarial;
      for (Penalty penalty : method.objective().penalties()) {
        total = total.add(penalty.of(critic, real, fake));
      }
      NDList gradients = state.discriminator.gradients(total);
      Map<String, Double> measured =
          Measure.discriminator(adversarial, total, realLogits, fakeLogits, gradients, loss);
      updateIfFinite(state.discriminator, gradients, factor, measured);
      return measured;
    }
  }

  private Map<String, Double> generatorStep(long step, double factor) {
    try (NDScope scope = new NDScope();
        NDManager manager = state.manager.newSubManager();
        Autograd.Mode recording = Autograd.record()) {
      scope.suppressNotUsedWarning();
      int batch = method.optimization().batch();
      NDArray fake =
          state.generator.forward(
              StepWeights.updating(manager, step), method.gan().latent().sample(manager, batch));
      StepWeights weights = StepWeights.fixed(manager);
      NDArray fakeLogits = state.discriminator.forward(weights, fake);
      NDArray total =
          loss.generator(
              fakeLogits,
              () -> state.discriminator.forward(weights, data.batch(manager, seed, step, batch)));
      NDList gradients = state.generator.gradients(total);
      Map<String, Double> measured = Measure.generator(total, gradients);
      updateIfFinite(state.generator, gradients, factor, measured);
      return measured;
    }
  }

  /** A diverged run keeps its last finite weights, so that its samples can still be looked at. */
  private static void updateIfFinite(
      Player player, NDList gradients, double factor, Map<String, Double> measured) {
    if (finite(measured)) {
      player.step(gradients, factor);
    }
  }

  private static boolean finite(Map<String, Double> measured) {
    return measured.values().stream().allMatch(Double::isFinite);
  }

  /** Generated samples for a discriminator step: no gradient flows back to the generator. */
  private NDArray generated(NDManager manager) {
    try (Autograd.Mode paused = Autograd.pause()) {
      NDArray z = method.gan().latent().sample(manager, method.optimization().batch());
      return state.generator.forward(StepWeights.fixed(manager), z);
    }
  }
}
