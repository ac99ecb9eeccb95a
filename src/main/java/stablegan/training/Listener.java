package stablegan.training;

/** Watches a run; called on the training thread, between steps. */
public interface Listener {

  /** Before the first step that is made now: step 0, or where a run resumes. */
  default void started(Training training) {}

  /**
   * After each generator step. A listener that throws a CancellationException because its thread is
   * interrupted ends the run there, and is told of the same step again when the run goes on.
   */
  default void stepped(Training training) {}

  /** When the run has ended, however it did. */
  default void ended(Training training, Outcome outcome) {}
}
