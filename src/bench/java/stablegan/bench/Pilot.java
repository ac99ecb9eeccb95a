package stablegan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import stablegan.charts.ImageGrid;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.data.ToyMixture;
import stablegan.experiment.CoverageLog;
import stablegan.experiment.Evaluation;
import stablegan.experiment.SideBySide;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.metrics.Metric;
import stablegan.metrics.Metrics;
import stablegan.model.Dcgan;
import stablegan.model.Gan;
import stablegan.model.Latent;
import stablegan.model.Mlp;
import stablegan.model.SnCnn;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizer;
import stablegan.optim.Optimizers;
import stablegan.optim.Schedules;
import stablegan.penalty.Penalties;
import stablegan.stabilizer.Stabilizers;
import stablegan.training.GanTrainer;
import stablegan.training.Listener;
import stablegan.training.Method;
import stablegan.training.Plan;
import stablegan.training.Run;
import stablegan.training.Training;
import stablegan.training.TrainingData;

/**
 * Pilot runs, which settings of the comparisons are chosen by: a line for each run with what its
 * looks gave, a picture of its samples. Arguments: images (CIFAR-10 at 16×16), images32, stacked
 * (MNIST), ring or grid; a file that lines are added to; steps; steps between looks; seeds, from
 * 100 on, since comparisons run from 0; then methods as words, such as {@code
 * dcgan=32+rate=2e-3+SN}.
 *
 * <pre>{@code
 * java -Xmx4g -cp 'lib/*' src/bench/java/stablegan/bench/Pilot.java \
 *   images pilots.tsv 4500 1500 100,101 dcgan=32+rate=2e-3
 * }</pre>
 */
final class Pilot {

  private static final int SIDE = 16;
  private static final int REAL = 2000;
  private static final int GENERATED = 1000;
  private static final int STACKED = 26_000;
  private static final int POINTS = 2500;
  private static final int SHOWN = 64;

  private record Data(TrainingData train, Optional<Evaluation> scores, Optional<ToyMixture> mix) {}

  private final Path file;
  private final Plan plan;
  private final long look;
  private final Data data;

  private Pilot(Path file, Plan plan, long look, Data data) {
    this.file = file;
    this.plan = plan;
    this.look = look;
    this.data = data;
  }

  /** Trains each method with each seed, as many at once as there are cores. */
  public static void main(String[] args) throws IOException {
    Plan plan = Plan.steps(Long.parseLong(args[2])).recordEvery(100);
    Pilot pilot = new Pilot(Path.of(args[1]), plan, Long.parseLong(args[3]), data(args[0]));
    List<Callable<Void>> work = new ArrayList<>();
    for (String seed : args[4].split(",")) {
      for (String words : Arrays.copyOfRange(args, 5, args.length)) {
        Method method = method(pilot.data.mix().isPresent() ? points() : images(), words);
        work.add(
            () -> {
              pilot.run(method, Long.parseLong(seed));
              return null;
            });
      }
    }
    SideBySide.onAllCores().run(work, ended -> {});
  }

  private static Data data(String name) {
    return switch (name) {
      case "images" -> cifar10(SIDE);
      case "images32" -> cifar10(2 * SIDE);
      case "stacked" -> stacked();
      case "ring" -> mixture(ToyMixture.ring(8));
      case "grid" -> mixture(ToyMixture.grid(5));
      default -> throw new IllegalArgumentException("no data of a pilot: " + name);
    };
  }

  private static Data mixture(ToyMixture mixture) {
    return new Data(TrainingData.of(mixture), Optional.empty(), Optional.of(mixture));
  }

  private static Data cifar10(int side) {
    return scored(
        Images.cifar10(Split.TRAIN).resized(side),
        Images.cifar10(Split.TEST).resized(side).head(REAL),
        Extractors.lite0(96),
        GENERATED,
        Metrics.frechet(),
        Metrics.recall(),
        Metrics.coverage());
  }

  private static Data stacked() {
    return scored(
        Images.stackedMnist(Split.TRAIN, 128_000, 0),
        Images.stackedMnist(Split.TEST, STACKED, 0),
        Extractors.stacked(Extractors.mnist()),
        STACKED,
        Metrics.modes(),
        Metrics.reverseKl(),
        Metrics.frechet());
  }

  private static Data scored(
      ImageSet train, ImageSet test, FeatureExtractor extractor, int generated, Metric... metrics) {
    Evaluation scores = Evaluation.of(extractor, Features.of(test, extractor), generated, metrics);
    System.out.println("real images: " + scores.floor(train));
    return new Data(TrainingData.of(train), Optional.of(scores), Optional.empty());
  }

