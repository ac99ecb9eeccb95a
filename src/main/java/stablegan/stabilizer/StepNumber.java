package stablegan.stabilizer;

/**
 * Which step of a run it is. A generator step consists of its discriminator steps, one after the
 * other, and last of the generator's own.
 *
 * @param generator generator steps that were made before, at least 0
 * @param critic discriminator steps of this generator step that were made before; all of them in
 *     the generator's own step
 * @param criticSteps discriminator steps in each generator step, at least 1
 */
public record StepNumber(long generator, int critic, int criticSteps) {

  public StepNumber {
    if (generator < 0 || critic < 0 || critic > criticSteps || criticSteps < 1) {
      throw new IllegalArgumentException(
          "a step needs generator >= 0 and 0 <= critic <= criticSteps >= 1 but got %d, %d, %d"
              .formatted(generator, critic, criticSteps));
    }
  }

  /** The discriminator step that so many others of the run come before. */
  public static StepNumber ofDiscriminator(long step, int criticSteps) {
    return new StepNumber(step / criticSteps, (int) (step % criticSteps), criticSteps);
  }

  /** Discriminator steps of the whole run that were made before. */
  public long discriminator() {
    return generator * criticSteps + critic;
  }

  /** Whether it is the generator's own step. */
  public boolean isGenerator() {
    return critic == criticSteps;
  }

  /** Steps that the player whose step it is has made before. */
  public long ofPlayer() {
    return isGenerator() ? generator : discriminator();
  }

  /** The first discriminator step of this generator step. */
  public StepNumber first() {
    return new StepNumber(generator, 0, criticSteps);
  }
}
