package stablegan.diagnostics;

import java.util.Locale;
import java.util.Optional;
import stablegan.training.History;

/**
 * The discriminator is surer than 99 % on most samples, and right on nine in ten: for a loss on
 * probabilities, its gradient for these samples is next to nothing (Arjovsky and Bottou 2017,
 * section 2).
 */
final class Saturation implements Detector {

  /** Measurements that must agree; a few saturated batches are no harm. */
  private static final int WINDOW = 20;

  private static final double SURE = 0.5;
  private static final double RIGHT = 0.9;

  @Override
  public Optional<Alarm> find(History history) {
    History.Series sure = history.find("d_saturation");
    History.Series right = history.find("d_accuracy");
    for (int end = WINDOW; end <= sure.values().size(); end++) {
      double share = mean(sure, end);
      double accuracy = mean(right, end);
      if (share > SURE && accuracy > RIGHT) {
        String message =
            String.format(
                Locale.ROOT,
                "the discriminator is surer than 99 %% on %.0f %% of the samples and right on"
                    + " %.0f %%: it leaves little to learn from",
                100 * share,
                100 * accuracy);
        return Optional.of(new Alarm(Alarm.Cause.SATURATION, sure.steps().get(end - 1), message));
      }
    }
    return Optional.empty();
  }

  private static double mean(History.Series series, int end) {
    return series.values().subList(end - WINDOW, end).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }
}
