package stablegan.diagnostics;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import stablegan.training.History;

/**
 * Variety that was there and is gone: of {@link History#variety}, such as modes, recall or coverage
 * where they are measured, twice in a row half of what was reached twice in a row before; of the
 * samples' spread within a batch, a quarter of what it was. Samples that after 50 measurements
 * still have next to no spread count too.
 *
 * <p>What an untrained generator reaches is none that was learned, and half of next to nothing is
 * chance: fewer than four modes, or a hundredth of the real images, are not looked at.
 */
final class ModeDrop implements Detector {

  private static final double HALF = 0.5;
  private static final String MODES = "modes";
  private static final double FEWEST_MODES = 4;
  private static final double LEAST_SHARE = 0.01;
  private static final double QUARTER = 0.25;
  private static final int WINDOW = 10;
  private static final int GRACE = 50;
  private static final double NONE = 0.05;

  @Override
  public Optional<Alarm> find(History history) {
    Stream<Optional<Alarm>> drops =
        history.variety().stream().map(name -> drop(name, history.find(name)));
    return Detector.earliest(
        Stream.concat(Stream.of(spread(history.find(History.SAMPLE_SPREAD))), drops));
  }

  private static Optional<Alarm> drop(String name, History.Series series) {
    List<Double> values = series.values();
    double best = 0;
    for (int i = 3; i < values.size(); i++) {
      if (series.steps().get(i - 3) > 0) {
        best = Math.max(best, Math.min(values.get(i - 3), values.get(i - 2)));
      }
      double better = Math.max(values.get(i - 1), values.get(i));
      if (better <= HALF * best && best >= least(name, best)) {
        return alarm(series, i, "%s is %.3g; it was %.3g", name, values.get(i), best);
      }
    }
    return Optional.empty();
  }

  /** Modes are counted; whatever else was never above one is a share, which may be all or none. */
  private static double least(String name, double best) {
    return name.startsWith(MODES) || best > 1 ? FEWEST_MODES : LEAST_SHARE;
  }

  private static Optional<Alarm> spread(History.Series series) {
    double best = 0;
    for (Window window = Window.over(series.values(), WINDOW); window.next(); ) {
      double recent = window.recent();
      best = Math.max(best, window.past());
      if (recent < QUARTER * best) {
        return alarm(
            series,
            window.last(),
            "generated samples spread %.2g times as much as real ones; it was %.2g times",
            recent,
            best);
      }
      if (window.last() >= GRACE && recent < NONE) {
        return alarm(
            series,
            window.last(),
            "generated samples are nearly all alike: they spread %.2g times as much as real ones",
            recent);
      }
    }
    return Optional.empty();
  }

  private static Optional<Alarm> alarm(
      History.Series series, int index, String message, Object... numbers) {
    return Optional.of(
        new Alarm(
            Alarm.Cause.MODE_DROP,
            series.steps().get(index),
            String.format(Locale.ROOT, message, numbers)));
  }
}
