package stablegan.experiment;

import java.util.List;
import java.util.OptionalInt;
import stablegan.internal.statistics.SequentialSignFlip;
import stablegan.internal.statistics.SignFlip;
import stablegan.internal.statistics.SpreadFlip;
import stablegan.internal.text.NumberText;

/**
 * When the seeds of a comparison are looked at, as it gets more of them, and how its 5 % are shared
 * out: at a look with the share t of the seeds the verdicts given so far may have taken 5 % · t^ρ
 * (Kim and DeMets 1987). So one may stop as soon as all is decided, and look as often, without more
 * false verdicts than a comparison that looks once.
 *
 * @param seeds how many there are at each look, ascending; the last is how many there can be
 * @param rho ρ = 1 spends evenly, much like Pocock; ρ = 3 little at first, like O'Brien and Fleming
 */
public record Looks(List<Integer> seeds, double rho) {

  public Looks {
    seeds = List.copyOf(seeds);
    boolean ascending =
        !seeds.isEmpty()
            && seeds.get(0) >= 1
            && seeds.equals(seeds.stream().sorted().distinct().toList());
    if (!ascending || !(rho > 0) || most(seeds) > SequentialSignFlip.MOST_PAIRS) {
      throw new IllegalArgumentException(
          "looks need numbers of seeds that grow from 1 to at most %s, and a positive rho, not %s and %s"
              .formatted(SequentialSignFlip.MOST_PAIRS, seeds, rho));
    }
  }

  /** Looks at so many seeds each, the 5 % spent evenly over seeds. */
  public static Looks at(Integer... seeds) {
    return new Looks(List.of(seeds), 1);
  }

  /** The same with another exponent of the spending. */
  public Looks spending(double exponent) {
    return new Looks(seeds, exponent);
  }

  /** How many seeds there can be. */
  public int most() {
    return most(seeds);
  }

  private static int most(List<Integer> seeds) {
    return seeds.get(seeds.size() - 1);
  }

  /**
   * The fewest seeds of a look at which one of so many comparisons can be shown at {@link
   * PairedComparison#LEVEL}, if all its pairs agree; none if no look has enough, or for more than
   * 100 comparisons.
   */
  public OptionalInt seedsNeeded(int comparisons) {
    if (comparisons > SequentialSignFlip.MOST_CLAIMS) {
      return OptionalInt.empty();
    }
    return seeds.stream()
        .mapToInt(Integer::intValue)
        .filter(
            n ->
                comparisons * SignFlip.smallest(n)
                    <= PairedComparison.LEVEL * Math.pow((double) n / most(), rho))
        .findFirst();
  }

  /**
   * Refuses a comparison of more or fewer seeds than the last look is with, or of seeds that don't
   * ascend: the first are those that are looked at first.
   */
  void requireFit(List<Long> all) {
    if (most() != all.size()) {
      throw new IllegalArgumentException(
          "the last look is with %s seeds, but the comparison has %s"
              .formatted(most(), all.size()));
    }
    if (!all.equals(all.stream().sorted().toList())) {
      throw new IllegalArgumentException(
          "seeds that are looked at several times must ascend, not be %s".formatted(all));
    }
  }

  /** The looks that so many seeds make complete. */
  List<Integer> within(int pairs) {
    return seeds.stream().filter(n -> n <= pairs).toList();
  }

  /** What the looks that these differences make complete have given; later ones have no part. */
  SequentialSignFlip.Found test(double... differences) {
    return SequentialSignFlip.test(differences, within(differences.length), most(), rho);
  }

  /** The same of spreads. */
  SequentialSignFlip.Found spreadTest(double[] mine, double[] theirs) {
    return SequentialSignFlip.test(
        SpreadFlip.statistic(mine, theirs), within(mine.length), most(), rho);
  }

  /** "looked at with 6, 8, 10, 12 seeds, 5 % spent as t^1". */
  @Override
  public String toString() {
    String all = seeds.toString();
    return "looked at with %s seeds, 5 %% spent as t^%s"
        .formatted(all.substring(1, all.length() - 1), NumberText.alone(rho));
  }
}
