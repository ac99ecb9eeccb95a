package stablegan.training;

import static stablegan.training.StepResult.mean;
import static stablegan.training.StepResult.means;
import static stablegan.training.StepResult.rows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.function.UnaryOperator;

/**
 * What the passes of a discriminator step leave.
 *
 * @param adversarial the adversarial loss, one number
 * @param total the loss with all that is added to it
 * @param gradients of the whole loss, one for each parameter
 * @param realLogits one for each real sample
 * @param fakeLogits one for each generated sample
 * @param real real samples (N, …), before any stabiliser changed them
 * @param fake generated samples, likewise
 */
record DiscriminatorResult(
    NDArray adversarial,
    NDArray total,
    NDList gradients,
    NDArray realLogits,
    NDArray fakeLogits,
    NDArray real,
    NDArray fake)
    implements StepResult<DiscriminatorResult> {

  @Override
  public DiscriminatorResult map(UnaryOperator<NDArray> change) {
    return new DiscriminatorResult(
        change.apply(adversarial),
        change.apply(total),
        StepResult.map(gradients, change),
        change.apply(realLogits),
        change.apply(fakeLogits),
        change.apply(real),
        change.apply(fake));
  }

  @Override
  public DiscriminatorResult joined(DiscriminatorResult part, double share) {
    return new DiscriminatorResult(
        mean(adversarial, part.adversarial, share),
        mean(total, part.total, share),
        means(gradients, part.gradients, share),
        rows(realLogits, part.realLogits),
        rows(fakeLogits, part.fakeLogits),
        rows(real, part.real),
        rows(fake, part.fake));
  }

  /** All but the samples: what must be finite. */
  NDList numbers() {
    return new NDList(adversarial, total, realLogits, fakeLogits).addAll(gradients);
  }
}
