package stablegan.diagnostics;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import stablegan.internal.numbers.Numbers;
import stablegan.training.History;

/**
 * A player whose optimizer steps change its weights, taken as one vector, by more than a twentieth
 * of their norm: the gradient says little of the loss that far away. Usual is 0.01 or less.
 */
final class StepSize implements Detector {

  private static final int WINDOW = 3;
  private static final double LARGE = 0.05;

  @Override
  public Optional<Alarm> find(History history) {
    return Detector.earliest(
        Stream.of(
            large("discriminator", history.find("d_update")),
            large("generator", history.find("g_update"))));
  }

  private static Optional<Alarm> large(String player, History.Series update) {
    for (int end = WINDOW; end <= update.values().size(); end++) {
      double median = Numbers.median(update.values().subList(end - WINDOW, end));
      if (median > LARGE) {
        String message =
            String.format(
                Locale.ROOT,
                "one step of the %s changes its weights by %.0f %%: the learning rate is too high",
                player,
                100 * median);
        return Optional.of(new Alarm(Alarm.Cause.STEP_SIZE, update.steps().get(end - 1), message));
      }
    }
    return Optional.empty();
  }
}
