package stablegan.reference;

import java.util.List;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.experiment.Ablation;
import stablegan.experiment.AdamSetting;
import stablegan.experiment.Bar;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Looks;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * Comparisons on CIFAR-10, all but one at 16×16, where narrow networks learn within minutes.
 * Settings are chosen on seeds from 100 on, by whether networks learn; src/bench/README.md lists
 * what was tried, and which comparisons wait for it.
 */
final class ImageRecipes {

  /** Of CIFAR-10's images. */
  private static final int WHOLE = 32;

  private static final int SIDE = WHOLE / 2;
  private static final int RESOLUTION = 96;
  private static final int REAL = 2000;
  private static final int GENERATED = 1000;

  /**
   * How large a comparison is.
   *
   * @param side of the images
   * @param looks at a run, evenly over its steps
   * @param bar what the best method must reach
   * @param seeds how many there are at each look at the comparison
   */
  private record Scale(
      int side,
      long steps,
      long recordEvery,
      int looks,
      List<Metric> scores,
      List<Metric> monitor,
      Bar bar,
      Looks seeds) {

    Ablation comparison(List<Method> methods, FeatureExtractor lite0) {
      ImageSet train = images(Split.TRAIN);
      ImageSet test = images(Split.TEST);
      Features real = Features.of(test.head(REAL), lite0);
      return Ablation.of(methods, train, scored(lite0, real, GENERATED, scores))
          .plan(Plan.steps(steps).recordEvery(recordEvery))
          .monitor(scored(lite0, real, GENERATED / 2, monitor), steps / looks);
    }

    private ImageSet images(Split split) {
      ImageSet whole = Images.cifar10(split);
      return side == WHOLE ? whole : whole.resized(side);
    }

    private String data() {
      return side == WHOLE ? "cifar10 train" : "cifar10 at %1$s×%1$s train".formatted(side);
    }

    private static Evaluation scored(
        FeatureExtractor lite0, Features real, int generated, List<Metric> metrics) {
      return Evaluation.of(lite0, real, generated, metrics.toArray(Metric[]::new));
    }
  }

  /** Of the main job. */
  private static final Scale QUICK =
      new Scale(
          SIDE,
          5_500,
          50,
          4,
          List.of(Metrics.frechet(), Metrics.kernel(), Metrics.recall(), Metrics.coverage()),
          List.of(Metrics.frechet()),
          Bar.timesReal("FD(lite0)", 3),
          Looks.at(8));

  /** Of the main job at the images' own size: steps for which its bar is in reach there. */
  private static final Scale LARGER =
      new Scale(WHOLE, 6_875, 275, 5, QUICK.scores(), QUICK.monitor(), QUICK.bar(), QUICK.seeds());

  /**
   * Of the main comparison: its bar is a little below what a pilot reached, and its nine claims can
   * be decided by nine seeds that agree.
   */
  private static final Scale LONG =
      night(
          10_000,
          50,
          Bar.timesReal("FD(lite0)", 2.5).and("recall(lite0)", 0.05),
          Looks.at(9, 10, 12));

  private static final Looks NIGHT = Looks.at(8, 10, 12);

  /** Of the lecture's tables, which have many methods: as many steps as the main job has. */
  private static final Scale SHORT = night(QUICK.steps(), 50, QUICK.bar(), NIGHT);

  /** Of the settings of Adam, of which there are thirty runs a seed: with few records. */
  private static final Scale SETTINGS = night(QUICK.steps(), 10, QUICK.bar(), NIGHT);

  private static Scale night(long steps, long records, Bar bar, Looks seeds) {
    return new Scale(
        SIDE,
        steps,
        steps / records,
        10,
        List.of(
            Metrics.frechet(),
            Metrics.kernel(),
            Metrics.inceptionScore(),
            Metrics.precision(),
            Metrics.recall(),
            Metrics.coverage()),
        List.of(Metrics.frechet(), Metrics.recall(), Metrics.coverage()),
        bar,
        seeds);
  }

  /** What all methods share unless they change it. */
  static final Method BASE =
      Method.dcgan()
          .with(new Dcgan(32))
          .batch(32)
          .with(Optimizers.adam(1e-3, 0.5, 0.999))
          .ema(0.999)
          .named("none");

  /** The rate with which so few steps go furthest. */
  private static final double SHORT_RATE = 2e-3;

  private static final Method SHORT_BASE = BASE.with(Optimizers.adam(SHORT_RATE, 0.5, 0.999));

  private static final Normalization SN = Normalizations.spectralNorm();

  private ImageRecipes() {}

  /** The main job, notebook 03: the same cells. */
  static Recipe quick() {
    return recipe(QUICK, mainMethods(SHORT_BASE));
  }

