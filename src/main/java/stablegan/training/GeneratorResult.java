package stablegan.training;

import static stablegan.training.StepResult.mean;
import static stablegan.training.StepResult.means;
import static stablegan.training.StepResult.rows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.function.UnaryOperator;

/**
 * What the passes of a generator step leave.
 *
 * @param adversarial the adversarial loss, one number
 * @param gradients of the whole loss, one for each parameter
 * @param fakeLogits the discriminator's, one for each sample
 */
record GeneratorResult(NDArray adversarial, NDList gradients, NDArray fakeLogits)
    implements StepResult<GeneratorResult> {

  @Override
  public GeneratorResult map(UnaryOperator<NDArray> change) {
    return new GeneratorResult(
        change.apply(adversarial), StepResult.map(gradients, change), change.apply(fakeLogits));
  }

  @Override
  public GeneratorResult joined(GeneratorResult part, double share) {
    return new GeneratorResult(
        mean(adversarial, part.adversarial, share),
        means(gradients, part.gradients, share),
        rows(fakeLogits, part.fakeLogits));
  }

  /** What must be finite. */
  NDList numbers() {
    return new NDList(adversarial).addAll(gradients);
  }
}
