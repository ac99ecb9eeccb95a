package stablegan.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import stablegan.model.Mlp;
import stablegan.nn.StepWeights;
import stablegan.optim.Optimizers;
import stablegan.random.RandomStream;

/** Lets tests of other packages see what training does with a network. */
public final class TrainingAccess {

  private TrainingAccess() {}

  /** What the optimizer of a player with this new network trains. */
  public static List<Parameter> trained(Block network, NDManager manager, Shape input) {
    return new Player(
            "player",
            network,
            Mlp.of(1, 1).initializer(),
            Optimizers.adam(1e-3, 0, 0.9),
            false,
            manager,
            input,
            RandomStream.of(1, RandomStream.Purpose.WEIGHTS, 0))
        .trained();
  }

  /** What a network is sampled with whose average was updated once, after a change. */
  public static StepWeights averaged(
      Block network, double decay, NDManager manager, Runnable change) {
    List<Parameter> trained =
        network.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
    Ema ema = new Ema(decay, trained);
    change.run();
    ema.update();
    StepWeights weights = StepWeights.fixed(manager);
    ema.averages().overrideIn(weights);
    return weights;
  }

  /** Acts before the first step, when the parts of the method have been tried. */
  static Listener onStart(Runnable action) {
    return new Listener() {
      @Override
      public void started(Training training) {
        action.run();
      }
    };
  }

  /** Interrupts the training thread after this generator step. */
  static Listener interruptAt(long step) {
    return new Listener() {
      @Override
      public void stepped(Training training) {
        if (training.step() == step) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
