package stablegan.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import stablegan.training.History;

/**
 * A gradient, of a whole player or of one layer's weight, whose norm differs from the median of its
 * past by a factor of 100, or is zero. A single spike or dip does not count: the latest ten
 * measurements are taken by their median too.
 */
final class GradientSize implements Detector {

  private static final int WINDOW = 10;
  private static final double FACTOR = 100;

  private final Alarm.Cause cause;
  private final BiPredicate<Double, Double> beyond;

  private GradientSize(Alarm.Cause cause, BiPredicate<Double, Double> beyond) {
    this.cause = cause;
    this.beyond = beyond;
  }

  static Detector vanishing() {
    return new GradientSize(
        Alarm.Cause.VANISHING_GRADIENT, (recent, past) -> recent * FACTOR < past);
  }

  static Detector exploding() {
    return new GradientSize(
        Alarm.Cause.EXPLODING_GRADIENT, (recent, past) -> recent > FACTOR * past);
  }

  @Override
  public Optional<Alarm> find(History history) {
    return Detector.earliest(
        Stream.concat(of(history, "d", "the discriminator"), of(history, "g", "the generator")));
  }

  /** In a player's gradient and in those of its layers. */
  private Stream<Optional<Alarm>> of(History history, String player, String owner) {
    List<Optional<Alarm>> alarms = new ArrayList<>();
    alarms.add(in(history.find(History.gradientNorm(player)), owner));
    for (int layer = 1; history.names().contains(History.gradientNorm(player, layer)); layer++) {
      alarms.add(
          in(history.find(History.gradientNorm(player, layer)), owner + "'s layer " + layer));
    }
    return alarms.stream();
  }

  private Optional<Alarm> in(History.Series series, String owner) {
    for (Window window = Window.over(series.values(), WINDOW); window.next(); ) {
      double past = window.past();
      if (window.recent() == 0 && cause == Alarm.Cause.VANISHING_GRADIENT) {
        String message = "the gradient of " + owner + " is zero: it learns nothing";
        return Optional.of(new Alarm(cause, series.steps().get(window.last()), message));
      }
      if (past > 0 && beyond.test(window.recent(), past)) {
        String message =
            String.format(
                Locale.ROOT,
                "the gradient of %s has a norm of %.2g; its median before was %.2g",
                owner,
                window.recent(),
                past);
        return Optional.of(new Alarm(cause, series.steps().get(window.last()), message));
      }
    }
    return Optional.empty();
  }
}
