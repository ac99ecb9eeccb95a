package stablegan.contract;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * One known error of spectral normalization and GAN training in practice, and the assertion that a
 * subject does not make it.
 *
 * @param body fails on a subject that makes the error; its manager is closed afterwards
 */
record Check(int number, String title, BiConsumer<Subject, NDManager> body) {

  private static final int SEED = 1;

  /** The 24 errors. */
  static List<Check> all() {
    return Stream.of(
            StateChecks.all(),
            SigmaChecks.all(),
            NetworkChecks.all(),
            TrainingChecks.all(),
            PenaltyChecks.all())
        .flatMap(List::stream)
        .sorted((a, b) -> Integer.compare(a.number, b.number))
        .toList();
  }

  /** Runs the check from a fixed seed. */
  void on(Subject subject) {
    Engine.getInstance().setRandomSeed(SEED);
    try (NDManager manager = NDManager.newBaseManager()) {
      body.accept(subject, manager);
    }
  }

  @Override
  public String toString() {
    return number + " " + title;
  }
}
