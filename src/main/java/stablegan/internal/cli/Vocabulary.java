package stablegan.internal.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import stablegan.loss.AdversarialLoss;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.model.Architecture;
import stablegan.model.Dcgan;
import stablegan.model.InfoGan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;
import stablegan.model.SnResNet;
import stablegan.model.WganGpResNet;
import stablegan.nn.Clock;
import stablegan.nn.MinibatchLayer;
import stablegan.nn.Normalization;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedule;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.penalty.Penalty;
import stablegan.stabilizer.Stabilizer;
import stablegan.stabilizer.Stabilizers;

/** The names of what a method is made of: one line for each, as it is written on a command line. */
final class Vocabulary {

  private static final Argument RATE =
      Argument.usually("rate", "2e-4", "the learning rate, positive");
  private static final Argument BETA1 = Argument.usually("beta1", "0.5", "in [0, 1)");
  private static final Argument BETA2 = Argument.usually("beta2", "0.999", "in [0, 1)");
  private static final Argument EPS = Argument.usually("eps", "1e-8", "positive");
  private static final Argument DECAY = Argument.usually("decay", "0.01", "of weights, at least 0");
  private static final Argument MOMENTUM = Argument.usually("momentum", "0", "in [0, 1)");
  private static final Argument SIZE =
      Argument.usually("size", "128", "the length of a vector, positive");
  private static final Argument LAMBDA = Argument.needed("lambda", "the coefficient, positive");
  private static final Argument TEN = Argument.usually("lambda", "10", "the coefficient, positive");
  private static final Argument GAMMA =
      Argument.usually("gamma", "10", "twice the coefficient, positive");

  static final Words<IntFunction<Architecture>> ARCHITECTURES =
      Words.of(
          "architecture",
          Word.of("dcgan", "Radford et al. 2016", a -> Dcgan::new),
          Word.of(
              "sn-cnn",
              "Miyato et al. 2018, table 3",
              a -> width -> new SnCnn(width, false, a.number("slope")),
              Argument.usually("slope", "0.1", "of the discriminator's leaky ReLU, in [0, 1)")),
          Word.of(
              "wide-sn-cnn",
              "the same with the discriminator of its authors' code",
              a -> width -> new SnCnn(width, true, a.number("slope")),
              Argument.usually("slope", "0.2", "of the discriminator's leaky ReLU, in [0, 1)")),
          Word.of(
              "sn-resnet",
              "Miyato et al. 2018, tables 4 to 6; images of 32, 48, 64 or 128 pixels",
              Vocabulary::snResNet,
              Argument.usually("classes", "0", "that both networks are told, 0 for none"),
              Argument.usually("pool", "sum", "of the discriminator's last maps: sum or mean")),
          Word.of(
              "wgan-gp-resnet",
              "Gulrajani et al. 2017, appendix C; images of 32 pixels",
              a -> WganGpResNet::new),
          Word.of("info-gan", "Chen et al. 2016, without its code", a -> InfoGan::new),
          Word.of(
              "mlp",
              "fully connected, its output not squashed into (-1, 1)",
              a -> width -> new Mlp(width, a.whole("depth"), a.number("slope")),
              Argument.usually("depth", "2", "hidden layers, from 1 to 1,000"),
              Argument.usually("slope", "0.2", "of the discriminator's leaky ReLU, in [0, 1)")));

  static final Words<Latent> LATENTS =
      Words.of(
          "latent distribution",
          Word.of("normal", "standard normal", a -> Latent.normal(a.whole("size")), SIZE),
          Word.of("uniform", "uniform on (-1, 1)", a -> Latent.uniform(a.whole("size")), SIZE));

  static final Words<Normalization> NORMALIZATIONS =
      Words.of(
              "normalization",
              Word.of("none", "layers as they are", a -> Normalizations.none()),
              Word.of(
                  "sn",
                  "spectral, of every layer (Miyato et al. 2018)",
                  Vocabulary::spectralNorm,
                  Argument.usually("coefficient", "1", "the norm that weights are brought to"),
                  Argument.usually("iterations", "1", "of the power method, at least 1"),
                  Argument.usually("eps", "1e-12", "protects it against zero, positive"),
                  Argument.usually("only-above", "false", "true spares norms below coefficient"),
                  Argument.usually("clock", "step", "when it goes on: each step, or each pass"),
                  Argument.usually("every", "1", "it goes on at one of so many of these")),
              Word.of("batch", "of hidden layers", a -> Normalizations.batchNorm()),
              Word.of(
                  "layer", "of hidden layers (Ba et al. 2016)", a -> Normalizations.layerNorm()),
              Word.of(
                  "weight",
                  "of every layer (Salimans and Kingma 2016)",
                  a -> Normalizations.weightNorm()))
          .joined(Normalization::then);

