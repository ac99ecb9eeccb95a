package stablegan.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.experiment.Ablation;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.loss.LabelSmoothing;
import stablegan.loss.Losses;
import stablegan.metrics.Metrics;
import stablegan.model.SnCnn;
import stablegan.nn.Normalizations;
import stablegan.optim.Optimizers;
import stablegan.penalty.Penalties;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * The wall time of a whole comparison, and how much of it isn't training: ten methods of SN-CNN at
 * a quarter of its width, scored. Arguments: folder, seeds, steps.
 *
 * <pre>{@code
 * java -Xmx4g -cp 'lib/*' src/bench/java/stablegan/bench/AblationTime.java runs/whole 1 2000
 * }</pre>
 */
final class AblationTime {

  private static final int GENERATED = 2000;
  private static final int REAL = 5000;
  private static final double NANOS = 1e9;

  /** Trains, scores and prints the seconds. */
  public static void main(String[] args) {
    long[] seeds = LongStream.range(0, Long.parseLong(args[1])).toArray();
    ImageSet train = Images.cifar10();
    FeatureExtractor lite0 = Extractors.lite0(96);
    Evaluation evaluation =
        Evaluation.of(
            lite0,
            Features.of(Images.cifar10(Split.TEST).head(REAL), lite0),
            GENERATED,
            Metrics.frechet(),
            Metrics.kernel());
    Plan plan = Plan.steps(Long.parseLong(args[2]));
    long start = System.nanoTime();
    Results results =
        Ablation.of(methods(), train, evaluation).seeds(seeds).plan(plan).runIn(Path.of(args[0]));
    double wall = (System.nanoTime() - start) / NANOS;
    double training =
        results.cells().stream().mapToDouble(c -> c.secondsPerStep() * plan.steps()).sum();
    System.out.printf(
        Locale.ROOT,
        "%d runs: %.0f s, of which training %.0f s; other %.0f %%%n",
        results.cells().size(),
        wall,
        training,
        100 * (1 - training / wall));
  }

  private static List<Method> methods() {
    Method base = Method.snCnn().with(new SnCnn(16)).batch(32);
    Method sn = base.named("SN").with(Normalizations.spectralNorm());
    return List.of(
        base.named("none"),
        sn,
        base.named("GP").with(Penalties.gradientPenalty(10)),
        base.named("weight norm").with(Normalizations.weightNorm()),
        base.named("layer norm").with(Normalizations.layerNorm()),
        base.named("batch norm").with(Normalizations.batchNorm()),
        base.named("smoothing").with(LabelSmoothing.oneSided(0.9)),
        base.named("AdamW").with(Optimizers.adamW(2e-4, 0.5, 0.999, 0.01)),
        sn.named("SN, hinge").with(Losses.hinge()),
        sn.named("SN, averaged").ema(0.999));
  }
}
