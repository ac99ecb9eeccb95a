package stablegan.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.List;

/** Errors in the steps of the two players. */
final class TrainingChecks {

  private static final int STEPS = 3;

  private TrainingChecks() {}

  static List<Check> all() {
    return List.of(
        new Check(19, "the G step leaves gradients on D", TrainingChecks::noGradientStaysBehind),
        new Check(20, "fakes are not detached or share a batch", TrainingChecks::batchesAreApart));
  }

  private static void noGradientStaysBehind(Subject subject, NDManager manager) {
    GameWatch watch = watched(subject);
    assertThat(watch.leftOver()).as("gradients that stay on D").isZero();
    assertThat(watch.differenceFromOwnGradient())
        .as("what D's optimizer gets, less the gradient of D's loss")
        .isLessThan(GameWatch.ROUNDING);
  }

  private static void batchesAreApart(Subject subject, NDManager manager) {
    GameWatch watch = watched(subject);
    assertThat(watch.leakToGenerator()).as("gradient of D's fake logits for G").isZero();
    assertThat(watch.differenceFromRealsAlone())
        .as("real logits, less those of the reals in a batch of their own")
        .isLessThan(GameWatch.ROUNDING);
  }

  private static GameWatch watched(Subject subject) {
    GameWatch watch = new GameWatch();
    subject.train(watch.method(), watch.data(), STEPS);
    watch.assertSteps(STEPS);
    return watch;
  }
}