  static final Words<Optional<MinibatchLayer>> MINIBATCH_LAYERS =
      Words.of(
          "minibatch layer",
          Word.of("none", "each sample is judged alone", a -> Optional.empty()),
          Word.of(
              "discrimination",
              "Salimans et al. 2016, section 3.2",
              Vocabulary::discrimination,
              Argument.usually("features", "100", "how many are added, at least 1"),
              Argument.usually("dimensions", "5", "of the space that each compares, at least 1")),
          Word.of(
                  "standard-deviation",
                  "Karras et al. 2018, section 3; of the whole batch",
                  a -> Optional.of(MinibatchLayer.standardDeviation()))
              .with(
                  Argument.optional("group", "of so many samples instead, at least 2"),
                  (whole, a) -> Optional.of(MinibatchLayer.standardDeviation(a.whole("group")))));

  static final Words<AdversarialLoss> LOSSES =
      Words.of(
          "loss",
          Word.of("non-saturating", "Goodfellow et al. 2014", a -> Losses.nonSaturating()),
          Word.of("minimax", "Goodfellow et al. 2014, equation 1", a -> Losses.minimax()),
          Word.of("hinge", "Lim and Ye 2017, Miyato et al. 2018", a -> Losses.hinge()),
          Word.of("wasserstein", "Arjovsky et al. 2017", a -> Losses.wasserstein()),
          Word.of("least-squares", "Mao et al. 2017", a -> Losses.leastSquares()),
          Word.of(
              "relativistic-pairing",
              "Jolicoeur-Martineau 2019, RSGAN",
              a -> Losses.relativisticPairing()),
          Word.of(
              "relativistic-average",
              "Jolicoeur-Martineau 2019, RaSGAN",
              a -> Losses.relativisticAverage()));

  static final Words<LabelSmoothing> LABELS =
      Words.of(
          "kind of labels",
          Word.of("hard", "one and zero", a -> LabelSmoothing.NONE),
          Word.of(
              "one-sided",
              "Salimans et al. 2016, section 3.4",
              a -> LabelSmoothing.oneSided(a.number("real")),
              Argument.usually("real", "0.9", "target of real samples, in (0, 1]")),
          Word.of(
              "two-sided",
              "Salimans et al. 2016, section 3.4",
              a -> LabelSmoothing.twoSided(a.number("real"), a.number("fake")),
              Argument.usually("real", "0.9", "target of real samples, at most 1"),
              Argument.usually("fake", "0.1", "of generated ones, at least 0, below real")));

  static final Words<Penalty> PENALTIES =
      Words.of(
              "penalty",
              penalty("gp", "WGAN-GP (Gulrajani et al. 2017)", Penalties::gradientPenalty, TEN),
              penalty(
                  "one-sided-gp",
                  "WGAN-LP (Petzka et al. 2018)",
                  Penalties::oneSidedGradientPenalty,
                  LAMBDA),
              penalty("dragan", "Kodali et al. 2017", Penalties::dragan, TEN),
              penalty("r1", "Mescheder et al. 2018, real samples", Penalties::r1, GAMMA),
              penalty("r2", "Mescheder et al. 2018, generated ones", Penalties::r2, GAMMA),
              penalty("zero-centred", "Thanh-Tung et al. 2019", Penalties::zeroCentred, LAMBDA),
              penalty("orthogonal", "Brock et al. 2017", Penalties::orthogonal, LAMBDA))
          .each(
              Argument.optional("every", "only in one of so many steps, and as much stronger"),
              (penalty, a) -> penalty.every(a.whole("every")));

  static final Words<Schedule> SCHEDULES =
      Words.of(
              "schedule",
              Word.of("constant", "the rate as it is", a -> Schedules.constant()),
              Word.of("linear-to-zero", "zero at the run's end", a -> Schedules.linearToZero()),
              Word.of(
                  "cosine",
                  "half a period of it, to zero at the run's end",
                  a -> Schedules.cosine()),
              Word.of(
                  "step-decay",
                  "multiplied again and again",
                  a -> Schedules.stepDecay(a.number("decay"), a.whole("every")),
                  Argument.needed("decay", "what it is multiplied by, in (0, 1]"),
                  Argument.needed("every", "generator steps between, at least 1")))
          .each(
              Argument.optional("warm-up", "generator steps over which it rises at first"),
              (schedule, a) -> schedule.afterWarmUp(a.whole("warm-up")));

