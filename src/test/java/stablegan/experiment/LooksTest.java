package stablegan.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stablegan.experiment.Claim.Finding;
import stablegan.internal.statistics.Bootstrap;

/**
 * Comparisons that are looked at until all is decided, simulated with the decisions of Ablation.
 */
class LooksTest {

  private static final Looks LOOKS = Looks.at(6, 8, 10, 12);
  private static final Looks ONCE = Looks.at(12);
  private static final int METHODS = 3;
  private static final double LEVEL = PairedComparison.LEVEL;

  /** In standard deviations of a run; that of a difference of two is 1.4. */
  private static final double MARGIN = 2.5;

  /** 5 % and three binomial deviations of so many comparisons. */
  private static double bound(int comparisons) {
    return LEVEL + 3 * Math.sqrt(LEVEL * (1 - LEVEL) / comparisons);
  }

  /** How runs scatter. */
  enum Scatter {
    NORMAL,
    /** So heavy-tailed that there is no mean: seeds that fail now and then. */
    CAUCHY,
    /** Many runs have the same number: a count, or a share of failures. */
    COUNTS;

    double run(Random random) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case CAUCHY -> Math.tan(Math.PI * (random.nextDouble() - 0.5));
        case COUNTS -> random.nextInt(4);
      };
    }
  }

  /**
   * What came of a comparison.
   *
   * @param findings of the claims that each method is better
   * @param runs of all methods and the baseline
   */
  private record End(List<Finding> findings, int runs) {

    int found(Finding finding) {
      return Collections.frequency(findings, finding);
    }
  }

  /**
   * Three methods against a baseline, each with its own effect; less is better.
   *
   * @param margin of the claims, in the unit of the runs; none if it is no number
   */
  private static End end(
      Random random, Scatter scatter, double[] effects, double margin, Looks looks) {
    double[][] differences = new double[METHODS][looks.most()];
    for (int seed = 0; seed < looks.most(); seed++) {
      double baseline = scatter.run(random);
      for (int m = 0; m < METHODS; m++) {
        differences[m][seed] = scatter.run(random) - effects[m] - baseline;
      }
    }
    int[] seeds = new int[METHODS];
    int baselineSeeds = 0;
    List<Integer> open = IntStream.range(0, METHODS).boxed().toList();
    List<Finding> findings = List.of();
    for (int n : looks.seeds()) {
      baselineSeeds = n;
      open.forEach(m -> seeds[m] = n);
      findings =
          Claim.findings(
              Collections.nCopies(METHODS, PairedComparison.Verdict.BETTER),
              PairedComparison.corrected(
                  IntStream.range(0, METHODS)
                      .mapToObj(m -> compared(differences[m], seeds[m], 0, looks))
                      .toList()),
              m ->
                  Optional.of(margin)
                      .filter(Double::isFinite)
                      .map(moved -> compared(differences[m], seeds[m], moved, looks)));
      open = UntilDecided.open(findings);
      if (open.isEmpty()) {
        break;
      }
    }
    return new End(findings, Arrays.stream(seeds).sum() + baselineSeeds);
  }

  /** Without an interval, which takes longer than all else and decides nothing. */
  private static PairedComparison compared(
      double[] differences, int seeds, double moved, Looks looks) {
    return new PairedComparison(
            "method",
            Arrays.stream(differences).limit(seeds).map(d -> d + moved).boxed().toList(),
            true,
            false,
            1,
            1,
            new Bootstrap.Interval(Double.NaN, Double.NaN, Double.NaN, 0.95, 0))
        .lookedAt(looks);
  }

  private static List<End> simulated(int n, Scatter scatter, double[] effects, Looks looks) {
    return simulated(n, scatter, effects, Double.NaN, looks);
  }

  private static List<End> simulated(
      int n, Scatter scatter, double[] effects, double margin, Looks looks) {
    return IntStream.range(0, n)
        .parallel()
        .mapToObj(i -> end(new Random(31L * i + 7), scatter, effects, margin, looks))
        .toList();
  }

  /** At most 5 % of comparisons give any false verdict. */
  @ParameterizedTest
  @EnumSource(Scatter.class)
  void lookingOftenGivesNoMoreFalseVerdicts(Scatter scatter) {
    int comparisons = 10_000;
    double share =
        simulated(comparisons, scatter, new double[METHODS], LOOKS).stream()
                .filter(end -> end.found(Finding.OPEN) < METHODS)
                .count()
            / (double) comparisons;
    System.out.printf("%s: %.4f of comparisons have a false verdict%n", scatter, share);
    assertThat(share).isLessThanOrEqualTo(bound(comparisons)).isGreaterThan(LEVEL / 5);
  }

  /**
   * Nor do margins. Without an effect the first test can err, and a wide margin, ruled out in
   * nearly every comparison, must not make room for it; with one of the margin's size the second
   * can, the more often the less the first finds: so a narrow margin.
   */
  @ParameterizedTest
  @EnumSource
  void marginsGiveNoMoreFalseVerdicts(Scatter scatter) {
    int comparisons = 2_000;
    // the margin, then the effects as shares of it
    double[][] cases = {{MARGIN, 0, 0, 0}, {1, 0, 1, 1}, {1, 1, 1, 1}};
    for (double[] asked : cases) {
      double margin = asked[0];
      double[] effects = Arrays.stream(asked).skip(1).map(share -> share * margin).toArray();
      double share =
          simulated(comparisons, scatter, effects, margin, LOOKS).stream()
                  .filter(end -> isFalse(end, effects, margin))
                  .count()
              / (double) comparisons;
      System.out.printf(
          "%s, margin %s, effects %s: %.4f of comparisons have a false verdict%n",
          scatter, margin, Arrays.toString(effects), share);
      assertThat(share)
          .as("effects %s", Arrays.toString(effects))
          .isLessThanOrEqualTo(bound(comparisons));
    }
  }

  private static boolean isFalse(End end, double[] effects, double margin) {
    return IntStream.range(0, METHODS)
        .anyMatch(
            m ->
                switch (end.findings().get(m)) {
                  case HOLDS -> effects[m] <= 0;
                  case FAILS -> effects[m] >= 0;
                  case BELOW_MARGIN -> effects[m] >= margin;
                  case OPEN -> false;
                });
  }

  /** What has no effect stays open without a margin, and costs all seeds. */
  @Test
  void marginsDecideWhatHasNoEffectWithFewerSeeds() {
    List<End> without = simulated(1_500, Scatter.NORMAL, new double[METHODS], LOOKS);
    List<End> with = simulated(1_500, Scatter.NORMAL, new double[METHODS], MARGIN, LOOKS);
    double open =
        with.stream().mapToInt(end -> end.found(Finding.OPEN)).average().orElseThrow() / METHODS;
    double runs = with.stream().mapToInt(End::runs).average().orElseThrow();
    System.out.printf("no effect, margin %s: %.1f runs, %.3f open%n", MARGIN, runs, open);
    assertThat(open).isLessThan(0.1);
    assertThat(runs).isLessThan(0.8 * without.stream().mapToInt(End::runs).average().orElseThrow());
  }

  /** Naive looks, at the p of each look alone, do: what the spending is for. */
  @Test
  void withoutSpendingLookingOftenCheats() {
    int comparisons = 2_000;
    long cheated =
        IntStream.range(0, comparisons)
            .filter(
                i -> {
                  Random random = new Random(i);
                  double[] differences = random.doubles(12, -1, 1).toArray();
                  return LOOKS.seeds().stream()
                      .anyMatch(n -> Looks.at(n).test(Arrays.copyOf(differences, n)).p() <= LEVEL);
                })
            .count();
    assertThat(cheated / (double) comparisons).isGreaterThan(0.08);
  }

  /**
   * Twelve seeds for each of three methods and the baseline are 48 runs. Effects that the fixed
   * design finds nearly always cost a quarter of them less, and hardly any power; one that it finds
   * six times of seven costs a tenth of it.
   */
  @Test
  void aRealEffectIsFoundWithFewerSeeds() {
    // effect in deviations of a run, the most runs, the most power that may be lost
    double[][] cases = {{1.5, 43, 0.12}, {2, 38, 0.04}, {3, 34, 0.005}};
    for (double[] asked : cases) {
      double[] effects = {asked[0], asked[0], asked[0]};
      List<End> once = simulated(1_500, Scatter.NORMAL, effects, ONCE);
      List<End> often = simulated(1_500, Scatter.NORMAL, effects, LOOKS);
      double powerOnce =
          once.stream().mapToInt(end -> end.found(Finding.HOLDS)).average().orElseThrow() / METHODS;
      double powerOften =
          often.stream().mapToInt(end -> end.found(Finding.HOLDS)).average().orElseThrow()
              / METHODS;
      double runs = often.stream().mapToInt(End::runs).average().orElseThrow();
      System.out.printf(
          "effect of %.1f deviations of a run: %.1f runs and power %.3f, all at once 48 and %.3f%n",
          asked[0], runs, powerOften, powerOnce);
      assertThat(runs).isLessThan(asked[1]);
      assertThat(powerOften).isGreaterThan(powerOnce - asked[2]);
    }
  }

  @Test
  void looksAreNumbersOfSeedsThatGrow() {
    for (List<Integer> wrong :
        List.of(List.<Integer>of(), List.of(0, 4), List.of(4, 4), List.of(6, 4), List.of(6, 61))) {
      assertThatThrownBy(() -> new Looks(wrong, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("from 1 to at most 60")
          .hasMessageContaining(wrong.toString());
    }
    assertThatThrownBy(() -> Looks.at(6, 8).spending(0)).hasMessageContaining("a positive rho");
    assertThatThrownBy(() -> Looks.at(6, 8).spending(Double.NaN)).hasMessageContaining("NaN");
    assertThat(Looks.at(6, 8).spending(3))
        .hasToString("looked at with 6, 8 seeds, 5 % spent as t^3");
  }

  /** Seeds beyond the last complete look say nothing yet. */
  @Test
  void pIsThatOfTheLastCompleteLook() {
    double[] agreeing = {1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(LOOKS.test(Arrays.copyOf(agreeing, 5)).p()).isEqualTo(1);
    assertThat(LOOKS.test(Arrays.copyOf(agreeing, 7)).p())
        .isEqualTo(LOOKS.test(Arrays.copyOf(agreeing, 6)).p())
        .isEqualTo(0.07); // 2^-5 · 12 / 6 = 0.0625
    assertThat(LOOKS.test(agreeing).p()).isEqualTo(0.05 / 4); // 2^-7 · 12 / 8 = 0.0117
  }

  @Test
  void itSaysHowManySeedsItTakes() {
    for (Looks looks : List.of(LOOKS, LOOKS.spending(3), Looks.at(4, 7, 9), ONCE)) {
      for (int comparisons = 1; comparisons <= 12; comparisons++) {
        int family = comparisons;
        assertThat(looks.seedsNeeded(family))
            .isEqualTo(
                looks.seeds().stream()
                    .mapToInt(Integer::intValue)
                    .filter(n -> family * looks.test(agreeing(n)).p() <= LEVEL)
                    .findFirst());
      }
    }
    assertThat(LOOKS.seedsNeeded(1)).hasValue(8);
    assertThat(Looks.at(3, 5).seedsNeeded(1)).isEmpty();
    Looks many = Looks.at(10, 20);
    assertThat(many.test(agreeing(20)).p()).as("the smallest there is").isEqualTo(LEVEL / 100);
    assertThat(many.seedsNeeded(100)).hasValue(20);
    assertThat(many.seedsNeeded(101)).isEmpty();
  }

  /** In whichever order seeds were run or put together. */
  @Test
  void theFirstSeedsAreTheSmallest() {
    Results results =
        new MadeUpResults()
            .with("none", 50, 50, 50, 50, 50, 50, 50, 50, 50, 50)
            .with("SN", 45, 46, 44, 45, 47, 43, 46, 45, 90, 85)
            .looks(Looks.at(8, 10))
            .results();
    List<Cell> cells = new ArrayList<>(results.cells());
    Collections.reverse(cells);
    Results reversed = new Results(results.setup(), cells, results.floor(), Optional.empty());
    assertThat(reversed.comparisons(MadeUpResults.FD))
        .isEqualTo(results.comparisons(MadeUpResults.FD))
        .extracting(PairedComparison::verdict)
        .containsExactly(PairedComparison.Verdict.BETTER);
    assertThat(reversed.spreads(MadeUpResults.FD)).isEqualTo(results.spreads(MadeUpResults.FD));
  }

  @Test
  void methodsWithoutACommonSeedAreRefused() {
    Results all = new MadeUpResults().with("none", 1, 2).with("SN", 1, 2).results();
    List<Cell> some =
        all.cells().stream()
            .filter(cell -> (cell.seed() == 0) == cell.method().equals("none"))
            .toList();
    Results parts = new Results(all.setup(), some, all.floor(), Optional.empty());
    String message = "SN and none can't be compared, they have no seed in common: [1] and [0]";
    assertThatThrownBy(() -> parts.comparisons(MadeUpResults.FD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> parts.spreads(MadeUpResults.FD)).hasMessage(message);
  }

  private static double[] agreeing(int n) {
    return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
  }
}