  /**
   * The main job's methods on images of CIFAR-10's own size, which go further with half its rate.
   */
  static Recipe larger() {
    return recipe(LARGER, mainMethods(BASE));
  }

  private static List<Method> mainMethods(Method base) {
    return List.of(
        base,
        base.named("SN").with(SN),
        base.named("smoothing").with(LabelSmoothing.oneSided(0.9)));
  }

  /** Weights brought to the norm c, from strict to loose. */
  static Recipe strengths() {
    return recipe(
        SHORT,
        List.of(
            SHORT_BASE,
            SHORT_BASE.named("SN, c = 0.5").with(Normalizations.spectralNorm(0.5)),
            SHORT_BASE.named("SN").with(SN),
            SHORT_BASE.named("SN, c = 2").with(Normalizations.spectralNorm(2)),
            SHORT_BASE.named("SN, c = 4").with(Normalizations.spectralNorm(4))));
  }

  /** Adam's settings A to F, each of which has its own rate; batches of half the size. */
  static Recipe adamSettings() {
    Method base = BASE.batch(16);
    return recipe(
        SETTINGS,
        AdamSetting.grid(
            List.of(
                base,
                base.named("SN").with(SN),
                base.named("GP").with(Penalties.gradientPenalty(10)),
                base.named("batch norm").with(Normalizations.batchNorm()),
                base.named("layer norm").with(Normalizations.layerNorm())),
            AdamSetting.lettered()));
  }

  static Recipe rivals() {
    return recipe(
        LONG,
        List.of(
            BASE,
            BASE.named("SN").with(SN),
            BASE.named("SN, its paper's rate").with(SN).with(Optimizers.adam(2e-4, 0.5, 0.999)),
            wassersteinGp(BASE.named("WGAN-GP")),
            wassersteinGp(BASE.named("WGAN-GP, its paper's steps and rate"))
                .criticSteps(5)
                .with(Optimizers.adam(1e-4, 0, 0.9)),
            BASE.named("R1").with(Penalties.r1(10)),
            BASE.named("R3GAN's recipe")
                .with(Losses.relativisticPairing())
                .with(Penalties.r1(0.05))
                .with(Penalties.r2(0.05)),
            BASE.named("smoothing").with(LabelSmoothing.oneSided(0.9)),
            BASE.named("LeCam").with(Stabilizers.leCam(0.3)),
            BASE.named("DiffAugment").with(Stabilizers.diffAugment())));
  }

  private static Method wassersteinGp(Method method) {
    return method.with(Losses.wasserstein()).with(Penalties.gradientPenalty(10));
  }

  static Recipe withAndWithoutSn() {
    Optimizer rmsProp = Optimizers.rmsProp(5e-5, 0.99);
    Method wgan = SHORT_BASE.with(Losses.wasserstein()).with(rmsProp).criticSteps(5);
    Method hinge = SHORT_BASE.with(Losses.hinge());
    return recipe(
        SHORT,
        List.of(
            SHORT_BASE.named("DCGAN"),
            SHORT_BASE.named("DCGAN + SN").with(SN),
            wgan.named("WGAN").with(Optimizers.clipped(rmsProp, 0.01), rmsProp),
            wgan.named("WGAN + SN").with(SN),
            hinge.named("SNGAN without SN"),
            hinge.named("SNGAN").with(SN).withGeneratorNorm(SN.then(Normalizations.batchNorm()))));
  }

  static Recipe stabilisers() {
    Method sn = SHORT_BASE.named("SN").with(SN);
    Method gp = SHORT_BASE.named("GP").with(Penalties.gradientPenalty(10));
    Optimizer decayed = Optimizers.adamW(SHORT_RATE, 0.5, 0.999, 0.01);
    return recipe(
        SHORT,
        List.of(
            SHORT_BASE,
            sn,
            gp,
            SHORT_BASE.named("minibatch").with(MinibatchLayer.discrimination(100, 5)),
            SHORT_BASE.named("historical").with(Stabilizers.historicalAveraging(0.01)),
            SHORT_BASE.named("smoothing").with(LabelSmoothing.oneSided(0.9)),
            SHORT_BASE.named("AdamW").with(decayed),
            SHORT_BASE.named("schedule").schedule(Schedules.linearToZero()),
            SHORT_BASE.named("batch × 4").batch(128),
            sn.named("SN + GP").with(Penalties.gradientPenalty(10)),
            sn.named("SN + decay").with(decayed),
            sn.named("SN + smoothing").with(LabelSmoothing.oneSided(0.9))));
  }

  private static Recipe recipe(Scale scale, List<Method> methods) {
    return new AblationRecipe(
        methods,
        scale.data(),
        scale.steps(),
        scale.bar(),
        scale.seeds(),
        () -> Extractors.lite0(RESOLUTION),
        lite0 -> scale.comparison(methods, lite0));
  }
}
