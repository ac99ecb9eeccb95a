package stablegan.bench;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import stablegan.cost.StepCost;
import stablegan.data.ImageSet;
import stablegan.nn.Clock;
import stablegan.nn.Normalizations;
import stablegan.nn.SpectralNorm;
import stablegan.training.Method;

/**
 * The cost of spectral normalization as a share of a discriminator step, clock by clock, at the
 * paper's size: SN-CNN of width 64, batch 64, images of 32×32×3. On a machine that does nothing
 * else:
 *
 * <pre>{@code
 * java -cp 'lib/*' src/bench/java/stablegan/bench/SnCost.java 8
 * }</pre>
 *
 * <p>The argument is the number of repeats. Each makes the networks anew, in another order, and
 * times four rounds of five steps of each method in turn: where in memory a network happens to lie
 * moves its time by more than SN does. Eight repeats take about eight minutes on two cores.
 */
public final class SnCost {

  private static final int REPEATS = 8;
  private static final int ROUNDS = 4;
  private static final int BATCH = 64;
  private static final int SIDE = 32;

  private SnCost() {}

  /** Prints a line for each clock. */
  public static void main(String[] args) {
    int repeats = args.length == 0 ? REPEATS : Integer.parseInt(args[0]);
    Method none = Method.snCnn().named("none").batch(BATCH);
    List<Method> methods =
        List.of(
            none,
            sn(none, "SN, each step", Clock.EACH_STEP),
            sn(none, "SN, each pass", Clock.EACH_PASS),
            sn(none, "SN, every 5 steps", Clock.everySteps(5)));
    List<StepCost> costs = timed(methods, repeats);
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

  private static List<StepCost> timed(List<Method> methods, int repeats) {
    Map<String, List<Double>> milliseconds = new HashMap<>();
    List<Method> order = new ArrayList<>(methods);
    ImageSet images = noise();
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (StepCost cost : StepCost.interleaved(order, images, ROUNDS)) {
        milliseconds
            .computeIfAbsent(cost.method(), name -> new ArrayList<>())
            .addAll(cost.milliseconds());
      }
      Collections.rotate(order, 1);
    }
    return methods.stream()
        .map(method -> new StepCost(method.name(), milliseconds.get(method.name())))
        .toList();
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
