package stablegan.experiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import stablegan.autograd.Autograd;
import stablegan.data.ImageSet;
import stablegan.internal.device.ComputeDevice;
import stablegan.nn.StepWeights;
import stablegan.penalty.Critic;
import stablegan.training.GanTrainer;
import stablegan.training.Generator;
import stablegan.training.Method;
import stablegan.training.Run;

/**
 * How steep the discriminators of a finished comparison are where a gradient penalty looks: the
 * norms ‖∇D(x̂)‖ of the logit's gradient at points x̂ = y + t(x − y) between training images x and
 * generated ones y (Gulrajani et al. 2017, equation 3), t even from 0 to 1 over the pairs. Runs are
 * opened again for it; none makes a step.
 */
public final class Slopes {

  private static final long SEED = 0;

  private final Map<String, double[]> norms;

  private Slopes(Map<String, double[]> norms) {
    this.norms = norms;
  }

  /**
   * Measures each run of a comparison.
   *
   * @param results of a comparison that was run here
   * @param folder the one it was run in
   * @param points in each run, at least 2 and at most as many as there are training images
   * @throws IllegalStateException if the results were read from a file or a folder
   * @throws IllegalArgumentException if there are other numbers of points, or networks with classes
   */
  public static Slopes of(Results results, Path folder, int points) {
    Ablation ablation = results.ablation();
    ImageSet data = ablation.data();
    if (points < 2 || points > data.size()) {
      throw new IllegalArgumentException(
          "slopes need 2 to %s points, as many as there are training images, not %s"
              .formatted(data.size(), points));
    }
    ImageSet some = data.sample(points, SEED);
    Map<String, double[]> norms = new LinkedHashMap<>();
    for (Method method : ablation.methods()) {
      requireUnconditional(method);
      for (Cell cell : results.cells(method.name())) {
        Path run = ablation.folder(folder, method, cell.seed());
        try {
          norms.put(key(cell), ofRun(ablation, method, cell.seed(), run, some));
        } catch (Generator.DivergedException withoutSamples) {
          // as where a run has no scores: the criterion is no number there
        }
      }
    }
    return new Slopes(norms);
  }

  private static void requireUnconditional(Method method) {
    int classes = method.gan().architecture().classes();
    if (classes > 0) {
      throw new IllegalArgumentException(
          "%s has networks for %s classes; slopes are measured of those without"
              .formatted(method.name(), classes));
    }
  }

  private static double[] ofRun(
      Ablation ablation, Method method, long seed, Path folder, ImageSet some) {
    try (Run run = GanTrainer.of(method).train(ablation.data(), ablation.plan(), seed, folder);
        NDManager manager = ComputeDevice.newManager()) {
      NDArray real = some.batch(manager, IntStream.range(0, some.size()).toArray());
      NDArray fake = run.generator().sample(manager, some.size(), SEED);
      Critic critic =
          x ->
              run.discriminator()
                  .forward(StepWeights.fixed(manager), new NDList(x), false)
                  .singletonOrThrow();
      return between(critic, real, fake);
    }
  }

  /** Norms of the gradient at one point between the members of each pair. */
  static double[] between(Critic critic, NDArray real, NDArray fake) {
    int n = (int) real.getShape().get(0);
    long[] perSample = new long[real.getShape().dimension()];
    Arrays.fill(perSample, 1);
    perSample[0] = n;
    NDArray share = real.getManager().linspace(0, 1, n).reshape(perSample);
    try (Autograd.Mode recording = Autograd.record()) {
      float[] found = critic.gradientNorms(fake.add(real.sub(fake).mul(share))).toFloatArray();
      return IntStream.range(0, n).mapToDouble(i -> found[i]).toArray();
    }
  }

  /** The mean norm: a bound of it, not only of this, is what spectral norm sets. */
  public Claim.Criterion mean() {
    return criterion("slope of D", norm -> norm);
  }

  /** The mean distance of the norm from a target, such as a gradient penalty's 1. */
  public Claim.Criterion distanceFrom(double target) {
    String text = target == Math.rint(target) ? Long.toString((long) target) : target + "";
    return criterion("distance of the slope from " + text, norm -> Math.abs(norm - target));
  }

  private Claim.Criterion criterion(String name, DoubleUnaryOperator of) {
    return new Claim.Criterion(
        name,
        cell ->
            Arrays.stream(norms.getOrDefault(key(cell), new double[0]))
                .map(of)
                .average()
                .orElse(Double.NaN),
        true);
  }

  private static String key(Cell cell) {
    return cell.seed() + " " + cell.method();
  }
}
