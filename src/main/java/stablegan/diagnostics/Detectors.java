package stablegan.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import stablegan.training.History;
import stablegan.training.Outcome;

/**
 * The stability detectors. They are functions of the recorded {@link History}: what is saved and
 * resumed with it is the measurements, and equal measurements give equal alarms.
 */
final class Detectors {

  private static final List<Detector> STANDARD =
      List.of(
          new Saturation(),
          GradientSize.vanishing(),
          GradientSize.exploding(),
          new SigmaDrift(),
          new ModeDrop(),
          new LimitCycle(),
          new StepSize(),
          new FrozenPlayer());

  private Detectors() {}

  /** One detector for each cause that is told from the history. */
  public static List<Detector> standard() {
    return STANDARD;
  }

  /** What went wrong with a run, at most once for each cause, in the order of the steps. */
  public static List<Alarm> alarms(History history, Outcome outcome) {
    List<Alarm> alarms = new ArrayList<>();
    STANDARD.stream().map(d -> d.find(history)).flatMap(Optional::stream).forEach(alarms::add);
    if (outcome.kind() == Outcome.Kind.DIVERGED) {
      alarms.add(new Alarm(Alarm.Cause.NON_FINITE, outcome.step(), outcome.reason()));
    }
    alarms.sort(Comparator.comparingLong(Alarm::step));
    return List.copyOf(alarms);
  }
}
