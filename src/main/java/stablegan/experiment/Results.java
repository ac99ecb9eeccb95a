package stablegan.experiment;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import stablegan.cost.StepFlops;
import stablegan.internal.numbers.Numbers;
import stablegan.metrics.Score;
import stablegan.training.Method;

/**
 * The finished cells of a comparison.
 *
 * @param floor what a perfect generator would get, see {@link Evaluation#floor}
 */
public record Results(Ablation ablation, List<Cell> cells, List<Score> floor) {

  public Results {
    cells = List.copyOf(cells);
    floor = List.copyOf(floor);
  }

  /** Mean and spread of a number over a method's seeds. */
  public record Spread(double mean, double deviation, int n) {

    /** Of any number of these cells; where it is no number they don't count. */
    public static Spread over(List<Cell> cells, ToDoubleFunction<Cell> number) {
      return of(cells.stream().mapToDouble(number).filter(Double::isFinite).toArray());
    }

    /** Of finite numbers; the deviation is that of a sample (n − 1), NaN for fewer than two. */
    static Spread of(double[] values) {
      return new Spread(Numbers.mean(values), Numbers.deviation(values), values.length);
    }
  }

  /** The names of the methods, in the order of the comparison. */
  public List<String> methods() {
    return ablation.methods().stream().map(Method::name).toList();
  }

  /** The names of the scores, in the order of the evaluation. */
  public List<String> scores() {
    return floor.stream().map(Score::name).toList();
  }

  /** A method's cells, one for each seed. */
  public List<Cell> cells(String method) {
    List<Cell> found = cells.stream().filter(c -> c.method().equals(method)).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no method is named " + method + "; there are " + methods());
    }
    return found;
  }

  /** A score over a method's seeds; a diverged run's is that of its last finite weights. */
  public Spread score(String method, String score) {
    return over(method, cell -> value(cell, score));
  }

  /** Any number of a cell over a method's seeds; cells where it is NaN don't count. */
  public Spread over(String method, ToDoubleFunction<Cell> number) {
    return Spread.over(cells(method), number);
  }

  /** How many of a method's runs diverged. */
  public long diverged(String method) {
    return cells(method).stream().filter(c -> !c.outcome().isCompleted()).count();
  }

  /**
   * Compares every other method with the first by one score: exact paired tests over the seeds,
   * corrected for being made together. A diverged run counts as the worst.
   *
   * @return one for each method but the first, in their order
   */
  public List<PairedComparison> comparisons(String score) {
    return comparisons(cell -> value(cell, score), lowerIsBetter(score));
  }

  /** The same by any number of a cell. */
  public List<PairedComparison> comparisons(ToDoubleFunction<Cell> number, boolean lowerIsBetter) {
    return PairedComparison.corrected(
        methods().stream()
            .skip(1)
            .map(method -> comparison(method, number, lowerIsBetter))
            .toList());
  }

  /** Compares one method with the first, without correction. */
  public PairedComparison comparison(
      String method, ToDoubleFunction<Cell> number, boolean lowerIsBetter) {
    return PairedComparison.of(cells(method), cells(methods().get(0)), number, lowerIsBetter);
  }

  /** What one generator step of a method cost on average. */
  public Cost stepCost(String method) {
    Shape sample =
        new Shape(ablation.data().channels(), ablation.data().height(), ablation.data().width());
    double seconds = over(method, Cell::secondsPerStep).mean();
    return Cost.of(ablation.methods().get(methods().indexOf(method)), sample, seconds);
  }

  /** What all the training cost together. */
  public Cost totalCost() {
    return methods().stream()
        .map(method -> stepCost(method).times(steps(method)))
        .reduce(new Cost(0, 0, 0, 0), Cost::plus);
  }

  private long steps(String method) {
    return cells(method).stream().mapToLong(cell -> cell.outcome().step()).sum();
  }

  /**
   * Whether less of this score is better: one that is measured at the end, or during training.
   *
   * @throws IllegalArgumentException if it is measured neither at the end nor during training
   */
  public boolean lowerIsBetter(String score) {
    return kind(score).lowerIsBetter();
  }

  /**
   * What a score measures: one that is measured at the end, or during training.
   *
   * @throws IllegalArgumentException if it is measured neither at the end nor during training
   */
  public Score.Kind kind(String score) {
    return floor.stream()
        .filter(s -> s.name().equals(score))
        .map(Score::kind)
        .findFirst()
        .or(() -> ablation.monitor().map(monitor -> monitor.kinds().get(score)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is measured neither at the end (there are %s) nor during training (%s)"
                        .formatted(
                            score,
                            scores(),
                            ablation.monitor().map(m -> m.kinds().keySet()).orElse(Set.of()))));
  }

  private static double value(Cell cell, String score) {
    return cell.score(score).map(Score::value).orElse(Double.NaN);
  }

  /**
   * What one generator step of a method costs, with its discriminator steps.
   *
   * @param discriminatorSteps how many there are
   * @param images real images that the discriminator sees
   * @param seconds on the machine of the run, without scores and checkpoints
   * @param flops floating-point operations, see {@link StepFlops}
   */
  public record Cost(double discriminatorSteps, double images, double seconds, double flops) {

    static Cost of(Method method, Shape sample, double seconds) {
      int criticSteps = method.optimization().criticSteps();
      return new Cost(
          criticSteps,
          (double) criticSteps * method.optimization().batch(),
          seconds,
          StepFlops.of(method, sample).together());
    }

    /** The cost of so many generator steps. */
    public Cost times(long steps) {
      return new Cost(discriminatorSteps * steps, images * steps, seconds * steps, flops * steps);
    }

    Cost plus(Cost other) {
      return new Cost(
          discriminatorSteps + other.discriminatorSteps,
          images + other.images,
          seconds + other.seconds,
          flops + other.flops);
    }

    /** What methods can be given equal amounts of. */
    public enum Unit {
      DISCRIMINATOR_STEPS("D steps") {
        @Override
        public double of(Cost cost) {
          return cost.discriminatorSteps();
        }
      },
      IMAGES("images") {
        @Override
        public double of(Cost cost) {
          return cost.images();
        }
      },
      SECONDS("seconds") {
        @Override
        public double of(Cost cost) {
          return cost.seconds();
        }
      },
      FLOPS("FLOPs") {
        @Override
        public double of(Cost cost) {
          return cost.flops();
        }
      };

      private final String text;

      Unit(String text) {
        this.text = text;
      }

      /** Its name in tables. */
      public String text() {
        return text;
      }

      /** How much of it was spent. */
      public abstract double of(Cost cost);
    }
  }
}
