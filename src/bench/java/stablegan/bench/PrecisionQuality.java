package stablegan.bench;

import java.nio.file.Path;
import java.util.List;
import stablegan.data.ImageSet;
import stablegan.data.Images;
import stablegan.data.Split;
import stablegan.experiment.Ablation;
import stablegan.experiment.Evaluation;
import stablegan.experiment.Results;
import stablegan.features.Extractors;
import stablegan.features.FeatureExtractor;
import stablegan.features.Features;
import stablegan.metrics.Metrics;
import stablegan.model.SnCnn;
import stablegan.nn.Normalizations;
import stablegan.report.Comparison;
import stablegan.report.Tables;
import stablegan.training.Method;
import stablegan.training.Plan;

/**
 * Whether mixed precision costs quality: SN-CNN of width 16 under SN on CIFAR-10, float32 against
 * bfloat16 on the same seeds. Argument: the folder of the runs.
 *
 * <pre>{@code
 * java -cp 'lib/*' src/bench/java/stablegan/bench/PrecisionQuality.java runs/precision
 * }</pre>
 */
final class PrecisionQuality {

  private static final int GENERATED = 1000;
  private static final int REAL = 2000;

  /** Trains, scores and prints both tables. */
  public static void main(String[] args) {
    Method full =
        Method.snCnn()
            .with(new SnCnn(16))
            .with(Normalizations.spectralNorm())
            .batch(32)
            .ema(0.99)
            .named("float32");
    ImageSet test = Images.cifar10(Split.TEST).sample(REAL, 0);
    FeatureExtractor lite0 = Extractors.lite0(96);
    Evaluation evaluation =
        Evaluation.of(
            lite0, Features.of(test, lite0), GENERATED, Metrics.frechet(), Metrics.kernel());
    Results results =
        Ablation.of(
                List.of(full, full.mixedPrecision().named("bfloat16")),
                Images.cifar10(),
                evaluation)
            .seeds(0L, 1L, 2L, 3L)
            .plan(Plan.steps(400))
            .runIn(Path.of(args[0]));
    Comparison comparison = Comparison.of(results);
    System.out.println(Tables.markdown(comparison.summary()));
    System.out.println(comparison.inWords("FD(lite0)"));
    System.out.println(Tables.markdown(comparison.verdicts("FD(lite0)")));
  }
}
