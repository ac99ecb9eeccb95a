package stablegan.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import stablegan.model.Latent;

/** Both players with all that their training goes on from. */
final class GameState implements AutoCloseable {

  final NDManager manager = NDManager.newBaseManager();
  final Player discriminator;
  final Player generator;
  final Optional<Average> average;
  private final Latent latent;

  GameState(Method method, Shape sample, long seed) {
    Seeds.engine(seed, Seeds.Purpose.WEIGHTS, 0);
    Optimization optimization = method.optimization();
    latent = method.gan().latent();
    Shape one = new Shape(1);
    discriminator =
        new Player(
            "discriminator",
            method.gan().discriminator(sample),
            optimization.discriminator(),
            manager,
            one.addAll(sample));
    generator =
        new Player(
            "generator",
            method.gan().generator(sample),
            optimization.generator(),
            manager,
            one.add(latent.size()));
    average =
        optimization.averaging() == 0
            ? Optional.empty()
            : Optional.of(new Average(optimization.averaging(), generator.trained()));
  }

  Generator sampler() {
    return new Generator(generator, latent, average, manager);
  }

  /** Every array that training goes on from, by unique name. */
  Map<String, NDArray> arrays() {
    Map<String, NDArray> all = new LinkedHashMap<>(discriminator.state());
    all.putAll(generator.state());
    average.ifPresent(a -> all.putAll(a.state()));
    return all;
  }

  @Override
  public void close() {
    manager.close();
  }
}