  private static Method images() {
    return Method.dcgan().with(new Dcgan(32)).batch(32).ema(0.999);
  }

  private static Method points() {
    Gan gan = Gan.of(Mlp.of(128, 2), Latent.normal(64));
    return Method.of(gan.withGeneratorNorm(Normalizations.none()))
        .batch(256)
        .schedule(Schedules.cosine());
  }

  private static Method method(Method base, String words) {
    Method method = base;
    double rate = 1e-3;
    double beta1 = 0.5;
    double beta2 = 0.999;
    double clip = 0;
    boolean rmsProp = false;
    for (String word : words.split("\\+")) {
      String[] parts = word.split("=");
      double number = parts.length < 2 ? Double.NaN : Double.parseDouble(parts[1]);
      switch (parts[0]) {
        case "plain" -> {}
        case "dcgan" -> method = method.with(new Dcgan((int) number));
        case "sn-cnn" -> method = method.with(new SnCnn((int) number));
        case "mlp" -> method = method.with(Mlp.of((int) number, 2));
        case "mlp3" -> method = method.with(Mlp.of((int) number, 3));
        case "latent" -> method = method.with(Latent.normal((int) number));
        case "batch" -> method = method.batch((int) number);
        case "ema" -> method = method.ema(number);
        case "rate" -> rate = number;
        case "beta1" -> beta1 = number;
        case "beta2" -> beta2 = number;
        case "rmsprop" -> rmsProp = true;
        case "clip" -> clip = number;
        case "linear" -> method = method.schedule(Schedules.linearToZero());
        case "cosine" -> method = method.schedule(Schedules.cosine());
        case "critic" -> method = method.criticSteps((int) number);
        case "g-batch-norm" -> method = method.withGeneratorNorm(Normalizations.batchNorm());
        case "SN" -> method = method.with(Normalizations.spectralNorm());
        case "hinge" -> method = method.with(Losses.hinge());
        case "wasserstein" -> method = method.with(Losses.wasserstein());
        case "pairing" -> method = method.with(Losses.relativisticPairing());
        case "gp" -> method = method.with(Penalties.gradientPenalty(number));
        case "r1" -> method = method.with(Penalties.r1(number));
        case "r2" -> method = method.with(Penalties.r2(number));
        case "smoothing" -> method = method.with(LabelSmoothing.oneSided(number));
        case "lecam" -> method = method.with(Stabilizers.leCam(number));
        case "diffaugment" -> method = method.with(Stabilizers.diffAugment());
        default -> throw new IllegalArgumentException("no word of a pilot: " + word);
      }
    }
    Optimizer optimizer =
        rmsProp ? Optimizers.rmsProp(rate, 0.99) : Optimizers.adam(rate, beta1, beta2);
    Optimizer discriminator = clip == 0 ? optimizer : Optimizers.clipped(optimizer, clip);
    return method.with(discriminator, optimizer).named(words);
  }

  private void run(Method method, long seed) throws IOException {
    StringBuilder line = new StringBuilder();
    Listener scores =
        new Listener() {
          @Override
          public void stepped(Training training) {
            if (training.step() % look == 0 && data.scores().isPresent()) {
              line.append("\t").append(training.step()).append(':');
              data.scores()
                  .get()
                  .score(training.generator())
                  .forEach(score -> line.append(' ').append(score));
            }
          }
        };
    CoverageLog modes =
        CoverageLog.of(data.mix().orElse(ToyMixture.ring(1)), Math.max(1, look), POINTS);
    Listener watcher = data.mix().isPresent() ? modes : scores;
    try (Run run =
        GanTrainer.of(method)
            .threads(1)
            .listen(watcher)
            .train(data.train(), plan, seed, Optional.empty())) {
      if (data.mix().isPresent()) {
        modes
            .coverage()
            .forEach(
                (step, reached) ->
                    line.append(
                        String.format(
                            Locale.ROOT,
                            "\t%d: %d modes, %.3f good",
                            step,
                            reached.covered(),
                            reached.highQuality())));
      } else {
        Path picture = file.resolveSibling(method.name() + "-" + seed + ".png");
        ImageSet samples = run.generator().images(SHOWN, 1);
        ImageIO.write(ImageGrid.of(samples).image(), "png", picture.toFile());
      }
      write(method.name() + "\t" + seed + "\t" + run.outcome().kind() + line + "\n");
    }
  }

  private synchronized void write(String line) throws IOException {
    System.out.print(line);
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
