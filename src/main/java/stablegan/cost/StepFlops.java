package stablegan.cost;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import stablegan.autograd.Autograd;
import stablegan.data.ImageSet;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.numbers.Numbers;
import stablegan.penalty.Critic;
import stablegan.penalty.Penalty;
import stablegan.random.RandomStream;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;

/**
 * Floating-point operations of a method's training steps, two for each multiply-add of the layers'
 * products. In units of a network's forward pass F:
 *
 * <ul>
 *   <li>a gradient for weights: 3F, the pass and two products of its size in each layer (Griewank
 *       and Walther 2008, section 3.3); less the first layer's product for its input
 *   <li>a gradient for the input alone, as the generator's step asks of D: 2F
 *   <li>a penalty on the input's gradient: 6F, namely the pass, the gradient for the input, and
 *       back through both, two products each; less the first layer's for its input, and three of
 *       the last layer, whose output no gradient depends on
 * </ul>
 *
 * <p>Equal to PyTorch's count of the operations of the networks as published
 * (torch.utils.flop_counter); residual blocks make fewer here: an upsampling or pooling is computed
 * together with its convolution, whose multiply-adds alone count. Not counted: power iterations (2n
 * + 1 multiply-adds a weight and step, whatever the batch), penalties on weights alone,
 * stabilisers, optimizers, activations.
 *
 * @param discriminator of one discriminator step
 * @param generator of one generator step
 * @param criticSteps discriminator steps for each generator step
 */
public record StepFlops(double discriminator, double generator, int criticSteps) {

  private static final int PER_MAC = 2;

  /**
   * Penalties are averaged over so many of the steps in which they act: one of a user's own may be
   * lazy without an {@link Penalty#interval}.
   */
  private static final int AVERAGED = 240;

  /**
   * Counts for a method.
   *
   * @param sample shape of one sample, without the batch axis
   */
  public static StepFlops of(Method method, Shape sample) {
    try (NDManager manager = ComputeDevice.newManager()) {
      Shape latent = new Shape(1, method.gan().latent().size());
      Macs d = macs(method.gan().discriminator(sample), manager, new Shape(1).addAll(sample));
      Macs g = macs(method.gan().generator(sample), manager, latent);
      Probe probe = new Probe(manager, sample);
      double adversarial = 2 * (3 * d.all() - d.first());
      double penalties = probe.penalties(method.objective(), d);
      double realAgain = probe.generatorLooksAtReal(method.objective()) ? d.all() : 0;
      double samples = method.optimization().batch();
      double generated = method.optimization().generatorBatch();
      return new StepFlops(
          PER_MAC * samples * (g.all() + adversarial + penalties),
          PER_MAC * generated * (3 * g.all() - g.first() + 2 * d.all() + realAgain),
          method.optimization().criticSteps());
    }
  }

  /**
   * How many operations a second this machine makes of a method's steps: by the median time of some
   * steps after the first, which is slower.
   *
   * @param steps to make, at least 2
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static double perSecond(Method method, ImageSet images, int steps) {
    if (steps < 2) {
      throw new IllegalArgumentException(
          "a speed is measured over at least 2 steps, of which the first doesn't count, not "
              + steps);
    }
    Plan plan = Plan.steps(steps).recordEvery(1);
    try (Run run = GanTrainer.of(method).train(images, plan, 0)) {
      List<Double> seconds = run.history().series("seconds_per_step").values();
      Shape sample = new Shape(images.channels(), images.height(), images.width());
      return of(method, sample).together() / Numbers.median(seconds.subList(1, seconds.size()));
    }
  }

  /** Of one generator step with its discriminator steps. */
  public double together() {
    return criticSteps * discriminator + generator;
  }

  private static Macs macs(Block network, NDManager manager, Shape input) {
    network.initialize(manager, DataType.FLOAT32, input);
    return Macs.of(network);
  }

  /** A critic that counts what it is asked for. */
  private static final class Probe implements Critic {

    private final NDManager manager;
    private final Shape batch;
    private long step;
    private double plain;
    private double differentiated;

    Probe(NDManager manager, Shape sample) {
      this.manager = manager;
      batch = new Shape(2).addAll(sample);
    }

    @Override
    public NDArray logits(NDArray x) {
      double samples = (double) x.getShape().get(0) / batch.get(0);
      if (x.hasGradient()) {
        differentiated += samples;
      } else {
        plain += samples;
      }
      return x.reshape(x.getShape().get(0), -1).square().sum(new int[] {1});
    }

    @Override
    public NDList weights() {
      NDArray weight = manager.ones(new Shape(1, 1));
      weight.setRequiresGradient(true);
      return new NDList(weight);
    }

    @Override
    public long step() {
      return step;
    }

    /** Multiply-adds of all penalties for each sample of the batch. */
    double penalties(Method.Objective objective, Macs d) {
      return objective.penalties().stream().mapToDouble(penalty -> penalty(penalty, d)).sum();
    }

    private double penalty(Penalty penalty, Macs d) {
      plain = 0;
      differentiated = 0;
      for (int i = 0; i < AVERAGED; i++) {
        step = (long) i * penalty.interval();
        try (NDScope scope = new NDScope();
            Autograd.Mode recording = Autograd.record()) {
          scope.suppressNotUsedWarning();
          NDArray samples =
              RandomStream.of(0, RandomStream.Purpose.DATA, step).uniform(manager, -1, 1, batch);
          penalty.of(this, samples, samples.neg());
        }
      }
      long onGradient = 6 * d.all() - d.first() - 3 * d.last();
      long onLogits = 3 * d.all() - d.first();
      double steps = (double) AVERAGED * penalty.interval();
      return (onGradient * differentiated + onLogits * plain) / steps;
    }

    boolean generatorLooksAtReal(Method.Objective objective) {
      boolean[] looked = new boolean[1];
      NDArray logits = manager.ones(new Shape(2, 1));
      objective
          .smoothed()
          .generator(
              logits,
              () -> {
                looked[0] = true;
                return logits;
              });
      return looked[0];
    }
  }
}
