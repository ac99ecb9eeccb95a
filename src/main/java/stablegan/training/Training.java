package stablegan.training;

import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.Optional;

/** A run in progress, as its listeners see it. */
public interface Training {

  Method method();

  Plan plan();

  long seed();

  /** Where the run is kept; nothing if it is in memory only. */
  Optional<Path> folder();

  /** Generator steps made so far. */
  long step();

  /** What was measured so far; listeners may add to it. */
  History history();

  /** The generator with its present weights. */
  Generator generator();

  /**
   * The discriminator with its present weights: samples (N, …) in, with their classes (N) if it is
   * conditional, logits (N, 1) out. To look at, with {@code StepWeights.fixed}, not to change.
   */
  Block discriminator();
}
