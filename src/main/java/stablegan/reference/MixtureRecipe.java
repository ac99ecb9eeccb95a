package stablegan.reference;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
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
record MixtureRecipe(ToyMixture mixture, Mlp networks, int latent, long steps) implements Recipe {

  private static final double GOOD = 0.8;
  private static final Looks SEEDS = Looks.at(8, 10, 12);

  static Recipe ring() {
    return new MixtureRecipe(ToyMixture.ring(8), Mlp.of(128, 2), 64, 12_500);
  }

  static Recipe grid() {
    return new MixtureRecipe(ToyMixture.grid(5), Mlp.of(128, 3), 2, 25_000);
  }

  @Override
  public List<Method> methods() {
    Method plain =
        Method.of(Gan.of(networks, Latent.normal(latent)).withGeneratorNorm(Normalizations.none()))
            .with(Optimizers.adam(1e-3, 0.5, 0.999))
            .schedule(Schedules.cosine())
            .batch(256)
            .named("plain");
    return List.of(
        plain,
        plain.named("SN").with(Normalizations.spectralNorm()),
        plain.named("GP").with(Penalties.gradientPenalty(1)),
        plain.named("R1").with(Penalties.r1(1)),
        plain.named("minibatch").with(MinibatchLayer.standardDeviation()));
  }

  @Override
  public String data() {
    return mixture.name();
  }

  @Override
  public Bar bar() {
    return Bar.of(MixtureAblation.GOOD, GOOD);
  }

  @Override
  public Looks looks() {
    return SEEDS;
  }

  @Override
  public Results run(List<String> some, List<Long> seeds, Path folder, Consumer<String> ended) {
    Plan plan = Plan.steps(steps).recordEvery(steps / 50);
    long[] all = seeds().stream().mapToLong(Long::longValue).toArray();
    return MixtureAblation.of(methods(), mixture, plan, all)
        .bar(bar())
        .lookedAt(SEEDS)
        .runPart(
            some,
            seeds,
            folder,
            done ->
                ended.accept(
                    "%s, seeds %s: %s of %s runs"
                        .formatted(mixture.name(), seeds, done, some.size() * seeds.size())));
  }
}
