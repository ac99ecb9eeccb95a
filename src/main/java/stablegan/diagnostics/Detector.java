package stablegan.diagnostics;

import java.util.Optional;
import stablegan.training.History;

/**
 * Finds one way of going wrong in what was measured. An alarm rests on measurements up to its step
 * alone, so that a run that goes on keeps the alarms it had.
 */
@FunctionalInterface
interface Detector {

  /** The first alarm, if there is one. */
  Optional<Alarm> find(History history);
}
