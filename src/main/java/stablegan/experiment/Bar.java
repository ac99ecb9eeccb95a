package stablegan.experiment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import stablegan.internal.text.NumberText;
import stablegan.metrics.Score;

/**
 * What the best method of a comparison must reach for it to speak of trained networks: below it,
 * differences are those of beginnings. It is stated before anything is run. The best method is that
 * of the best mean of the first score, among those of which more than half of the runs ended well;
 * runs that diverged don't count to the means. Multiples of the FD of real images mean something
 * from 500 generated images on; of fewer, it isn't reached.
 *
 * @param conditions at least one; all must be met
 */
public record Bar(List<Condition> conditions) {

  /** Of fewer images real ones score mostly their number: lite0 gives 979 for 20, 209 for 1,000. */
  private static final int FEWEST = 500;

  /**
   * A score that must be reached by the mean over seeds.
   *
   * @param bound where {@code timesReal}, a factor on what real images score, otherwise a score
   */
  public record Condition(String score, double bound, boolean timesReal) {

    private boolean isMet(Results results, String method) {
      double mean = mean(results, method);
      return results.lowerIsBetter(score) ? mean <= limit(results) : mean >= limit(results);
    }

    private double mean(Results results, String method) {
      Claim.Criterion number = Claim.Criterion.score(results, score);
      List<Cell> ended = ended(results, method);
      return Results.Spread.over(ended, number.number()).mean();
    }

    private double limit(Results results) {
      return timesReal ? bound * real(results) : bound;
    }

    private double real(Results results) {
      return results.floor(score).orElseThrow().value();
    }

    /** Why it can't be judged, if so, as the end of a sentence. */
    private Optional<String> unjudged(Results results) {
      Score real = results.floor(score).orElseThrow();
      int images = real.protocol().fakeCount();
      if (timesReal && real.kind().equals(Score.Kind.FD) && images < FEWEST) {
        return Optional.of(
            "by %s generated images, of which real ones' own score is mostly bias: it takes %s"
                .formatted(images, FEWEST));
      }
      return multiple(real);
    }

    /**
     * The same of multiples: of the KID of real images, which is 0 but for chance, there are none.
     */
    private Optional<String> multiple(Score real) {
      return timesReal && !(real.value() > 0)
          ? Optional.of(
              "as a multiple of %s, which is what real images have: state a number by Bar.of"
                  .formatted(number(real.value())))
          : Optional.empty();
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
    for (Condition condition : conditions) {
      if (condition.timesReal() && condition.bound() <= 0) {
        throw new IllegalArgumentException(
            "a bar asks for a positive multiple of what real images have in %s, such as 3, not %s"
                .formatted(condition.score(), condition.bound()));
      }
    }
  }

  /**
   * At most (or, where more is better, at least) so many times what real images score, which must
   * be positive: KID's is zero but for chance.
   *
   * @param factor positive
   */
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

  /** The score that it asks for, of this name; empty if it asks nothing of it that can be met. */
  public OptionalDouble bound(Results results, String score) {
    return conditions.stream()
        .filter(condition -> condition.score().equals(score))
        .filter(condition -> results.floor(score).flatMap(condition::multiple).isEmpty())
        .mapToDouble(condition -> condition.limit(results))
        .findFirst();
  }

  /** Refuses multiples of what isn't positive. */
  void requireMultiples(List<Score> floor) {
    for (Condition condition : conditions) {
      floor.stream()
          .filter(real -> real.name().equals(condition.score()))
          .flatMap(real -> condition.multiple(real).stream())
          .findFirst()
          .ifPresent(
              why -> {
                throw new IllegalArgumentException(
                    "the bar for %s can't be stated %s".formatted(condition.score(), why));
              });
    }
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
    return best(results).filter(best -> isReached(results, best)).isPresent();
  }

  private boolean isReached(Results results, String method) {
    return unjudged(results).isEmpty()
        && conditions.stream().allMatch(condition -> condition.isMet(results, method));
  }

  private Optional<String> unjudged(Results results) {
    return conditions.stream()
        .flatMap(condition -> condition.unjudged(results).stream())
        .findFirst();
  }

  /** What it asks for, what the best method has, and whether that is enough. */
  public String inWords(Results results) {
    Optional<String> best = best(results);
    String asked =
        conditions.stream().map(c -> c.text(results)).collect(Collectors.joining(" and "));
    Optional<String> unjudged = unjudged(results);
    if (unjudged.isPresent()) {
      return "The bar for a comparison of trained networks, %s in the best method, can't be judged %s. What follows decides nothing about trained networks."
          .formatted(asked, unjudged.get());
    }
    String has =
        best.map(
                method ->
                    conditions.stream()
                        .map(c -> c.score() + " " + number(c.mean(results, method)))
                        .collect(Collectors.joining(", ", method + " has ", "")))
            .orElse("of no method more than half of the runs ended well");
    return isReached(results)
        ? "The bar for a comparison of trained networks, %s in the best method, is reached: %s."
            .formatted(asked, has)
        : "The bar for a comparison of trained networks, %s in the best method, is NOT reached: %s. What follows speaks of the beginning of training and decides nothing about trained networks."
            .formatted(asked, has);
  }

  private Optional<String> best(Results results) {
    requireMeasured(results.scores());
    Condition first = conditions.get(0);
    Comparator<String> byMean = Comparator.comparingDouble(m -> first.mean(results, m));
    return results.methods().stream()
        .filter(method -> 2 * ended(results, method).size() > results.cells(method).size())
        .min(results.lowerIsBetter(first.score()) ? byMean : byMean.reversed());
  }

  private static List<Cell> ended(Results results, String method) {
    return results.cells(method).stream().filter(cell -> cell.outcome().isCompleted()).toList();
  }

  private static String number(double value) {
    return NumberText.alone(value);
  }
}
