package stablegan.report;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import stablegan.cost.StepCost;
import stablegan.cost.StepFlops;
import stablegan.cost.StepMemory;
import stablegan.data.ImageSet;
import stablegan.experiment.Claim;
import stablegan.internal.text.NumberText;
import stablegan.training.Method;
import tech.tablesaw.api.Table;

/**
 * What methods cost beside a baseline, and what became of claims about it. A {@link Limit} holds if
 * the whole interval is on its side, doesn't if it is on the other, and otherwise can't be told.
 *
 * <pre>{@code
 * CostTables costs = CostTables.measured(methods, images, 12);
 * show(costs.methods());
 * show(costs.limits(List.of(CostTables.Limit.atMost("SN", "cheap", Measure.TIME, 0.1))));
 * }</pre>
 *
 * @param rows one for each method, the baseline first
 */
public record CostTables(List<Row> rows) {

  private static final double MEGA = 1e6;
  private static final double GIGA = 1e9;
  private static final double PERCENT = 100;

  /** Of n rounds all lie on one side of the median with a chance of 2^(1 − n). */
  private static final int FEWEST_ROUNDS = 6;

  /** What Java allocates meanwhile: smaller differences of the peak mean nothing. */
  private static final double PEAK_NOISE = 1e6;

  /**
   * What a method costs.
   *
   * @param time of discriminator steps, interleaved with those of the other methods
   * @param flops of a generator step with its discriminator steps, see {@link StepFlops}; NaN if a
   *     layer of one's own is in the networks
   */
  public record Row(StepCost time, StepMemory memory, double flops) {}

