package stablegan.reference;

import java.util.List;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.experiment.Ablation;
import stablegan.experiment.Bar;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Looks;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalizations;
import stablegan.penalty.Penalties;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * Stacked MNIST: three digits as the channels of an image, 1,000 modes (Metz et al. 2017; Lin et
 * al. 2018). No seed is run before pilots have tried settings and bar, see src/bench/README.md.
 */
final class StackedRecipe {

  /** Of the literature: 128,000 images to train on, 26,000 generated ones. */
  private static final int TRAINED_ON = 128_000;

  private static final int GENERATED = 26_000;

  /** The seed by which digits are drawn. */
  private static final long DRAW = 0;

  private static final long STEPS = 5_500;
  private static final int LOOKS = 5;
  private static final double COVERED = 800;
  private static final Looks SEEDS = Looks.at(8, 10, 12);

  private StackedRecipe() {}

  static Recipe stacked() {
    Method none = ImageRecipes.BASE.with(new Dcgan(16));
    List<Method> methods =
        List.of(
            none,
            none.named("SN").with(Normalizations.spectralNorm()),
            none.named("GP").with(Penalties.gradientPenalty(10)),
            none.named("R1").with(Penalties.r1(10)),
            none.named("minibatch").with(MinibatchLayer.standardDeviation()));
    Bar bar = Bar.of(LectureClaims.STACKED_MODES, COVERED);
    String data = "stacked-mnist train[%s stacked, seed %s]".formatted(TRAINED_ON, DRAW);
    return new AblationRecipe(
        methods,
        data,
        STEPS,
        bar,
        SEEDS,
        () -> Extractors.stacked(Extractors.mnist()),
        digits -> comparison(methods, digits));
  }

  private static Ablation comparison(List<Method> methods, FeatureExtractor digits) {
    ImageSet train = Images.stackedMnist(Split.TRAIN, TRAINED_ON, DRAW);
    Features real = Features.of(Images.stackedMnist(Split.TEST, GENERATED, DRAW), digits);
    return Ablation.of(methods, train, scored(digits, real, GENERATED))
        .plan(Plan.steps(STEPS).recordEvery(STEPS / 25))
        .monitor(scored(digits, real, GENERATED / 10), STEPS / LOOKS);
  }

  private static Evaluation scored(FeatureExtractor digits, Features real, int generated) {
    return Evaluation.of(
        digits, real, generated, Metrics.modes(), Metrics.reverseKl(), Metrics.frechet());
  }
}
