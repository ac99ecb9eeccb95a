package stablegan.training;

import java.util.Objects;

/**
 * How a run ended.
 *
 * @param step the last generator step that was completed
 * @param reason what went wrong, for a diverged run
 */
public record Outcome(Kind kind, long step, String reason) {

  public Outcome {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
  }

  /** The three ways. */
  public enum Kind {
    COMPLETED,
    DIVERGED,
    INTERRUPTED
  }

  public static Outcome completed(long step) {
    return new Outcome(Kind.COMPLETED, step, "");
  }

  /** A run that went wrong after this step. */
  public static Outcome diverged(long step, String reason) {
    return new Outcome(Kind.DIVERGED, step, reason);
  }

  static Outcome interrupted(long step) {
    return new Outcome(Kind.INTERRUPTED, step, "");
  }

  /** "completed 600 steps", "diverged after 12 steps: d_loss is NaN". */
  @Override
  public String toString() {
    return switch (kind) {
      case COMPLETED -> "completed %s steps".formatted(step);
      case DIVERGED -> "diverged after %s steps: %s".formatted(step, reason);
      case INTERRUPTED -> "interrupted after %s steps".formatted(step);
    };
  }

  /** Whether every step was made. */
  public boolean isCompleted() {
    return kind == Kind.COMPLETED;
  }
}