  static final Words<Stabilizer> STABILIZERS =
      Words.of(
          "stabilizer",
          Word.of(
              "historical-averaging",
              "Salimans et al. 2016, section 3.3",
              a -> Stabilizers.historicalAveraging(a.number("lambda")),
              LAMBDA),
          Word.of(
              "lecam",
              "holds D's outputs near their past means (Tseng et al. 2021)",
              a -> Stabilizers.leCam(a.number("lambda"), a.number("decay"), a.whole("start")),
              LAMBDA,
              Argument.usually("decay", "0.99", "of the means, in [0, 1)"),
              Argument.usually("start", "0", "the generator step of the first term")),
          Word.of(
              "diff-augment",
              "augments whatever the discriminator is shown (Zhao et al. 2020)",
              a -> Stabilizers.diffAugment(a.text("policy").replace('+', ',')),
              Argument.usually(
                  "policy", "color+translation+cutout", "some of these, joined by +, in order")),
          Word.of(
              "instance-noise",
              "on whatever the discriminator is shown (Sønderby et al. 2017)",
              a -> Stabilizers.instanceNoise(a.number("std"), SCHEDULES.read(a.text("annealing"))),
              Argument.needed("std", "standard deviation at the start, images lie in [-1, 1]"),
              Argument.usually(
                  "annealing",
                  "linear-to-zero",
                  "a schedule that needs no number: constant, cosine, linear-to-zero")));

  static final Words<Optimizer> OPTIMIZERS =
      Words.of(
              "optimizer",
              Word.of(
                  "adam",
                  "Kingma and Ba 2015",
                  a -> Optimizers.adam(rate(a), beta1(a), beta2(a), a.number("eps")),
                  RATE,
                  BETA1,
                  BETA2,
                  EPS),
              Word.of(
                  "adamw",
                  "Loshchilov and Hutter 2019; spares weights under SN or weight norm",
                  a -> Optimizers.adamW(rate(a), beta1(a), beta2(a), a.number("decay")),
                  RATE,
                  BETA1,
                  BETA2,
                  DECAY),
              Word.of(
                  "adamw-of-all-weights",
                  "the same, sparing none",
                  a -> Optimizers.adamWOfAllWeights(rate(a), beta1(a), beta2(a), a.number("decay")),
                  RATE,
                  BETA1,
                  BETA2,
                  DECAY),
              Word.of(
                  "rmsprop",
                  "Tieleman and Hinton 2012; rate 5e-5 in WGAN",
                  a -> Optimizers.rmsProp(rate(a), a.number("decay"), momentum(a), a.number("eps")),
                  RATE,
                  Argument.usually("decay", "0.99", "of the mean of squares, in [0, 1)"),
                  MOMENTUM,
                  EPS),
              Word.of(
                  "sgd",
                  "gradient descent",
                  a -> Optimizers.sgd(rate(a), momentum(a)),
                  RATE,
                  MOMENTUM),
              Word.of(
                  "nesterov",
                  "gradient descent with Nesterov's momentum",
                  a -> Optimizers.nesterov(rate(a), momentum(a)),
                  RATE,
                  Argument.usually("momentum", "0.9", "in [0, 1)")),
              Word.of("frozen", "no step at all", a -> Optimizers.frozen()))
          .each(
              Argument.optional("clip", "parameters kept in [-clip, clip]; 0.01 in WGAN"),
              (rule, a) -> Optimizers.clipped(rule, a.number("clip")));

  /** Short names of whole methods, those of the notebooks' main comparison, by their options. */
  static final Map<String, String> METHODS = methods();

  private Vocabulary() {}

  private static Map<String, String> methods() {
    Map<String, String> methods = new LinkedHashMap<>();
    methods.put("none", "");
    methods.put("SN", "--norm sn");
    methods.put("WGAN-GP", "--loss wasserstein --penalty gp=10");
    methods.put("smoothing", "--labels one-sided=0.9");
    methods.put("two-sided", "--labels two-sided=0.9,0.1");
    return Collections.unmodifiableMap(methods);
  }

  private static IntFunction<Architecture> snResNet(Arguments a) {
    int classes = a.whole("classes");
    boolean mean = a.oneOf("pool", "sum", "mean").equals("mean");
    return width -> new SnResNet(width, classes, mean);
  }

  private static Normalization spectralNorm(Arguments a) {
    boolean eachPass = a.oneOf("clock", "step", "pass").equals("pass");
    return Normalizations.spectralNorm(
        new SpectralNorm.Settings(
            a.whole("iterations"),
            a.number("eps"),
            a.number("coefficient"),
            a.flag("only-above"),
            new Clock(eachPass, a.whole("every"))));
  }

  private static Optional<MinibatchLayer> discrimination(Arguments a) {
    return Optional.of(MinibatchLayer.discrimination(a.whole("features"), a.whole("dimensions")));
  }

  /** Makes a penalty of its coefficient. */
  @FunctionalInterface
  private interface OfCoefficient {
    Penalty penalty(double coefficient);
  }

  private static Word<Penalty> penalty(
      String name, String meaning, OfCoefficient maker, Argument coefficient) {
    return Word.of(name, meaning, a -> maker.penalty(a.number(coefficient.name())), coefficient);
  }

  private static double rate(Arguments a) {
    return a.number("rate");
  }

  private static double beta1(Arguments a) {
    return a.number("beta1");
  }

  private static double beta2(Arguments a) {
    return a.number("beta2");
  }

  private static double momentum(Arguments a) {
    return a.number("momentum");
  }
}
