package stablegan.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import stablegan.data.ImageSet;
import stablegan.experiment.Ablation;
import stablegan.experiment.Evaluation;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.model.SnCnn;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * A comparison of five methods without scores, timed by comparison.py against the same in PyTorch:
 * training, and 64 samples at ten looks. Arguments: folder, seeds, steps, cells at once.
 */
final class ComparisonTime {

  /** As many images of the size of CIFAR-10's; what is in them doesn't matter to the clock. */
  private static final int IMAGES = 50_000;

  private static final int SIDE = 32;

  /** Scores there must be: the cheapest. */
  private static final int SCORED = 64;

  /** Trains all cells. */
  public static void main(String[] args) {
    ImageSet train = noise();
    FeatureExtractor pixels = Extractors.pixels(2);
    Features reference = Features.of(train.head(SCORED), pixels);
    Evaluation evaluation = Evaluation.of(pixels, reference, SCORED, Metrics.frechet());
    Ablation.of(methods(), train, evaluation)
        .firstSeeds(Integer.parseInt(args[1]))
        .plan(Plan.steps(Long.parseLong(args[2])))
        .parallel(Integer.parseInt(args[3]))
        .runIn(Path.of(args[0]));
  }

  private static ImageSet noise() {
    byte[] pixels = new byte[IMAGES * 3 * SIDE * SIDE];
    new Random(1).nextBytes(pixels);
    return ImageSet.of("noise", "train", 3, SIDE, SIDE, pixels);
  }

  private static List<Method> methods() {
    Method base = Method.snCnn().with(new SnCnn(16)).batch(32).ema(0.99).named("none");
    return List.of(
        base,
        base.named("SN").with(Normalizations.spectralNorm()),
        base.named("WGAN-GP").with(Losses.wasserstein()).with(Penalties.gradientPenalty(10)),
        base.named("smoothing").with(LabelSmoothing.oneSided(0.9)),
        base.named("two-sided").with(LabelSmoothing.twoSided(0.9, 0.1)));
  }
}
