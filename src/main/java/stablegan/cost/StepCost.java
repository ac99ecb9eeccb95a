package stablegan.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import stablegan.data.ImageSet;
import stablegan.internal.files.Shutdown;
import stablegan.internal.numbers.Numbers;
import stablegan.training.GanTrainer;
import stablegan.training.Method;
import stablegan.training.TrainingData;

/**
 * What a discriminator step costs under a method: batch, generated batch, passes, penalties,
 * gradient, update, as training makes it. Methods are timed in turn, so that whatever else the
 * machine does hits all of them; read differences, which need few rounds, rather than milliseconds.
 *
 * @param method its name
 * @param milliseconds a step's time, one for each round
 */
public record StepCost(String method, List<Double> milliseconds) {

  /** Steps timed together: a clock of every five steps pays once a round. */
  static final int STEPS_A_ROUND = 5;

  private static final long SEED = 0;
  private static final double MILLIS = 1e6;

  /** Half the width, in standard deviations of a fair coin, of a 95 % interval. */
  private static final double HALF_OF_95_PERCENT = 1.96 / 2;

  /**
   * How much more a step costs than another method's, relative to that one: 0.02 is two percent.
   *
   * @param median of the ratios within each round, less 1
   * @param low lower end of the median's 95 % confidence interval; of few rounds, the smallest
   * @param high its upper end
   */
  public record Increase(double median, double low, double high) {}

  public StepCost {
    milliseconds = List.copyOf(milliseconds);
  }

  /**
   * Times methods on the same images, after a round that is not counted. Every other round goes
   * through the methods backwards.
   *
   * @param rounds of five steps of each method, at least 1
   * @return one for each method, in their order
   * @throws CancellationException if the thread is interrupted
   */
  public static List<StepCost> interleaved(List<Method> methods, ImageSet images, int rounds) {
    if (methods.isEmpty() || rounds < 1) {
      throw new IllegalArgumentException(
          "timing needs methods and at least 1 round but got " + methods.size() + " and " + rounds);
    }
    List<Timed> timed = new ArrayList<>();
    try (Shutdown.Region region = Shutdown.region()) {
      methods.forEach(method -> timed.add(new Timed(method, TrainingData.of(images))));
      for (int round = 0; round <= rounds; round++) {
        for (int i = 0; i < timed.size(); i++) {
          timed.get(round % 2 == 0 ? i : timed.size() - 1 - i).round(round);
        }
      }
      return timed.stream().map(Timed::cost).toList();
    } finally {
      timed.forEach(Timed::close);
    }
  }

  /** The median over rounds, in milliseconds. */
  public double median() {
    return Numbers.median(milliseconds);
  }

  /** How much more this costs than a baseline that was timed with it. */
  public Increase increaseOver(StepCost baseline) {
    int n = milliseconds.size();
    if (baseline.milliseconds.size() != n) {
      throw new IllegalArgumentException(
          "%s and %s were not timed together: %d and %d rounds"
              .formatted(method, baseline.method, n, baseline.milliseconds.size()));
    }
    List<Double> increases =
        IntStream.range(0, n)
            .mapToObj(i -> milliseconds.get(i) / baseline.milliseconds.get(i) - 1)
            .toList();
    double half = Math.min(0.5, HALF_OF_95_PERCENT / Math.sqrt(n));
    return new Increase(
        Numbers.median(increases),
        Numbers.quantile(increases, 0.5 - half),
        Numbers.quantile(increases, 0.5 + half));
  }

  /** A method's networks while they are timed. */
  private static final class Timed implements AutoCloseable {

    private final String name;
    private final GanTrainer.Steps steps;
    private final List<Double> milliseconds = new ArrayList<>();

    Timed(Method method, TrainingData data) {
      name = method.name();
      steps = GanTrainer.Steps.of(method, data, SEED);
    }

    void round(int round) {
      long start = System.nanoTime();
      for (int i = 0; i < STEPS_A_ROUND; i++) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted in round " + round + " of the timing");
        }
        steps.discriminator((long) round * STEPS_A_ROUND + i);
      }
      if (round > 0) {
        milliseconds.add((System.nanoTime() - start) / MILLIS / STEPS_A_ROUND);
      }
    }

    StepCost cost() {
      return new StepCost(name, milliseconds);
    }

    @Override
    public void close() {
      steps.close();
    }
  }
}
