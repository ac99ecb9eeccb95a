package stablegan.diagnostics;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import stablegan.training.History;

/** A player whose weights do not change at all, five measurements in a row. */
final class FrozenPlayer implements Detector {

  private static final int IN_A_ROW = 5;

  @Override
  public Optional<Alarm> find(History history) {
    return Detector.earliest(
        Stream.of(
            frozen("generator", history.find("g_update")),
            frozen("discriminator", history.find("d_update"))));
  }

  private static Optional<Alarm> frozen(String player, History.Series update) {
    List<Double> values = update.values();
    int run = 0;
    for (int i = 0; i < values.size(); i++) {
      run = values.get(i) == 0 ? run + 1 : 0;
      if (run == IN_A_ROW) {
        long since = update.steps().get(i - IN_A_ROW + 1);
        String message = "the " + player + "'s weights have not moved since step " + since;
        return Optional.of(new Alarm(Alarm.Cause.FROZEN, update.steps().get(i), message));
      }
    }
    return Optional.empty();
  }
}
