package stablegan.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import stablegan.internal.text.NumberText;
import stablegan.metrics.Score;

/**
 * What the best method of a comparison must reach for it to speak of trained networks: below it,
 * differences are those of beginnings. It is stated before anything is run. The best method is that
 * of the best mean of the first score.
 *
 * @param conditions at least one; all must be met
 */
public record Bar(List<Condition> conditions) {

  /**
   * A score that must be reached by the mean over seeds.
   *
   * @param bound where {@code timesReal}, a factor on what real images score, otherwise a score
   */
  public record Condition(String score, double bound, boolean timesReal) {

    private boolean isMet(Results results, String method) {
      double mean = results.score(method, score).mean();
      return results.lowerIsBetter(score) ? mean <= limit(results) : mean >= limit(results);
    }

    private double limit(Results results) {
      return timesReal ? bound * real(results) : bound;
    }

    private double real(Results results) {
      return results.floor().stream()
          .filter(s -> s.name().equals(score))
          .mapToDouble(Score::value)
          .findFirst()
          .orElseThrow();
    }

    private String text(Results results) {
      String than = results.lowerIsBetter(score) ? "at most" : "at least";
      return timesReal
          ? "%s %s %s × that of real images, %s"
              .formatted(score, than, number(bound), number(limit(results)))
          : "%s %s %s".formatted(score, than, number(bound));
    }
  }

  public Bar {
    conditions = List.copyOf(conditions);
    if (conditions.isEmpty() || conditions.stream().anyMatch(c -> !Double.isFinite(c.bound()))) {
      throw new IllegalArgumentException("a bar needs conditions with numbers, not " + conditions);
    }
  }

  /** At most (or, where more is better, at least) so many times what real images score. */
  public static Bar timesReal(String score, double factor) {
    return new Bar(List.of(new Condition(score, factor, true)));
  }

  /** At least (or, where less is better, at most) this score. */
  public static Bar of(String score, double bound) {
    return new Bar(List.of(new Condition(score, bound, false)));
  }

  /** The same with another score that must be reached too. */
  public Bar and(String score, double bound) {
    List<Condition> more = new ArrayList<>(conditions);
    more.add(new Condition(score, bound, false));
    return new Bar(more);
  }

  /** Refuses a bar for which a score is missing. */
  void requireMeasured(Collection<String> scores) {
    for (Condition condition : conditions) {
      if (!scores.contains(condition.score())) {
        throw new IllegalArgumentException(
            "the bar asks for %s, but the scores are %s".formatted(condition.score(), scores));
      }
    }
  }

  /**
   * Whether the best method reaches it.
   *
   * @throws IllegalArgumentException if a score that it asks for wasn't measured
   */
  public boolean isReached(Results results) {
    String best = best(results);
    return conditions.stream().allMatch(condition -> condition.isMet(results, best));
  }

  /** What it asks for, what the best method has, and whether that is enough. */
  public String inWords(Results results) {
    String best = best(results);
    String asked =
        conditions.stream().map(c -> c.text(results)).collect(Collectors.joining(" and "));
    String has =
        conditions.stream()
            .map(c -> c.score() + " " + number(results.score(best, c.score()).mean()))
            .collect(Collectors.joining(", "));
    return "The bar for a comparison of trained networks, %s in the best method, is %s: %s has %s.%s"
        .formatted(
            asked,
            isReached(results) ? "reached" : "NOT reached",
            best,
            has,
            isReached(results)
                ? ""
                : " What follows speaks of the beginning of training and decides nothing about trained networks.");
  }

  private String best(Results results) {
    requireMeasured(results.scores());
    Condition first = conditions.get(0);
    Comparator<String> byMean =
        Comparator.comparingDouble(method -> results.score(method, first.score()).mean());
    return results.methods().stream()
        .filter(method -> results.score(method, first.score()).n() > 0)
        .min(results.lowerIsBetter(first.score()) ? byMean : byMean.reversed())
        .orElse(results.methods().get(0));
  }

  private static String number(double value) {
    return NumberText.alone(value);
  }
}
