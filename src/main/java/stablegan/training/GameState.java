package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import stablegan.autograd.TensorOps;
import stablegan.internal.device.ComputeDevice;
import stablegan.internal.network.Averages;
import stablegan.internal.network.GeneratorNetwork;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.penalty.Penalty;
import stablegan.random.RandomStream;

/** Both players with all that their training goes on from. */
final class GameState implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GameState.class);

  final NDManager manager = ComputeDevice.newManager();
  final Player discriminator;
  final Player generator;
  final Optional<Ema> ema;
  final Stabilization stabilization;
  private final NDList numbers = new NDList();
  private final Latent latent;
  private final Shape sample;
  private final int classes;

  GameState(Method method, Shape sample, long seed) {
    Method.Optimization optimization = method.optimization();
    this.sample = sample;
    latent = method.gan().latent();
    classes = method.gan().architecture().classes();
    try {
      Shape one = new Shape(1);
      discriminator =
          new Player(
              "discriminator",
              method.gan().discriminator(sample),
              method.gan().architecture().initializer(),
              optimization.discriminator(),
              optimization.mixedPrecision(),
              manager,
              one.addAll(sample),
              RandomStream.of(seed, RandomStream.Purpose.WEIGHTS, 0));
      generator =
          new Player(
              Player.GENERATOR,
              method.gan().generator(sample),
              method.gan().architecture().initializer(),
              optimization.generator(),
              optimization.mixedPrecision(),
              manager,
              one.add(latent.size()),
              RandomStream.of(seed, RandomStream.Purpose.WEIGHTS, 1));
      stabilization =
          new Stabilization(
              method.objective().stabilizers(),
              manager,
              discriminator.values(),
              generator.values());
      numbers.addAll(discriminator.numbers());
      numbers.addAll(generator.numbers());
      numbers.addAll(stabilization.numbers());
      warnOfPenaltiesOnCoupledSamples(method);
      warnOfBatchNormOfOne(method);
      ema =
          optimization.ema() == 0
              ? Optional.empty()
              : Optional.of(new Ema(optimization.ema(), generator.trained()));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void warnOfPenaltiesOnCoupledSamples(Method method) {
    boolean perSample = method.objective().penalties().stream().anyMatch(Penalty::perSample);
    if (perSample
        && (method.gan().minibatch().isPresent() || Gan.couplesSamples(discriminator.block()))) {
      LOG.warn(
          "{}: its penalties take gradients of each sample's logit, but batch norm or a minibatch"
              + " layer makes a logit depend on the other samples of the batch, so that they bound"
              + " the batch's gradient; use layer norm, or no minibatch layer, to bound each sample's",
          method.name());
    }
  }

  private void warnOfBatchNormOfOne(Method method) {
    Method.Optimization optimization = method.optimization();
    int smaller = Math.min(optimization.batch(), optimization.generatorBatch());
    if (smaller == optimization.gradientAccumulation()
        && (Gan.couplesSamples(discriminator.block()) || Gan.couplesSamples(generator.block()))) {
      LOG.warn(
          "{}: batches of 1, or in parts of 1, leave batch norm and minibatch layers a single sample"
              + " to take their statistics of; choose larger batches, fewer parts, or layer norm",
          method.name());
    }
  }

  /** The generator as samples are drawn from it. */
  GeneratorNetwork network() {
    Averages averages = ema.map(Ema::averages).orElse(Averages.NONE);
    return new GeneratorNetwork(manager, generator.block(), latent, sample, classes, averages);
  }

  Generator sampler() {
    return Generator.of(network());
  }

  /** Why training can't go on, in words; nothing if all weights and memories are finite. */
  Optional<String> fault() {
    return TensorOps.finite(numbers)
        ? Optional.empty()
        : discriminator
            .fault()
            .or(generator::fault)
            .or(stabilization::fault)
            .map(what -> "the step made " + what + " infinite or NaN");
  }

  /** Takes over every array of a state of the same method. */
  void copyFrom(GameState other) {
    Map<String, NDArray> source = other.arrays();
    arrays().forEach((name, array) -> TensorOps.copy(source.get(name), array));
  }

  /** Every array that training goes on from, by unique name. */
  Map<String, NDArray> arrays() {
    Map<String, NDArray> all = new LinkedHashMap<>(discriminator.state());
    all.putAll(generator.state());
    all.putAll(stabilization.state());
    ema.ifPresent(a -> all.putAll(a.state()));
    return all;
  }

  @Override
  public void close() {
    manager.close();
  }
}
