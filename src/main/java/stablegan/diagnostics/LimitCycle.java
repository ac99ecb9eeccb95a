package stablegan.diagnostics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stablegan.internal.numbers.Numbers;
import stablegan.training.History;

/**
 * A loss that goes round: over the latest 64 measurements, their trend removed, its autocorrelation
 * falls below −0.4, rises above 0.6 at a lag that fits in three times, and above 0.4, corrected for
 * the overlap, at twice that lag. Of 64 independent numbers an autocorrelation has a standard
 * deviation of 1/8; of a sine it falls by a third at such a lag.
 */
final class LimitCycle implements Detector {

  static final int WINDOW = 64;
  private static final int PERIODS = 3;
  private static final double TROUGH = -0.4;
  private static final double PEAK = 0.6;
  private static final double SECOND = 0.4;

  @Override
  public Optional<Alarm> find(History history) {
    return Detector.earliest(
        Stream.of("d_loss", "g_loss").map(name -> in(name, history.find(name))));
  }

  private static Optional<Alarm> in(String name, History.Series series) {
    double[] values = series.values().stream().mapToDouble(Double::doubleValue).toArray();
    for (int end = WINDOW; end <= values.length; end++) {
      OptionalInt period = period(Arrays.copyOfRange(values, end - WINDOW, end));
      if (period.isPresent()) {
        List<Long> steps = series.steps();
        long length = steps.get(end - 1) - steps.get(end - 1 - period.getAsInt());
        String message =
            String.format(
                Locale.ROOT,
                "%s repeats itself every %d measurements (%d steps): the players chase each other",
                name,
                period.getAsInt(),
                length);
        return Optional.of(new Alarm(Alarm.Cause.LIMIT_CYCLE, steps.get(end - 1), message));
      }
    }
    return Optional.empty();
  }

  /** The lag of the first peak after a trough, if both are clear. */
  static OptionalInt period(double[] values) {
    double[] residual = detrended(values);
    double power = product(residual, 0);
    boolean troughSeen = false;
    for (int lag = 1; lag <= values.length / PERIODS && power > 0; lag++) {
      double correlation = product(residual, lag) / power;
      troughSeen |= correlation < TROUGH;
      if (troughSeen && correlation > PEAK) {
        int top = top(residual, lag);
        // twice the lag leaves fewer products, as if the rest were zero
        double share = (values.length - 2.0 * top) / values.length;
        return product(residual, 2 * top) > SECOND * share * power
            ? OptionalInt.of(top)
            : OptionalInt.empty();
      }
    }
    return OptionalInt.empty();
  }

  private static int top(double[] residual, int from) {
    int lag = from;
    while (lag < residual.length / PERIODS && product(residual, lag + 1) > product(residual, lag)) {
      lag++;
    }
    return lag;
  }

  private static double product(double[] values, int lag) {
    return IntStream.range(lag, values.length).mapToDouble(i -> values[i] * values[i - lag]).sum();
  }

  /** Less the straight line that fits best. */
  private static double[] detrended(double[] values) {
    int n = values.length;
    double mean = Numbers.mean(values);
    double middle = (n - 1) / 2.0;
    double slope =
        IntStream.range(0, n).mapToDouble(i -> (i - middle) * values[i]).sum()
            / IntStream.range(0, n).mapToDouble(i -> (i - middle) * (i - middle)).sum();
    return IntStream.range(0, n)
        .mapToDouble(i -> values[i] - mean - slope * (i - middle))
        .toArray();
  }
}
