package stablegan.training;

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

  /** Saves a run in place of what was saved before. */
  void save(GameState state, Saved saved);

  /** Restores what was saved last; nothing if nothing was. */
  Optional<Saved> restore(GameState state);
}
