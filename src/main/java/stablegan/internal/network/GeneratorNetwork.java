package stablegan.internal.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import stablegan.autograd.Autograd;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.model.Latent;
import stablegan.nn.StepWeights;
import stablegan.random.RandomStream;

/**
 * A generator in inference.
 *
 * @param manager what its memory goes with
 * @param block latent vectors (N, size) in, with classes (N) if it knows any, samples out
 * @param sample shape of one sample
 * @param classes how many it knows, 0 for none
 * @param averages what its weights are overridden with
 */
public record GeneratorNetwork(
    NDManager manager, Block block, Latent latent, Shape sample, int classes, Averages averages) {

  /** A new one with memory of its own and without any weights that mean something yet. */
  static GeneratorNetwork untrained(Block block, Latent latent, Shape sample, int classes) {
    NDManager manager = ComputeDevice.newManager();
    try {
      RandomStream.of(0, RandomStream.Purpose.WEIGHTS, 1)
          .initialize(block, manager, DataType.FLOAT32, new Shape(1, latent.size()));
      // as training lays them out: the bits of samples depend on it
      NDList trained = new NDList();
      block.getParameters().values().stream()
          .filter(Parameter::requiresGradient)
          .forEach(parameter -> trained.add(parameter.getArray()));
      TensorOps.layOutChannelsLast(trained);
      return new GeneratorNetwork(manager, block, latent, sample, classes, Averages.NONE);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** This one, if its network makes the samples that it says. */
  GeneratorNetwork requireSamples() {
    RandomStream layers = RandomStream.of(0, RandomStream.Purpose.SAMPLES, 1);
    try (Autograd.Mode paused = Autograd.pause();
        NDManager scope = manager.newSubManager()) {
      Shape made = forward(scope, layers, nothing(scope)).getShape();
      if (!made.equals(new Shape(1).addAll(sample))) {
        throw new IllegalArgumentException(
            "its network makes %s of one latent vector, not a sample %s".formatted(made, sample));
      }
    }
    return this;
  }

  /** A latent vector of zeros, and a class if there are any. */
  private NDList nothing(NDManager scope) {
    NDList inputs = new NDList(scope.zeros(new Shape(1, latent.size())));
    if (classes > 0) {
      inputs.add(scope.zeros(new Shape(1), DataType.INT64));
    }
    return inputs;
  }

  GeneratorNetwork with(Averages others) {
    return new GeneratorNetwork(manager, block, latent, sample, classes, others);
  }

  /**
   * Samples on a manager.
   *
   * @param layers where layers draw from
   * @param inputs latent vectors, and classes if there are any
   */
  public NDArray forward(NDManager scope, RandomStream layers, NDList inputs) {
    StepWeights weights = StepWeights.fixed(scope).drawing(layers);
    averages.overrideIn(weights);
    // what layers derive from their parameters lands on the parameters' manager
    try (NDScope pass = new NDScope()) {
      pass.suppressNotUsedWarning();
      NDArray x = block.forward(weights, inputs, false).singletonOrThrow();
      x.attach(scope);
      NDScope.unregister(x);
      return x;
    }
  }

  /**
   * Samples of some of the latent vectors.
   *
   * @param labels the samples' classes, none if it knows none
   */
  public NDArray forward(
      NDManager scope, RandomStream layers, NDArray z, int[] labels, int from, int to) {
    NDList inputs = new NDList(z.get(from + ":" + to));
    if (labels.length > 0) {
      inputs.add(scope.create(IntStream.range(from, to).mapToLong(i -> labels[i]).toArray()));
    }
    return forward(scope, layers, inputs);
  }

  /**
   * Refuses classes that samples can't have.
   *
   * @param n how many samples there are
   * @throws IllegalArgumentException if there isn't one for each, or it knows none of them
   */
  public void check(int n, int... labels) {
    int expected = classes == 0 ? 0 : n;
    if (labels.length != expected) {
      throw new IllegalArgumentException(
          "%d latent vectors of a generator of %d classes need %d classes but got %d"
              .formatted(n, classes, expected, labels.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "a class must be from 0 to %d but is %d".formatted(classes - 1, label));
      }
    }
  }

  /** Shows the weights that samples are drawn with, averaged and derived: getValue has them. */
  void inference(Consumer<StepWeights> use) {
    try (Autograd.Mode paused = Autograd.pause();
        NDManager scope = manager.newSubManager();
        NDScope pass = new NDScope()) {
      pass.suppressNotUsedWarning();
      StepWeights weights = StepWeights.fixed(scope);
      averages.overrideIn(weights);
      block.forward(weights, nothing(scope), false); // layers derive their weights in a pass
      use.accept(weights);
    }
  }
}
