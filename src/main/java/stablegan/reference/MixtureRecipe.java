package stablegan.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import stablegan.data.ToyMixture;
import stablegan.experiment.Bar;
import stablegan.experiment.Looks;
import stablegan.experiment.MixtureAblation;
import stablegan.experiment.Results;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.training.Method;
import stablegan.training.Plan;

/** Five ways to train a small network on a mixture of Gaussians until its samples are good. */
record MixtureRecipe(ToyMixture mixture) implements Recipe {

  private static final long STEPS = 12_500;
  private static final double GOOD = 0.8;
  private static final Looks SEEDS = Looks.at(8, 10, 12);

  private static final Method PLAIN =
      Method.of(Gan.of(Mlp.of(128, 2), Latent.normal(64)).withGeneratorNorm(Normalizations.none()))
          .with(Optimizers.adam(1e-3, 0.5, 0.999))
          .schedule(Schedules.cosine())
          .batch(256)
          .named("plain");

  static Recipe ring() {
    return new MixtureRecipe(ToyMixture.ring(8));
  }

  static Recipe grid() {
    return new MixtureRecipe(ToyMixture.grid(5));
  }

  @Override
  public List<Method> methods() {
    return List.of(
        PLAIN,
        PLAIN.named("SN").with(Normalizations.spectralNorm()),
        PLAIN.named("GP").with(Penalties.gradientPenalty(1)),
        PLAIN.named("R1").with(Penalties.r1(1)),
        PLAIN.named("minibatch").with(MinibatchLayer.standardDeviation()));
  }

  @Override
  public List<Long> seeds() {
    return LongStream.range(0, SEEDS.most()).boxed().toList();
  }

  @Override
  public Results run(List<String> some, List<Long> seeds, Path folder, Consumer<String> ended) {
    Plan plan = Plan.steps(STEPS).recordEvery(STEPS / 50);
    long[] all = seeds().stream().mapToLong(Long::longValue).toArray();
    return MixtureAblation.of(methods(), mixture, plan, all)
        .bar(Bar.of(MixtureAblation.GOOD, GOOD))
        .lookedAt(SEEDS)
        .runPart(
            some,
            seeds,
            folder,
            done ->
                ended.accept(
                    "%s, seeds %s: %d of %d runs"
                        .formatted(mixture.name(), seeds, done, some.size() * seeds.size())));
  }
}