  /** What is measured. */
  public enum Measure {
    /**
     * Of a discriminator step: the median of the ratios within rounds, with its 95 % interval,
     * which is infinite with fewer than six rounds.
     */
    TIME("time of a D step") {
      @Override
      StepCost.Increase increase(Row row, Row baseline) {
        StepCost.Increase more = row.time().increaseOver(baseline.time());
        return row.time().milliseconds().size() >= FEWEST_ROUNDS
            ? more
            : new StepCost.Increase(
                more.median(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
      }
    },
    /** Floating-point operations of a generator step with its discriminator steps; exact. */
    FLOPS("FLOPs") {
      @Override
      StepCost.Increase increase(Row row, Row baseline) {
        return relative(row.flops(), baseline.flops(), 0);
      }
    },
    /** Bytes that training carries from step to step; exact. */
    STATE("state") {
      @Override
      StepCost.Increase increase(Row row, Row baseline) {
        return relative((double) row.memory().state(), (double) baseline.memory().state(), 0);
      }
    },
    /** The rise of resident memory during a step, give or take a megabyte. */
    PEAK("peak of memory") {
      @Override
      StepCost.Increase increase(Row row, Row baseline) {
        return relative(bytes(row), bytes(baseline), PEAK_NOISE);
      }
    };

    private final String text;

    Measure(String text) {
      this.text = text;
    }

    /** How much more a method costs than the baseline, 0.1 for 10 %; NaN if it isn't known. */
    abstract StepCost.Increase increase(Row row, Row baseline);

    private static StepCost.Increase relative(double mine, double base, double noise) {
      double more = mine - base;
      return new StepCost.Increase(more / base, (more - noise) / base, (more + noise) / base);
    }
  }

  /**
   * A claim that a cost is within a bound or beyond it.
   *
   * @param text in words: "cheap"
   * @param more of it than the baseline's, 0.1 for 10 %
   * @param within whether at most so much is claimed, which speaks for the method; otherwise more
   *     than that, which speaks against it
   */
  public record Limit(String method, String text, Measure measure, double more, boolean within) {

    /** The method costs at most so much more: 0.1 for 10 %. */
    public static Limit atMost(String method, String text, Measure measure, double more) {
      return new Limit(method, text, measure, more, true);
    }

    /** The method costs more than that: 0 for any more. */
    public static Limit above(String method, String text, Measure measure, double more) {
      return new Limit(method, text, measure, more, false);
    }

    private String criterion() {
      if (!within && more == 0) {
        return measure.text + ", any more";
      }
      String bound = within ? "at most" : "over";
      return "%s, %s %s %% more".formatted(measure.text, bound, NumberText.alone(PERCENT * more));
    }

    private Claim.Finding finding(StepCost.Increase measured) {
      if (within ? measured.high() <= more : measured.low() > more) {
        return Claim.Finding.HOLDS;
      }
      boolean fails = within ? measured.low() > more : measured.high() <= more;
      return fails ? Claim.Finding.FAILS : Claim.Finding.OPEN;
    }
  }

  public CostTables {
    rows = List.copyOf(rows);
  }

  /**
   * Measures methods on the same images: nothing else should be at work meanwhile.
   *
   * @param methods the baseline first
   * @param rounds of timing, five D steps of each method in each, at least 1; with fewer than 6
   *     claims about time can't be told
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static CostTables measured(List<Method> methods, ImageSet images, int rounds) {
    Shape sample = new Shape(images.channels(), images.height(), images.width());
    List<StepCost> time = StepCost.interleaved(methods, images, rounds);
    return new CostTables(
        IntStream.range(0, methods.size())
            .mapToObj(
                i ->
                    new Row(
                        time.get(i),
                        StepMemory.of(methods.get(i), images),
                        flops(methods.get(i), sample)))
            .toList());
  }

  private static double flops(Method method, Shape sample) {
    try {
      return StepFlops.of(method, sample).together();
    } catch (IllegalArgumentException unknownLayer) {
      return Double.NaN;
    }
  }

  private static double bytes(Row row) {
    OptionalLong peak = row.memory().peak();
    return peak.isPresent() ? peak.getAsLong() : Double.NaN;
  }

  /**
   * One line for each method: milliseconds of a D step, how much more than the baseline's with the
   * interval of the median, floating-point operations, state, peak of memory.
   */
  public Table methods() {
    return Tables.of(rows)
        .text("method", row -> row.time().method())
        .number("D step, ms", row -> row.time().median())
        .number("more, %", row -> PERCENT * time(row).median())
        .number("more, % low", row -> PERCENT * time(row).low())
        .number("more, % high", row -> PERCENT * time(row).high())
        .number("GFLOP / step", row -> row.flops() / GIGA)
        .number("state, MB", row -> row.memory().state() / MEGA)
        .number("peak, MB", row -> bytes(row) / MEGA)
        .titled("costs");
  }

  private StepCost.Increase time(Row row) {
    return Measure.TIME.increase(row, rows.get(0));
  }

  /** One line for each claim: what decides it, how much more was measured, verdict. */
  public Table limits(List<Limit> limits) {
    return Tables.of(limits)
        .text("method", Limit::method)
        .text("said", limit -> (limit.within() ? "for: " : "against: ") + limit.text())
        .text("criterion", Limit::criterion)
        .number("more, %", limit -> PERCENT * increase(limit).median())
        .number("more, % low", limit -> PERCENT * increase(limit).low())
        .number("more, % high", limit -> PERCENT * increase(limit).high())
        .text("verdict", limit -> limit.finding(increase(limit)).text())
        .titled("verdicts on costs");
  }

  /** What became of these claims: for a table of all that is said of a method. */
  public Verdicts found(List<Limit> limits) {
    return new Verdicts(
        limits.stream()
            .map(
                limit ->
                    new Verdicts.Said(
                        limit.method(),
                        limit.within(),
                        limit.text(),
                        limit.finding(increase(limit))))
            .toList());
  }

  private StepCost.Increase increase(Limit limit) {
    Row row =
        rows.stream()
            .filter(r -> r.time().method().equals(limit.method()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "'%s' is about %s, whose costs weren't measured; there are %s"
                            .formatted(
                                limit.text(),
                                limit.method(),
                                rows.stream().map(r -> r.time().method()).toList())));
    return limit.measure().increase(row, rows.get(0));
  }
}
