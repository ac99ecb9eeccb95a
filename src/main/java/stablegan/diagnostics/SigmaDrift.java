package stablegan.diagnostics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import stablegan.training.History;

/**
 * Spectral norms that run away: the largest norm of a weight as applied is ten times what it was at
 * first, or spectral normalization's σ is more than a tenth off. Both three times in a row; both
 * need a {@link SigmaMonitor}.
 */
final class SigmaDrift implements Detector {

  private static final int IN_A_ROW = 3;
  private static final double FACTOR = 10;
  private static final double ERROR = 0.1;

  @Override
  public Optional<Alarm> find(History history) {
    return Detector.earliest(
        Stream.of(off(history.find("sigma_error")), runaway(history.find("sigma_max"))));
  }

  private static Optional<Alarm> off(History.Series error) {
    return inARow(error, value -> value > ERROR)
        .map(
            i ->
                alarm(
                    error.steps().get(i),
                    "spectral normalization's σ is %.0f %% off: the power iteration does not"
                        + " follow the weights",
                    100 * error.values().get(i)));
  }

  private static Optional<Alarm> runaway(History.Series largest) {
    return inARow(largest, value -> value > FACTOR * largest.values().get(0))
        .map(
            i ->
                alarm(
                    largest.steps().get(i),
                    "the largest spectral norm of a weight grew from %.3g to %.3g",
                    largest.values().get(0),
                    largest.values().get(i)));
  }

  private static Optional<Integer> inARow(History.Series series, DoublePredicate bad) {
    List<Double> values = series.values();
    int run = 0;
    for (int i = 0; i < values.size(); i++) {
      run = bad.test(values.get(i)) ? run + 1 : 0;
      if (run == IN_A_ROW) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static Alarm alarm(long step, String message, Object... numbers) {
    return new Alarm(Alarm.Cause.SIGMA_DRIFT, step, String.format(Locale.ROOT, message, numbers));
  }
}
