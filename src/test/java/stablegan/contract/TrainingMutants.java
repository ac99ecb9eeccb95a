package stablegan.contract;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.nn.StepWeights;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;
import stablegan.random.RandomStream;
import stablegan.training.Method;
import stablegan.training.TrainingData;

/** Training steps, averages and penalties with one error each. */
final class TrainingMutants {

  private static final double EPS = 1e-12;

  private TrainingMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(2, "everything is averaged", averagingEverything()),
        new Mutant(19, "D's gradients stay", game(new NaiveGame(true, false, false))),
        new Mutant(20, "fakes are not detached", game(new NaiveGame(false, true, false))),
        new Mutant(20, "reals and fakes in one batch", game(new NaiveGame(false, false, true))),
        new Mutant(21, "one norm of the batch", penalty(new NaivePenalty(true, EPS, false))),
        new Mutant(21, "nothing under the root", penalty(new NaivePenalty(false, 0, false))),
        new Mutant(21, "an alpha for each pixel", penalty(new NaivePenalty(false, EPS, true))),
        new Mutant(22, "R1 shows gamma, not half of it", showingGamma()),
        new Mutant(22, "laziness weakens silently", weakening()));
  }

  private static Subject averagingEverything() {
    return new Subject() {
      @Override
      public StepWeights averaged(Block network, double decay, NDManager m, Runnable change) {
        List<Parameter> all = network.getParameters().values();
        List<NDArray> before = all.stream().map(p -> p.getArray().duplicate()).toList();
        change.run();
        try (Autograd.Mode paused = Autograd.pause()) {
          for (int i = 0; i < all.size(); i++) {
            NDArray now = all.get(i).getArray();
            before.get(i).mul(decay).add(now.mul(1 - decay)).copyTo(now);
          }
        }
        return StepWeights.fixed(m);
      }
    };
  }

  /** The library with another training loop. */
  static Subject game(NaiveGame game) {
    return new Subject() {
      @Override
      public void train(Method method, TrainingData data, int steps) {
        game.train(method, data, steps);
      }
    };
  }

  /** The library with another gradient penalty. */
  static Subject penalty(NaivePenalty penalty) {
    return new Subject() {
      @Override
      public Penalty gradientPenalty(double lambda) {
        return (critic, real, fake) -> TensorOps.times(penalty.of(critic, real, fake), lambda);
      }
    };
  }

  private static Subject showingGamma() {
    return new Subject() {
      @Override
      public Penalty r1(double gamma) {
        return named("R1 (× " + gamma + ")", Penalties.r1(gamma));
      }
    };
  }

  private static Subject weakening() {
    return new Subject() {
      @Override
      public Penalty lazy(Penalty penalty, int steps) {
        return named(
            penalty.name() + " every " + steps + " steps",
            (critic, real, fake) ->
                critic.step() % steps == 0
                    ? penalty.of(critic, real, fake)
                    : real.getManager().create(0f));
      }
    };
  }

  private static Penalty named(String name, Penalty penalty) {
    return new Penalty() {
      @Override
      public NDArray of(Critic critic, NDArray real, NDArray fake) {
        return penalty.of(critic, real, fake);
      }

      @Override
      public String name() {
        return name;
      }
    };
  }

  /**
   * WGAN-GP with coefficient 1, right unless a fault is asked for.
   *
   * @param wholeBatch whether all samples share one norm
   * @param eps added under the root
   * @param alphaPerPixel whether each pixel is mixed for itself
   */
  record NaivePenalty(boolean wholeBatch, double eps, boolean alphaPerPixel) implements Penalty {

    @Override
    public NDArray of(Critic critic, NDArray real, NDArray fake) {
      NDArray x = mixed(critic.random(), real, fake);
      x.setRequiresGradient(true);
      NDArray slope = Autograd.grad(critic.logits(x).sum(), new NDList(x), true).get(0);
      long rows = wholeBatch ? 1 : x.getShape().get(0);
      NDArray squares = slope.reshape(rows, -1).square().sum(new int[] {1});
      return squares.add(eps).sqrt().sub(1).square().mean();
    }

    private NDArray mixed(RandomStream random, NDArray real, NDArray fake) {
      long n = real.getShape().get(0);
      NDArray a = real.reshape(n, -1);
      NDArray b = fake.reshape(n, -1);
      Shape shape = alphaPerPixel ? a.getShape() : new Shape(n, 1);
      NDArray alpha = random.uniform(real.getManager(), shape);
      return b.add(a.sub(b).mul(alpha)).reshape(real.getShape()).stopGradient();
    }
  }
}
