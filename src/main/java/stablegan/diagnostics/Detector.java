package stablegan.diagnostics;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import stablegan.training.History;

/**
 * Finds one way of going wrong in what was measured. An alarm rests on measurements up to its step
 * alone, so that a run that goes on keeps the alarms it had.
 */
@FunctionalInterface
interface Detector {

  /** The first alarm, if there is one. */
  Optional<Alarm> find(History history);

  /** The earliest of some alarms of one cause, so that a later one never takes its place. */
  static Optional<Alarm> earliest(Stream<Optional<Alarm>> alarms) {
    return alarms.flatMap(Optional::stream).min(Comparator.comparingLong(Alarm::step));
  }
}
