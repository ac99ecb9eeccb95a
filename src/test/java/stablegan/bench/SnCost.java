package stablegan.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import stablegan.data.ImageSet;
import stablegan.nn.Clock;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.training.Method;
import stablegan.training.StepCost;

/**
 * The cost of spectral normalization as a share of a discriminator step, clock by clock, at the
 * paper's size: SN-CNN of width 64, batch 64, images of 32×32×3. On a machine that does nothing
 * else:
 *
 * <pre>{@code
 * mvn -q test-compile org.codehaus.mojo:exec-maven-plugin:3.5.0:java \
 *     -Dexec.mainClass=stablegan.bench.SnCost -Dexec.classpathScope=test -Dexec.args=20
 * }</pre>
 *
 * <p>The argument is the number of rounds, each of five steps of each method in turn; 20 take about
 * five minutes on two cores.
 */
public final class SnCost {

  private static final int ROUNDS = 20;
  private static final int BATCH = 64;
  private static final int SIDE = 32;

  private SnCost() {}

  /** Prints a line for each clock. */
  public static void main(String[] args) {
    int rounds = args.length == 0 ? ROUNDS : Integer.parseInt(args[0]);
    Method none = Method.snCnn().named("none").batch(BATCH);
    List<Method> methods =
        List.of(
            none,
            sn(none, "SN, each step", Clock.EACH_STEP),
            sn(none, "SN, each pass", Clock.EACH_PASS),
            sn(none, "SN, every 5 steps", Clock.everySteps(5)));
    List<StepCost> costs = StepCost.interleaved(methods, noise(), rounds);
    StepCost baseline = costs.get(0);
    System.out.printf("%-18s %10s %10s   %s%n", "D step", "ms", "share", "95 % interval");
    for (StepCost cost : costs) {
      StepCost.Increase more = cost.increaseOver(baseline);
      System.out.printf(
          Locale.ROOT,
          "%-18s %10.1f %9.2f%%   %.2f%% to %.2f%%%n",
          cost.method(),
          cost.median(),
          100 * more.median(),
          100 * more.low(),
          100 * more.high());
    }
  }

  private static Method sn(Method base, String name, Clock clock) {
    SpectralNorm.Settings settings = SpectralNorm.Settings.DEFAULT.withClock(clock);
    return base.named(name).with(Normalizations.spectralNorm(settings));
  }

  /** What is in the images doesn't matter to the clock on the wall. */
  private static ImageSet noise() {
    try (NDManager manager = NDManager.newBaseManager()) {
      return ImageSet.of(
          "noise", "train", manager.randomUniform(-1, 1, new Shape(BATCH, 3, SIDE, SIDE)));
    }
  }
}
