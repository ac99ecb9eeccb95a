package stablegan.training;

import java.nio.file.Path;
import java.util.Optional;

/** Where a run goes on from, or back to. */
interface Checkpoint {

  /**
   * A run as it was saved.
   *
   * @param outcome interrupted, if the run was to go on
   * @param told whether the listeners have seen the outcome's step
   */
  record Saved(Outcome outcome, boolean told, History history) {

    /** Whether nothing is left to do in a run of so many steps. */
    boolean isFinal(Plan plan) {
      boolean ended = outcome.kind() == Outcome.Kind.DIVERGED || outcome.step() >= plan.steps();
      return ended && told;
    }
  }

  /** Where the run is kept, if that is a folder. */
  default Optional<Path> folder() {
    return Optional.empty();
  }

  /** Shows what has been measured, after each step, to those who watch the run from outside. */
  default void show(History history) {}

  /** Saves a run in place of what was saved before. */
  void save(GameState state, Saved saved);

  /** Restores what was saved last; nothing if nothing was. */
  Optional<Saved> restore(GameState state);
}
