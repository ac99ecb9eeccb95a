package stablegan.training;

/** A run in progress, as its listeners see it. */
public interface Training {

  Method method();

  Plan plan();

  long seed();

  /** Generator steps made so far. */
  long step();

  /** What was measured so far; listeners may add to it. */
  History history();

  /** The generator with its present weights. */
  Generator generator();
}
