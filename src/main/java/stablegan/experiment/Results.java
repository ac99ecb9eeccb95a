package stablegan.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
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

    /** Of finite numbers; the deviation is that of a sample (n − 1), NaN for fewer than two. */
    static Spread of(double[] values) {
      int n = values.length;
      double mean = Arrays.stream(values).average().orElse(Double.NaN);
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      return new Spread(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1)), n);
    }
  }

  /** The names of the methods, in the order of the comparison. */
  public List<String> methods() {
    return ablation.methods().stream().map(Method::name).toList();
  }

  /** The names of the scores, in the order of the evaluation. */
  public List<String> scores() {
    return cells.get(0).scores().stream().map(Score::name).toList();
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

  /** A score over a method's seeds. */
  public Spread score(String method, String score) {
    return over(method, cell -> cell.score(score).map(Score::value).orElse(Double.NaN));
  }

  /** Any number of a cell over a method's seeds; cells where it is NaN don't count. */
  public Spread over(String method, ToDoubleFunction<Cell> number) {
    return Spread.of(cells(method).stream().mapToDouble(number).filter(Double::isFinite).toArray());
  }

  /** How many of a method's runs diverged. */
  public long diverged(String method) {
    return cells(method).stream().filter(c -> !c.outcome().isCompleted()).count();
  }

  /** What a comparison of two methods by one score says. */
  public enum Verdict {
    BETTER,
    WORSE,
    INDISTINGUISHABLE
  }

  /**
   * Compares a method with another: it is better if its worst seed beats the other's best, worse if
   * it is the other way round, and otherwise the seeds don't tell the two apart; a single seed
   * never does.
   */
  public Verdict verdict(String method, String other, String score) {
    double[] mine = values(method, score);
    double[] theirs = values(other, score);
    if (mine.length < 2) {
      return Verdict.INDISTINGUISHABLE;
    }
    if (max(mine) < min(theirs)) {
      return lowerIsBetter(score) ? Verdict.BETTER : Verdict.WORSE;
    }
    if (min(mine) > max(theirs)) {
      return lowerIsBetter(score) ? Verdict.WORSE : Verdict.BETTER;
    }
    return Verdict.INDISTINGUISHABLE;
  }

  /** Whether less of this score is better. */
  public boolean lowerIsBetter(String score) {
    return ablation.evaluation().metrics().get(scores().indexOf(score)).lowerIsBetter();
  }

  private double[] values(String method, String score) {
    return cells(method).stream()
        .mapToDouble(cell -> cell.score(score).orElseThrow().value())
        .toArray();
  }

  private static double min(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }
}
