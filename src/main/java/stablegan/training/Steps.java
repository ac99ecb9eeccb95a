package stablegan.training;

import ai.djl.ndarray.NDArray;
import stablegan.stabilizer.Stabilizer;

/**
 * Single training steps of a method without a run around them: no history, no checkpoint, no
 * listeners. For measuring what steps cost.
 */
public final class Steps implements AutoCloseable {

  private final GameState state;
  private final Game game;
  private final int criticSteps;

  private Steps(Method method, TrainingData data, long seed) {
    state = new GameState(method, data.sample(), seed);
    game = new Game(method, state, data, Plan.steps(Long.MAX_VALUE), seed);
    criticSteps = method.optimization().criticSteps();
  }

  /** New networks of a method that is trained on this data. */
  public static Steps of(Method method, TrainingData data, long seed) {
    return new Steps(method, data, seed);
  }

  /**
   * Makes one discriminator step.
   *
   * @param step the discriminator steps made before
   */
  public void discriminator(long step) {
    game.discriminatorStep(Stabilizer.StepNumber.ofDiscriminator(step, criticSteps), 1, false);
  }

  /**
   * Makes one generator step, after its discriminator steps.
   *
   * @param step the generator steps made before
   */
  public void generator(long step) {
    game.step(step);
  }

  /** Bytes of the arrays that training carries from step to step. */
  public long stateBytes() {
    return state.arrays().values().stream().mapToLong(Steps::bytes).sum();
  }

  private static long bytes(NDArray array) {
    return array.size() * array.getDataType().getNumOfBytes();
  }

  /** Whether the networks are on a GPU. */
  public boolean onGpu() {
    return state.manager.getDevice().isGpu();
  }

  @Override
  public void close() {
    state.close();
  }
}
